package dev.mcpstack.gateway.upstream;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.server.Change;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a server offers, and again whenever it says that a list has changed, when what is
 * known has become old, and when the server has come back.
 */
final class Follower implements AutoCloseable {
  /** How long the tools of a server that is away stay listed. */
  static final Duration MEMORY = Duration.ofMinutes(10);

  /** Who asks, when nobody does. */
  private static final Principal SELF = Principal.withAllScopes("gateway");

  private static final long LEAST_MILLIS = 5_000;
  private static final long MOST_MILLIS = 300_000;
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  private final ServerClient client;
  private final Consumer<Change> changes;
  private final ScheduledExecutorService timer;
  private final Cancellation closing = new Cancellation();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch first = new CountDownLatch(1);
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Offer offer = Offer.NONE;
  private volatile boolean up;
  private volatile boolean met;
  private long awaySince;

  Follower(ServerClient client, Consumer<Change> changes, ScheduledExecutorService timer) {
    this.client = client;
    this.changes = changes;
    this.timer = timer;
  }

  void start() {
    Thread.ofVirtual().name("follow-" + client.server().source()).start(this::follow);
  }

  Offer offer() {
    return offer;
  }

  boolean isUp() {
    return up;
  }

  /** Whether the server has told at all what it offers. */
  boolean hasMet() {
    return met;
  }

  void awaitFirst(Duration limit) throws InterruptedException {
    boolean _ = first.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    closing.cancel();
  }

  private void follow() {
    Backoff backoff = new Backoff();
    while (closed.getCount() > 0) {
      try {
        refresh();
        backoff.reset();
        arrived();
        listen();
      } catch (RuntimeException e) {
        left(e);
      }
      first.countDown();
      pause(backoff.next());
    }
  }

  private void arrived() {
    if (!up) {
      up = true;
      LOG.info("Server {} is there, with {} tools", client.server().source(), offer.tools().size());
    }
    first.countDown();
  }

  private void left(RuntimeException failure) {
    if (closed.getCount() == 0) {
      return;
    }
    if (up || first.getCount() > 0) {
      awaySince = System.nanoTime();
      LOG.warn("Server {} is away: {}", client.server().source(), failure.getMessage());
      LOG.debug("Why it is away", failure);
    }
    up = false;
    if (System.nanoTime() - awaySince > MEMORY.toNanos()) {
      replace(Offer.NONE);
    }
  }

  /** Asks anew and tells what is different. One at a time, or an older answer could come last. */
  private void refresh() {
    refreshing.lock();
    try {
      replace(Offer.of(client, McpCall.of(SELF, "", closing)));
    } finally {
      refreshing.unlock();
    }
  }

  private void refreshQuietly() {
    try {
      refresh();
    } catch (RuntimeException e) {
      LOG.debug("Server {} did not say what it offers", client.server().source(), e);
    }
  }

  private void replace(Offer found) {
    Offer before = offer;
    offer = found;
    met = met || !found.equals(Offer.NONE);
    if (!before.tools().equals(found.tools())) {
      changes.accept(new Change.Tools());
    }
    if (!before.prompts().equals(found.prompts())) {
      changes.accept(new Change.PromptList());
    }
    if (!before.templates().equals(found.templates())
        || !before.uris().equals(found.uris())
        || before.declares("resources") != found.declares("resources")) {
      changes.accept(new Change.ResourceList());
    }
  }

  /** Waits for changes for as long as the server tells of them, or until what is known is old. */
  private void listen() {
    Map<String, Object> filter = new LinkedHashMap<>();
    want(filter, "toolsListChanged", "tools");
    want(filter, "promptsListChanged", "prompts");
    want(filter, "resourcesListChanged", "resources");
    if (filter.isEmpty()) {
      pause(age());
      return;
    }
    var again =
        timer.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(this::refreshQuietly),
            age().toMillis(),
            age().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      client.listen(SELF, filter, closing, this::changed);
    } finally {
      again.cancel(false);
    }
  }

  private void want(Map<String, Object> filter, String key, String capability) {
    if (offer.tells(capability, "listChanged")) {
      filter.put(key, true);
    }
  }

  private void changed(Map<String, Object> message) {
    Object method = message.get("method");
    if ("notifications/resources/list_changed".equals(method)) {
      changes.accept(new Change.ResourceList());
    }
    // Also when listening has just begun: what changed before that was not told.
    refreshQuietly();
  }

  private Duration age() {
    long millis = offer.timeToLive().toMillis();
    return Duration.ofMillis(Math.clamp(millis, LEAST_MILLIS, MOST_MILLIS));
  }

  private void pause(Duration duration) {
    try {
      boolean _ = closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close();
    }
  }
}
