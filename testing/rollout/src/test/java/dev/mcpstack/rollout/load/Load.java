package dev.mcpstack.rollout.load;

import dev.mcpstack.rollout.Agent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Agents of all kinds at once, until it is closed. */
public final class Load implements AutoCloseable {
  private static final int CONVERSING = 28;
  private static final int CONNECTING = 6;
  private static final int IDLING = 4;
  private static final int SESSIONS = 8;
  private static final int HOLDING = 6;
  private static final int ANALYSING = 2;
  private static final int LISTENING = 4;
  private static final Duration SHORT = Duration.ofMillis(1_200);
  private static final Duration IDLE = Duration.ofSeconds(12);
  private static final Duration HELD = Duration.ofSeconds(15);
  private static final Duration PAGES = Duration.ofMillis(700);
  private static final Duration BETWEEN = Duration.ofSeconds(6);
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final JsonMapper JSON = new JsonMapper();

  private final Endpoint endpoint;
  private final Ledger ledger;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> agents = new ArrayList<>();
  private final List<ModernAgent> listeners = new CopyOnWriteArrayList<>();

  /**
   * Begins at once.
   *
   * @param sessions makes agents of the older era, the SDK's own
   * @param ledger takes what becomes of their calls
   */
  public Load(Endpoint endpoint, Supplier<Agent> sessions, Ledger ledger) {
    this.endpoint = endpoint;
    this.ledger = ledger;
    many(CONVERSING, "kept", true, (worker, _) -> Roles.converse(worker, SHORT));
    many(CONNECTING, "anew", false, (worker, _) -> Roles.converse(worker, SHORT));
    many(IDLING, "idle", true, (worker, _) -> Roles.converse(worker, IDLE));
    many(HOLDING, "holder", true, (worker, _) -> Roles.hold(worker, HELD, PAGES));
    many(ANALYSING, "analyst", true, (worker, agent) -> Roles.analyse(worker, agent, BETWEEN));
    many(LISTENING, "listener", true, Roles::listen);
    for (int i = 0; i < SESSIONS; i++) {
      Agent agent = sessions.get();
      Caller caller = (tool, arguments) -> JSON.valueToTree(agent.call(tool, arguments).result());
      start("session-" + i, caller, worker -> Roles.converse(worker, SHORT), agent::close);
    }
  }

  private void many(int count, String kind, boolean keeps, BiConsumer<Worker, ModernAgent> work) {
    for (int i = 0; i < count; i++) {
      ModernAgent agent = new ModernAgent(endpoint, ledger, keeps);
      if (kind.equals("listener")) {
        listeners.add(agent);
      }
      start(kind + "-" + i, agent::call, worker -> work.accept(worker, agent), agent::close);
    }
  }

  private void start(String name, Caller caller, Consumer<Worker> work, Runnable close) {
    Worker worker = new Worker(name, caller, this::write, this::pause, new Random(name.hashCode()));
    agents.add(
        Thread.ofVirtual()
            .name(name)
            .start(() -> {
              worker.repeat(() -> end.getCount() > 0, () -> work.accept(worker));
              close.run();
            }));
  }

  /** What is broken off at the end tells nothing. */
  private void write(Ledger.Entry entry) {
    if (end.getCount() > 0 || entry.isGood()) {
      ledger.add(entry);
    }
  }

  private void pause(Duration time) {
    try {
      var _ = end.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many there are. */
  public int size() {
    return agents.size();
  }

  @Override
  public void close() {
    end.countDown();
    listeners.forEach(ModernAgent::close);
    for (Thread agent : agents) {
      try {
        if (!agent.join(LONGEST)) {
          throw new IllegalStateException(agent.getName() + " hangs in a call");
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
