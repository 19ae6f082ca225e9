package dev.mcpstack.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataReportTest {
  private static final DataReport REPORT = new DataReport(DataSettings.of(new String[0]));

  /** Each floor by itself, with the times of ours as 100 and the other's as given. */
  @ParameterizedTest
  @CsvSource({
    "a, b, 600, 500, PLAIN, true",
    "a, b, 599, 500, PLAIN, false",
    "a, b, 600, 499, PLAIN, false",
    "a, b, 100, 100, SECURE, true",
    "a, c, 90, 10, PLAIN, true",
    "a, c, 89, 100, PLAIN, false",
    "g, g JDBC, 80, 10, PLAIN, true",
    "g, g JDBC, 79, 100, PLAIN, false",
    "h, h Arrow, 1, 1, PLAIN, true"
  })
  void print_ratios_missesWhereTheOtherIsTooFast(
      String ours, String other, long wall, long cpu, Transport transport, boolean reached) {
    DataResults results = new DataResults();
    // Rounds that differ: the median of the ratios counts, not the ratio of medians.
    for (long scale : new long[] {1, 10, 5}) {
      add(results, ours, 100 * scale, 100 * scale);
      add(results, other, wall * scale, cpu * scale);
    }
    assertThat(REPORT.print(transport, results)).isEqualTo(reached);
  }

  private static void add(DataResults results, String id, long wall, long cpu) {
    Answer expected = new Answer(1, 1);
    results.add(DataCase.of(id, "the case", () -> expected, expected), new Measured(64, wall, cpu));
  }
}
