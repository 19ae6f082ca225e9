package dev.mcpstack.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * Agents that call without an end: a query, an analysis of its rows, its release. Some keep their
 * connection, others connect anew for each round. A program of its own, which needs the JDK and the
 * MCP SDK alone, so that a pod can run it: a forwarded port leads to one pod, and what a Service
 * does when it moves shows only inside the cluster.
 */
final class Callers {
  /** In front of what went wrong, one line each, followed by an {@link Instant}. */
  static final String FAILED = "failed ";

  /** In front of the number of calls so far, every second. */
  static final String CALLS = "calls ";

  private static final int KEPT = 6;
  private static final int ANEW = 2;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(300);
  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);
  private static final Duration LAST_ROUND = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final URI endpoint;
  private final String key;
  private final SSLContext trust;
  private final PrintStream out;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicBoolean goesOn = new AtomicBoolean(true);

  private Callers(URI endpoint, String key, SSLContext trust, PrintStream out) {
    this.endpoint = endpoint;
    this.key = key;
    this.trust = trust;
    this.out = out;
  }

  /**
   * Goes on until it is told to end; then each ends its round, so that no handle is left behind.
   *
   * @param arguments address of the endpoint without its path, file of the key, file of the bundle
   *     of authorities
   */
  public static void main(String[] arguments) throws IOException {
    Callers callers =
        new Callers(
            URI.create(arguments[0]),
            Files.readString(Path.of(arguments[1])).strip(),
            Trust.of(Files.readString(Path.of(arguments[2]))),
            new PrintStream(System.out, true, StandardCharsets.UTF_8));
    List<Thread> agents =
        IntStream.range(0, KEPT + ANEW)
            .mapToObj(number -> Thread.ofVirtual().start(() -> callers.call(number < KEPT)))
            .toList();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> callers.end(agents)));
    while (callers.goesOn.get()) {
      LockSupport.parkNanos(BETWEEN_LINES.toNanos());
      callers.out.println(CALLS + callers.calls);
    }
  }

  private void end(List<Thread> agents) {
    goesOn.set(false);
    try {
      for (Thread agent : agents) {
        agent.join(LAST_ROUND);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(boolean keeps) {
    while (goesOn.get()) {
      try (Agent agent = new Agent(endpoint, key, trust)) {
        do {
          round(agent);
          LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos());
        } while (keeps && goesOn.get());
      } catch (RuntimeException e) {
        String text = Load.text(e).replace('\n', ' ');
        out.println(FAILED + Instant.now() + (keeps ? " kept: " : " anew: ") + text);
        LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
      }
    }
  }

  private void round(Agent agent) {
    Agent.Reply rows = counted(agent.query("SELECT id, amount FROM orders"));
    Map<String, Object> handle = Map.of("handle", rows.at("handle"));
    counted(agent.call("summarize", handle));
    counted(agent.call("release", handle));
  }

  private Agent.Reply counted(Agent.Reply reply) {
    calls.incrementAndGet();
    if (reply.isError()) {
      throw new IllegalStateException(reply.at("error.code") + " " + reply.text());
    }
    return reply;
  }
}
