package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code regression} over MCP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegressionToolTest {
  private final Fixture fixture = new Fixture();

  @AfterAll
  void close() {
    fixture.close();
  }

  private Reply regress(Rows rows, String target, List<String> features) {
    return regress(rows, Map.of("target", target, "features", features));
  }

  private Reply regress(Rows rows, Map<String, Object> arguments) {
    Map<String, Object> all = new java.util.HashMap<>(arguments);
    all.put("handle", fixture.token(rows));
    return fixture.alice.call("regression", all);
  }

  /** R 4.2.2: lm(mpg ~ wt + hp, mtcars), by generate.R. */
  @Test
  void regression_mtcars_equalsR() {
    Reply reply = regress(Rows.csv("mtcars.csv"), "mpg", List.of("wt", "hp")).complete();
    int index = 0;
    for (Map<String, String> r : ReferenceFile.rows("regression-coefficients-r.csv", "mtcars")) {
      assertThat(reply.at("coefficients", index, "name")).isEqualTo(r.get("name"));
      reply
          .near(r.get("estimate"), "coefficients", index, "estimate")
          .near(r.get("error"), "coefficients", index, "standardError")
          .near(r.get("t"), "coefficients", index, "tStatistic")
          .near(r.get("p"), "coefficients", index, "pValue")
          .near(r.get("low"), "coefficients", index, "confidenceLow")
          .near(r.get("high"), "coefficients", index, "confidenceHigh");
      index++;
    }
    Map<String, String> model = ReferenceFile.rows("regression-models-r.csv", "mtcars").getFirst();
    reply
        .near(model.get("r2"), "rSquared")
        .near(model.get("adjusted"), "adjustedRSquared")
        .near(model.get("rse"), "residualStandardError")
        .near(model.get("df"), "degreesOfFreedom")
        .near(model.get("f"), "fStatistic")
        .near(model.get("fp"), "fPValue")
        .near(model.get("n"), "count")
        .near(0, "dropped");
    assertThat(reply.text())
        .contains("| wt | -3.87783 | 0.632733 | -6.1287 | 1.12e-06 | -5.17192 | -2.58375 |")
        .contains(
            "R² 0.826785, adjusted 0.81484; residual standard error 2.59341 on 29 degrees of freedom")
        .contains("explain 82.7 % of the variation of mpg")
        .contains("Clearly different from zero: wt, hp (p below 0.05");
  }
}
