package dev.mcpstack.bench.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class OperatorBenchmarkTest {
  @Test
  void stack_ofTheBenchmark_becomesReadyAndFollowsItsSpecification() throws Exception {
    Path folder = Path.of("target/operator-test").toAbsolutePath();
    OperatorRun run =
        new OperatorRun(
            folder,
            OperatorSettings.of(
                new String[] {"stacks=1,2", "starts=1", "changes=2", "rest=1", "cases=ac"}));
    run.run();
    assertThat(folder.resolve("logs/operator.log")).exists();
  }

  @Test
  void settings_unknown_areRefused() {
    assertThatThrownBy(() -> OperatorSettings.of(new String[] {"stack=1"}))
        .hasMessageContaining("stacks=1,100,500");
  }

  @Test
  void report_missedFloor_isSaid() {
    OperatorReport report = new OperatorReport();
    report.starts("a", 0, new OperatorStarts(1.5, 1, 2, 3, 150, 20, 1));
    assertThat(report.verdict(List.of(footprint(0, 150), footprint(100, 170)), 1000)).isTrue();
    assertThat(report.verdict(List.of(footprint(0, 201), footprint(100, 230)), 1000)).isFalse();
    report = new OperatorReport();
    report.starts("a", 0, new OperatorStarts(2.5, 1, 3, 3, 150, 20, 1));
    assertThat(report.verdict(List.of(footprint(0, 150), footprint(100, 170)), 1000)).isFalse();
  }

  private static Footprint footprint(int stacks, double rest) {
    return new Footprint(
        stacks,
        Duration.ofSeconds(1),
        stacks,
        new StackCluster.Calls(1, 1, 1),
        Duration.ofSeconds(1),
        rest,
        rest,
        30,
        1);
  }
}
