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
import java.util.function.Supplier;

/** The load: some clients, each with one call under way, for a while. */
final class Load {
  private Load() {}

  /**
   * Runs one round with clients of its own, which connect before the time starts: servers close
   * connections that were idle for long.
   *
   * @param database tells the processor time of the database
   * @throws IllegalStateException when a single call failed or was answered wrongly
   * @throws Exception when a client could not connect
   */
  static Round run(Contender contender, int clients, Duration time, Supplier<Duration> database)
      throws Exception {
    List<Caller> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int i = 0; i < clients; i++) {
        callers.add(contender.clients().open());
      }
      return run(contender, callers, threads, time, database);
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
      Duration time,
      Supplier<Duration> database) {
    AtomicBoolean stop = new AtomicBoolean();
    Duration databaseCpu = database.get();
    long cpu = cpuNanos(contender.server());
    long start = System.nanoTime();
    List<Future<long[]>> running = new ArrayList<>();
    for (Caller caller : callers) {
      running.add(threads.submit(() -> calls(caller, start + time.toNanos(), stop)));
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
        cpuNanos(contender.server()) - cpu,
        database.get().minus(databaseCpu).toNanos());
  }

  private static long[] calls(Caller client, long end, AtomicBoolean stop) throws Exception {
    long[] nanos = new long[1024];
    int calls = 0;
    try {
      long before = System.nanoTime();
      while (before - end < 0 && !stop.get()) {
        client.call();
        long after = System.nanoTime();
        if (calls == nanos.length) {
          nanos = Arrays.copyOf(nanos, calls * 2);
        }
        nanos[calls++] = after - before;
        before = after;
      }
      return Arrays.copyOf(nanos, calls);
    } catch (Exception e) {
      stop.set(true);
      throw e;
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

  private static Round summary(long[] nanos, long elapsedNanos, long cpuNanos, long databaseNanos) {
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
        databaseNanos / 1e9 * 1_000 / nanos.length);
  }

  private static long cpuNanos(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the server's process has ended"))
        .toNanos();
  }
}
