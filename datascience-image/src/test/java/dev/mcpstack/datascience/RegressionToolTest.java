package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    Map<String, Object> all = new HashMap<>(arguments);
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

  /** NIST StRD Longley, certified: https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml */
  @ParameterizedTest
  @CsvSource({
    "0, (Intercept), -3482258.63459582, 890420.383607373",
    "1, gnp_deflator, 15.0618722713733, 84.9149257747669",
    "2, gnp, -0.0358191792925910, 0.0334910077722432",
    "3, unemployed, -2.02022980381683, 0.488399681651699",
    "4, armed_forces, -1.03322686717359, 0.214274163161675",
    "5, population, -0.0511041056535807, 0.226073200069370",
    "6, year, 1829.15146461355, 455.478499142212"
  })
  void regression_longley_equalsNist(int index, String name, double estimate, double error) {
    Reply reply =
        regress(
                Rows.csv("longley.csv"),
                "employed",
                List.of("gnp_deflator", "gnp", "unemployed", "armed_forces", "population", "year"))
            .complete()
            .near(estimate, "coefficients", index, "estimate")
            .near(error, "coefficients", index, "standardError")
            .near(304.854073561965, "residualStandardError")
            .near(0.995479004577296, "rSquared")
            .near(330.285339234588, "fStatistic");
    assertThat(reply.at("coefficients", index, "name")).isEqualTo(name);
  }

  /** R 4.2.2: lm(mpg ~ wt + hp - 1, mtcars), by generate.R. */
  @Test
  void regression_throughOrigin_equalsR() {
    Reply reply =
        regress(
                Rows.csv("mtcars.csv"),
                Map.of("target", "mpg", "features", List.of("wt", "hp"), "intercept", false))
            .complete();
    Map<String, String> wt =
        ReferenceFile.rows("regression-coefficients-r.csv", "mtcars-origin").getFirst();
    reply
        .near(wt.get("estimate"), "coefficients", 0, "estimate")
        .near(wt.get("error"), "coefficients", 0, "standardError");
    assertThat((List<?>) Objects.requireNonNull(reply.at("coefficients"))).hasSize(2);
  }

  /** The line is y = 1 + 2x with residuals 1, -2, 1 around x = 0, 1, 2 (by hand). */
  @Test
  void regression_missingValues_dropsRowsAndCountsThem() {
    Rows rows =
        Rows.of("x INTEGER", "y FLOAT", "unused TEXT")
            .row(0, 2.0, "a")
            .row(null, 5.0, "a")
            .row(1, 1.0, null)
            .row(1, Double.NaN, "a")
            .row(2, 6.0, "a");
    Reply reply =
        regress(rows, "y", List.of("x"))
            .complete()
            .near(3, "count")
            .near(2, "dropped")
            .near(1, "coefficients", 0, "estimate")
            .near(2, "coefficients", 1, "estimate");
    assertThat(reply.text()).contains("3 rows (2 dropped for a missing value)");
  }

  @Test
  void regression_decimals_areNumbers() {
    Rows rows =
        Rows.of("x DECIMAL", "y INTEGER")
            .row(new BigDecimal("0.1"), 1)
            .row(new BigDecimal("0.2"), 3)
            .row(new BigDecimal("0.4"), 4);
    regress(rows, "y", List.of("x")).complete().near(3, "count");
  }

  @Test
  void regression_perfectFit_hasNullsAndSaysWhy() {
    Rows rows = Rows.of("x FLOAT", "y FLOAT").row(1, 2).row(2, 4).row(3, 6).row(4, 8);
    Reply reply = regress(rows, "y", List.of("x")).complete();
    assertThat(reply.at("fStatistic")).isNull();
    assertThat(reply.at("coefficients", 1, "pValue")).isNull();
    assertThat((String) reply.at("warnings", 0)).startsWith("The fit is perfect up to rounding");
    assertThat(reply.text())
        .contains("Note: The fit is perfect")
        .contains("Without residuals there is nothing to test.");
  }

  @Test
  void regression_constantTarget_explainsNothing() {
    Rows rows = Rows.of("x FLOAT", "y FLOAT").row(1, 2).row(2, 2).row(3, 2);
    Reply reply = regress(rows, "y", List.of("x")).complete();
    assertThat(reply.at("rSquared")).isNull();
    assertThat(reply.text()).contains("The target is constant").doesNotContain("explain ");
  }

  @Test
  void regression_unclearFeature_saysSoAndSuggestsToLeaveItOut() {
    Rows rows = Rows.csv("mtcars.csv");
    Reply reply = regress(rows, "mpg", List.of("qsec", "gear", "carb", "wt")).complete();
    assertThat(reply.text()).contains("Next: leave out features that add nothing");
    assertThat(regress(rows, "qsec", List.of("drat")).complete().text())
        .contains("No feature differs clearly from zero");
  }

  @Test
  void regression_unknownColumn_namesTheNearest() {
    regress(Rows.csv("mtcars.csv"), "mpg", List.of("wt", "HPP"))
        .refused(
            "COLUMN_UNKNOWN",
            "There is no column named 'HPP'.",
            "Did you mean 'hp'? The columns are: model, mpg, cyl, disp, hp, drat, wt, qsec, vs, am,"
                + " gear, carb.");
    regress(Rows.csv("sleep.csv"), "nothing_like_it", List.of("id"))
        .refused(
            "COLUMN_UNKNOWN",
            "There is no column named 'nothing_like_it'.",
            "The columns are: extra, group, id.");
  }

  @Test
  void regression_textColumn_isRefusedWithCast() {
    regress(Rows.csv("mtcars.csv"), "mpg", List.of("model"))
        .refused(
            "COLUMN_WRONG_TYPE",
            "The column 'model' holds text values, and numbers are needed.",
            "Cast it in the query, for example CAST(model AS DOUBLE PRECISION), or code a category"
                + " as 0 and 1 with CASE WHEN.");
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, boolean, 'Cast it in the query, for example CAST(\"Odd \"\"name\" AS INTEGER).'",
    "DATE, date, 'Make a number of it in the query, for example EXTRACT(EPOCH FROM \"Odd \"\"name\").'",
    "BINARY, binary, Use a column of numbers."
  })
  void regression_otherType_isRefusedWithItsOwnHint(String type, String label, String remedy) {
    regress(Rows.of("y FLOAT", "Odd \"name " + type), "y", List.of("Odd \"name"))
        .refused(
            "COLUMN_WRONG_TYPE",
            "The column 'Odd \"name' holds " + label + " values, and numbers are needed.",
            remedy);
  }

  @Test
  void regression_twoColumnsOfOneName_isRefused() {
    regress(Rows.of("y FLOAT", "x FLOAT", "x FLOAT"), "y", List.of("x"))
        .refused(
            "COLUMN_AMBIGUOUS",
            "There are 2 columns named 'x'.",
            "Give each column its own name with AS in the query.");
  }

  @Test
  void regression_constantFeature_isRefused() {
    regress(Rows.of("x FLOAT", "y FLOAT").row(1, 2).row(1, 3).row(1, 5), "y", List.of("x"))
        .refused(
            "DATA_UNSUITABLE",
            "The feature 'x' is constant.",
            "Leave it out, since the intercept already stands for a constant.");
  }

  @Test
  void regression_collinearFeatures_namesWhatExplainsThem() {
    Rows rows = Rows.of("a FLOAT", "b FLOAT", "y FLOAT");
    rows.row(1, 2, 3).row(2, 4, 1).row(3, 6, 4).row(4, 8, 1).row(5, 10, 5);
    regress(rows, "y", List.of("a", "b"))
        .refused(
            "DATA_UNSUITABLE",
            "The feature 'b' is a linear combination of 'a'.",
            "Leave out one of them: their separate effects cannot be told apart.");
  }

  @Test
  void regression_tooFewRows_saysHowManyWereDropped() {
    Rows rows = Rows.of("x FLOAT", "y FLOAT").row(1, 2).row(2, null).row(3, 3).row(null, 4);
    regress(rows, "y", List.of("x"))
        .refused(
            "DATA_UNSUITABLE",
            "A regression with 2 coefficients needs at least 3 rows, and there are 2 usable ones."
                + " Of 4 rows, 2 were dropped because a value is missing.",
            "Use fewer features or more rows; check the number of missing values.");
  }

  @Test
  void regression_noRows_isRefused() {
    regress(Rows.of("x FLOAT", "y FLOAT"), "y", List.of("x"))
        .refused(
            "DATA_UNSUITABLE",
            "A regression with 2 coefficients needs at least 3 rows, and there are 0 usable ones.",
            "Use fewer features or more rows; check the number of missing values.");
  }

  @Test
  void regression_infiniteValue_namesTheColumn() {
    Rows rows = Rows.of("x FLOAT", "y FLOAT").row(1, 2).row(Double.NEGATIVE_INFINITY, 3);
    regress(rows, "y", List.of("x"))
        .refused(
            "NUMBER_OUT_OF_RANGE",
            "The column 'x' holds an infinite value.",
            "Filter infinite values out with WHERE, or turn them into NULL, in the query.");
  }

  @Test
  void regression_hugeValue_namesTheColumn() {
    Rows rows = Rows.of("x FLOAT", "y FLOAT").row(1, 2).row(3, 1e200);
    regress(rows, "y", List.of("x"))
        .refused(
            "NUMBER_OUT_OF_RANGE",
            "The column 'y' holds a value larger in magnitude than 1e150.",
            "Use a larger unit, for example by dividing the column in the query.");
  }

  @Test
  void regression_reservedName_isRefused() {
    regress(Rows.of("y FLOAT", "(Intercept) FLOAT"), "y", List.of("(Intercept)"))
        .refused(
            "DATA_UNSUITABLE",
            "The feature '(Intercept)' is named twice.",
            "Name each feature column once.");
  }

  @Test
  void regression_wrongArguments_areAllNamed() {
    regress(
            Rows.csv("sleep.csv"),
            Map.of("target", "extra", "features", List.of("id", "extra", "id")))
        .refused(
            "ARGUMENTS_INVALID",
            "features[2]: found \"id\", expected each column once; features: found \"extra\", expected"
                + " columns other than the target.",
            "Correct the arguments named above and call again.");
    regress(Rows.csv("sleep.csv"), Map.of("target", "extra", "features", List.of()))
        .refused(
            "ARGUMENTS_INVALID",
            "features: found a list of 0, expected a list of 1 to 100 items.",
            "Correct the arguments named above and call again.");
  }

  @Test
  void regression_otherConfidence_widensIntervals() {
    Reply reply =
        regress(
                Rows.csv("mtcars.csv"),
                Map.of("target", "mpg", "features", List.of("wt"), "confidence", 0.999))
            .complete();
    // R 4.2.2: confint(lm(mpg ~ wt, mtcars), level = 0.999)[2, ]
    reply
        .near(-7.382930855963574, "coefficients", 1, "confidenceLow")
        .near(-3.306012289481758, "coefficients", 1, "confidenceHigh");
    assertThat(reply.text()).contains("99.9 % low");
  }
}
