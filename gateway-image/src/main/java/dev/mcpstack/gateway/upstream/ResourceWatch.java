package dev.mcpstack.gateway.upstream;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.mcp.server.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a server tell of changes of those resources that somebody listens for. What a stream tells is
 * fixed when it opens, so another set means another stream; the old one ends when the new one has
 * begun, so that nothing is missed in between.
 */
final class ResourceWatch implements AutoCloseable {
  private static final Principal SELF = Principal.withAllScopes("gateway");
  private static final Logger LOG = LoggerFactory.getLogger(ResourceWatch.class);

  private final ServerClient client;
  private final Consumer<Change> changes;
  private Set<String> wanted = Set.of();
  private @Nullable Stream current;

  ResourceWatch(ServerClient client, Consumer<Change> changes) {
    this.client = client;
    this.changes = changes;
  }

  /** Listens for changes of these and no others. */
  synchronized void want(Set<String> uris) {
    if (uris.equals(wanted)) {
      return;
    }
    wanted = uris;
    Stream old = current;
    current = uris.isEmpty() ? null : new Stream(uris, old);
    if (current != null) {
      Thread.ofVirtual().name("watch-" + client.server().source()).start(current);
    } else if (old != null) {
      old.end();
    }
  }

  @Override
  public void close() {
    want(Set.of());
  }

  /** Listens until it is ended, again and again where the server is away. */
  private final class Stream implements Runnable {
    private final Set<String> uris;
    private final Cancellation ending = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Stream> before;

    private Stream(Set<String> uris, @Nullable Stream before) {
      this.uris = uris;
      this.before = new AtomicReference<>(before);
    }

    @Override
    public void run() {
      Backoff backoff = new Backoff();
      while (ended.getCount() > 0) {
        try {
          client.listen(
              SELF,
              Map.of("resourceSubscriptions", List.copyOf(uris)),
              ending,
              message -> {
                backoff.reset();
                take(message);
              });
        } catch (RuntimeException e) {
          LOG.debug("{} tells of no resources now", client.server().source(), e);
        }
        try {
          boolean _ = ended.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private void take(Map<String, Object> message) {
      endBefore();
      if ("notifications/resources/updated".equals(message.get("method"))
          && message.get("params") instanceof Map<?, ?> params
          && params.get("uri") instanceof String uri) {
        changes.accept(new Change.Resource(uri));
      }
    }

    private void end() {
      endBefore();
      ended.countDown();
      ending.cancel();
    }

    private void endBefore() {
      Stream old = before.getAndSet(null);
      if (old != null) {
        old.end();
      }
    }
  }
}
