package dev.mcpstack.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls without a pause, each by an agent that connects anew, so that each sees the certificates of
 * that moment: a query, an analysis of its rows, its release.
 */
final class Load implements AutoCloseable {
  /** So that a stack that is away makes no flood. */
  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Stack stack;
  private final Report report;
  private final Tunnel tunnel;
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private final AtomicLong calls = new AtomicLong();
  private final List<String> failures = new ArrayList<>();
  private final Thread thread;

  /** Begins at once. */
  Load(Stack stack, Report report) {
    this.stack = stack;
    this.report = report;
    this.tunnel = stack.tunnel();
    this.thread = Thread.ofVirtual().name("load").start(this::run);
  }

  private void run() {
    while (goesOn.get()) {
      try (Agent agent = stack.agent(tunnel)) {
        Agent.Reply rows = counted(agent.query("SELECT id, amount FROM orders"));
        Map<String, Object> handle = Map.of("handle", rows.at("handle"));
        counted(agent.call("summarize", handle));
        counted(agent.call("release", handle));
      } catch (RuntimeException e) {
        failed(text(e));
        LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
      }
    }
  }

  /** With what is behind it. */
  static String text(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.equals(failure) ? failure.toString() : failure + ", by " + root;
  }

  private Agent.Reply counted(Agent.Reply reply) {
    calls.incrementAndGet();
    if (reply.isError()) {
      throw new IllegalStateException(reply.at("error.code") + " " + reply.text());
    }
    return reply;
  }

  private synchronized void failed(String text) {
    if (goesOn.get()) {
      report.say("failed call: " + text);
      failures.add(text);
    }
  }

  long calls() {
    return calls.get();
  }

  /** What failed so far. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    goesOn.set(false);
    try {
      thread.join(LONGEST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    tunnel.close();
    report.say(calls + " calls, " + failures().size() + " failed");
  }
}
