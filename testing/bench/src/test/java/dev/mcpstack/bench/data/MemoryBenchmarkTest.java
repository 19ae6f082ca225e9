package dev.mcpstack.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code MemoryBenchmark} once with small results, its answers checked. */
final class MemoryBenchmarkTest {
  @Test
  void measure_smallResults_readsThemFastAndSlowlyAndSeesBothProcesses(@TempDir Path folder)
      throws Exception {
    MemorySettings settings = MemorySettings.of(new String[] {"sizes=1,2", "rate=10"});

    List<MemoryPeaks> peaks = new MemoryRun(folder, settings).measure();

    assertThat(peaks).extracting(MemoryPeaks::megabytes).containsExactly(1, 1, 2, 2);
    assertThat(peaks).extracting(MemoryPeaks::slow).containsExactly(false, true, false, true);
    // No JVM runs in less.
    assertThat(peaks)
        .allSatisfy(each -> {
          assertThat(each.serverMebibytes()).isGreaterThan(20);
          assertThat(each.readerMebibytes()).isGreaterThan(20);
        });
    // The pauses that the rate asks for.
    assertThat(peaks.getLast().seconds()).isGreaterThanOrEqualTo(0.2);
  }
}
