package dev.mcpstack.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The load: some clients, each with at most one call under way, for a while. */
final class Load {
  private Load() {}

  /** A round in which each client calls again as soon as it was answered. */
  static Round run(Contender contender, int clients, Duration time, Supplier<Duration> other)
      throws Exception {
    return run(contender, clients, Pace.closed(), time, other);
  }

  /**
   * Runs one round with clients of its own, which connect before the time starts: servers close
   * connections that were idle for long. A call takes from when it was due until it was answered,
   * so that one that had to wait for the one before counts its waiting.
   *
   * @param other tells the processor time of what works for the calls beside the server
   * @throws IllegalStateException when a single call failed or was answered wrongly
   * @throws Exception when a client could not connect
   */
  static Round run(
      Contender contender, int clients, Pace pace, Duration time, Supplier<Duration> other)
      throws Exception {
    List<Caller> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int i = 0; i < clients; i++) {
        callers.add(contender.clients().open());
      }
      return run(contender, callers, threads, pace, time, other);
    } finally {
      for (Caller caller : callers) {
        caller.close();
      }
    }
  }

  private static Round run(
      Contender contender,
      List<Caller> callers,
      ExecutorService threads,
      Pace pace,
      Duration time,
      Supplier<Duration> other) {
    AtomicBoolean stop = new AtomicBoolean();
    Duration otherCpu = other.get();
    Duration cpu = cpu(contender.server());
    long start = System.nanoTime();
    List<Future<long[]>> running = new ArrayList<>();
    for (int i = 0; i < callers.size(); i++) {
      Caller caller = callers.get(i);
      int client = i;
      running.add(
          threads.submit(
              () -> calls(caller, pace, pace.first(start, client), start + time.toNanos(), stop)));
    }
    long[] nanos =
        running.stream()
            .map(future -> result(contender.name(), future))
            .flatMapToLong(Arrays::stream)
            .toArray();
    long elapsed = System.nanoTime() - start;
    return summary(
        nanos,
        elapsed,
        cpu(contender.server()).minus(cpu).toNanos(),
        other.get().minus(otherCpu).toNanos());
  }

  private static long[] calls(Caller client, Pace pace, long first, long end, AtomicBoolean stop)
      throws Exception {
    long[] nanos = new long[1024];
    int calls = 0;
    try {
      long due = first;
      while (due - end < 0 && !stop.get()) {
        await(due);
        client.call();
        long after = System.nanoTime();
        if (calls == nanos.length) {
          nanos = Arrays.copyOf(nanos, calls * 2);
        }
        nanos[calls++] = after - due;
        due = pace.next(due, after);
      }
      return Arrays.copyOf(nanos, calls);
    } catch (Exception e) {
      stop.set(true);
      throw e;
    }
  }

  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long[] result(String name, Future<long[]> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the round was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call of '" + name + "' failed", e.getCause());
    }
  }

  private static Round summary(long[] nanos, long elapsedNanos, long cpuNanos, long otherNanos) {
    if (nanos.length == 0) {
      throw new IllegalStateException("no call was answered within the round");
    }
    Arrays.sort(nanos);
    return new Round(
        nanos.length,
        nanos.length / (elapsedNanos / 1e9),
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6,
        cpuNanos / 1e9 * 1_000 / nanos.length,
        otherNanos / 1e9 * 1_000 / nanos.length);
  }

  /** Processor time of a process that must be there. */
  static Duration cpu(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the server's process has ended"));
  }
}
