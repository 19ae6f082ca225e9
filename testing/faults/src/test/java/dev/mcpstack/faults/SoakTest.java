package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.fixture.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mixed load for a while, and nothing of the owner that grows: memory, descriptors, living handles,
 * spilled results. The first third of the time warms up and is not judged. {@link Trend} has the
 * rule; the property {@code soak.seconds} the time.
 */
final class SoakTest {
  private static final long SECONDS = Long.getLong("soak.seconds", 120);
  private static final int WORKERS = 3;

  /** What stays of a result that nobody reads: its lifetime, the grace, and until it is swept. */
  private static final String LIMITS = "handleLifetime: 10s, spoolMemory: 16MiB, maxResults: 1GiB";

  /** The heap is had from the start, so that what grows is what leaks. */
  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  @TempDir private Path folder = Path.of("");

  private final Trend resident = new Trend("resident MiB", 64);
  private final Trend descriptors = new Trend("descriptors", 10);
  private final Trend handles = new Trend("living handles", 12);
  private final Trend spilled = new Trend("spill files", 10);

  @Test
  void owner_underMixedLoad_growsInNothing() throws InterruptedException {
    try (Stack stack = new Stack(folder);
        StoreKeys keys = new StoreKeys(stack.redis().address())) {
      Stack.Running owner = stack.localData(LIMITS, 0, HEAP);
      Load load = new Load(owner, stack.dataScience(), stack.reader());
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
      ScheduledExecutorService everySecond = Executors.newScheduledThreadPool(2);
      try (everySecond;
          ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int worker = 0; worker < WORKERS; worker++) {
          long seed = worker;
          workers.execute(() -> load.run(seed, () -> System.nanoTime() - end > 0));
        }
        // Each after the one before, so that a slow machine is not buried under them.
        var _ = everySecond.scheduleWithFixedDelay(() -> load.abandon(7), 1, 1, TimeUnit.SECONDS);
        var _ =
            everySecond.scheduleWithFixedDelay(
                () -> sample(stack, owner.process(), keys, start), 1, 1, TimeUnit.SECONDS);
        assertThat(everySecond.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS))
            .isFalse();
        everySecond.shutdown(); // What is under way goes on to its end.
      }
      List<Trend> trends = List.of(resident, descriptors, handles, spilled);
      System.out.println(load.line());
      assertThat(load.failures()).isEmpty();
      assertThat(load.did()).isTrue();
      assertThat(load.turnedAway()).isLessThan(0.1);
      trends.forEach(trend -> System.out.println(trend.line()));
      for (Trend trend : trends) {
        assertThat(trend.slope()).as(trend.line()).isLessThanOrEqualTo(trend.bound());
      }
      // When nobody asks for anything more, nothing stays.
      Failure.await().until(() -> keys.living() == 0);
      Failure.await().until(() -> Spill.files(stack.spoolFolder()).isEmpty());
      owner.process().terminate();
      assertThat(owner.process().exitCode()).isZero();
    }
  }

  private void sample(Stack stack, ServerProcess owner, StoreKeys keys, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    if (seconds < SECONDS / 3.0) {
      return;
    }
    double minutes = seconds / 60;
    resident.add(minutes, owner.residentBytes() / (double) (1 << 20));
    descriptors.add(minutes, (double) owner.openDescriptors());
    handles.add(minutes, (double) keys.living());
    spilled.add(minutes, Spill.files(stack.spoolFolder()).size());
  }
}
