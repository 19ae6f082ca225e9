package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayReportTest {
  private static final GatewayReport REPORT = new GatewayReport(GatewaySettings.of(new String[0]));

  @ParameterizedTest
  @CsvSource({"16,1.9,9.9,true", "16,2.1,3,false", "16,0.5,10.1,false", "64,5,50,true"})
  void judge_paced_missesWhereTooMuchIsAddedAtSixteenClients(
      int clients, double p50, double p99, boolean reached) {
    assertThat(REPORT.judge(results(clients, p50, p99), new GatewayResults())).isEqualTo(reached);
  }

  @ParameterizedTest
  @CsvSource("16,9,90")
  void judge_closedAlone_missesNothing(int clients, double p50, double p99) {
    assertThat(REPORT.judge(new GatewayResults(), results(clients, p50, p99))).isTrue();
  }

  /** Rounds that differ: the median of the differences counts, not the difference of medians. */
  private static GatewayResults results(int clients, double addedP50, double addedP99) {
    GatewayResults results = new GatewayResults();
    GatewayResults.Cell cell = new GatewayResults.Cell("a", clients);
    results.add(cell, pair(9, 0, 0));
    results.add(cell, pair(1, addedP50, addedP99));
    results.add(cell, pair(5, 100, 100));
    return results;
  }

  private static Pair pair(double direct, double addedP50, double addedP99) {
    return new Pair(round(direct, direct), round(direct + addedP50, direct + addedP99));
  }

  private static Round round(double p50, double p99) {
    return new Round(1, 1, p50, p99, 1, 1);
  }
}
