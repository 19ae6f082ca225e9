package dev.mcpstack.datascience.stats;

import static dev.mcpstack.datascience.stats.Reference.assertDigits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.datascience.stats.LeastSquares.Coefficient;
import dev.mcpstack.datascience.stats.LeastSquares.Result;
import dev.mcpstack.datascience.stats.Reference.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeastSquaresTest {
  private static final List<String> MTCARS =
      List.of("cyl", "disp", "hp", "drat", "wt", "qsec", "vs", "am", "gear", "carb");

  /** A regression problem: rows of features with the target as the last entry. */
  private record Problem(List<String> features, boolean intercept, List<double[]> rows) {
    Result fit() {
      return accumulate(rows).fit(0.95);
    }

    LeastSquares accumulate(List<double[]> part) {
      LeastSquares regression =
          intercept ? LeastSquares.withIntercept(features) : LeastSquares.throughOrigin(features);
      for (double[] row : part) {
        regression.add(Arrays.copyOf(row, features.size()), row[features.size()]);
      }
      return regression;
    }
  }

  private static Problem problem(String name) {
    return switch (name) {
      case "mtcars" -> problem("mtcars.csv", "mpg", true, List.of("wt", "hp"));
      case "mtcars-origin" -> problem("mtcars.csv", "mpg", false, List.of("wt", "hp"));
      case "mtcars-all" -> problem("mtcars.csv", "mpg", true, MTCARS);
      case "longley" ->
          problem(
              "longley.csv",
              "employed",
              true,
              List.of("gnp_deflator", "gnp", "unemployed", "armed_forces", "population", "year"));
      case "norris" -> problem("norris.csv", "y", true, List.of("x"));
      case "noint1" ->
          new Problem(
              List.of("x"),
              false,
              IntStream.rangeClosed(60, 70).mapToObj(x -> new double[] {x, x + 70}).toList());
      case "wampler1" -> wampler(0);
      case "wampler2" -> wamplerDecimal();
      case "wampler3" -> wampler(1);
      case "wampler4" -> wampler(100);
      case "wampler5" -> wampler(10000);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Problem problem(
      String file, String target, boolean intercept, List<String> features) {
    List<String> columns = new ArrayList<>(features);
    columns.add(target);
    List<double[]> rows =
        Reference.rows(file).stream()
            .map(row -> columns.stream().mapToDouble(row::number).toArray())
            .toList();
    return new Problem(features, intercept, rows);
  }

  /** The rule of NIST StRD Wampler1 and 3-5: 1 + x + ... + x^5 plus a scaled disturbance. */
  private static Problem wampler(double scale) {
    double[] disturbance = {
      759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048,
      2048, -2048, 2523, -2048, 2048, -2048, 759
    };
    return polynomial(x -> scale * disturbance[x], 1);
  }

  /** The rule of NIST StRD Wampler2: 1 + x/10 + ... + (x/10)^5, rounded to five decimals. */
  private static Problem wamplerDecimal() {
    return polynomial(x -> 0, 10);
  }

  private static Problem polynomial(IntToDoubleFunction disturbance, int divisor) {
    List<double[]> rows = new ArrayList<>();
    for (int x = 0; x <= 20; x++) {
      double[] row = new double[6];
      double sum = Math.pow(divisor, 5);
      for (int power = 1; power <= 5; power++) {
        row[power - 1] = Math.pow(x, power);
        sum += row[power - 1] * Math.pow(divisor, 5 - power);
      }
      row[5] = sum / Math.pow(divisor, 5) + disturbance.applyAsDouble(x);
      rows.add(row);
    }
    return new Problem(List.of("x1", "x2", "x3", "x4", "x5"), true, rows);
  }

  static List<Row> exactCoefficients() {
    return Reference.rows("regression-coefficients-exact.csv");
  }

  static List<Row> exactModels() {
    return Reference.rows("regression-models-exact.csv");
  }

  static List<Row> rCoefficients() {
    return Reference.rows("regression-coefficients-r.csv");
  }

  static List<Row> rModels() {
    return Reference.rows("regression-models-r.csv");
  }

  /** Digits that double arithmetic leaves, by the condition of the problem. */
  private static double digits(String name) {
    return switch (name) {
      case "longley" -> 13;
      case "norris" -> 12;
      case "wampler1", "wampler2", "wampler3" -> 9;
      case "wampler4" -> 8;
      case "wampler5" -> 6;
      default -> 13;
    };
  }

  /** mpmath 1.2.1 with 100 digits on the same doubles, src/test/reference/exact.py. */
  @ParameterizedTest
  @MethodSource("exactCoefficients")
  void coefficient_referenceData_equalsExactArithmetic(Row row) {
    String name = row.text("case");
    Coefficient coefficient = coefficient(problem(name).fit(), row.text("name"));
    assertDigits("estimate", coefficient.estimate(), row.number("estimate"), digits(name));
    if (row.has("t")) {
      // Standard errors come from R alone, so they do not suffer from the size of the residual.
      assertDigits("error", coefficient.standardError(), row.number("error"), 13);
      assertDigits("t", coefficient.tStatistic(), row.number("t"), Math.min(9, digits(name)));
      assertDigits("p", coefficient.pValue(), row.number("p"), Math.min(9, digits(name)));
    } else {
      assertThat(coefficient.standardError()).isZero();
      assertThat(coefficient.tStatistic()).isNaN();
      assertThat(coefficient.pValue()).isNaN();
      assertThat(coefficient.ciLow()).isEqualTo(coefficient.estimate());
      assertThat(coefficient.ciHigh()).isEqualTo(coefficient.estimate());
    }
  }

  /** mpmath 1.2.1 with 100 digits on the same doubles, src/test/reference/exact.py. */
  @ParameterizedTest
  @MethodSource("exactModels")
  void model_referenceData_equalsExactArithmetic(Row row) {
    Result result = problem(row.text("case")).fit();
    assertThat(result.count()).isEqualTo((long) row.number("n"));
    assertThat(result.degreesOfFreedom()).isEqualTo((long) row.number("df"));
    assertThat(result.fNumeratorDegrees()).isEqualTo((int) row.number("fdf"));
    assertDigits("R2", result.rSquared(), row.number("r2"), 12);
    assertDigits("adjusted", result.adjustedRSquared(), row.number("adjusted"), 12);
    assertDigits("rse", result.residualStandardError(), row.number("rse"), 12);
    if (row.has("f")) {
      assertDigits("F", result.fStatistic(), row.number("f"), 11);
      assertDigits("F p", result.fPValue(), row.number("fp"), 10);
      assertThat(result.warnings()).isEmpty();
    } else {
      assertThat(result.fStatistic()).isNaN();
      assertThat(result.fPValue()).isNaN();
      assertThat(result.warnings()).singleElement().asString().contains("fit is perfect");
    }
  }

  /** R 4.2.2: coef(summary(lm(...))), confint(lm(...)), src/test/reference/generate.R. */
  @ParameterizedTest
  @MethodSource("rCoefficients")
  void coefficient_referenceData_equalsR(Row row) {
    Result result = problem(row.text("case")).fit();
    Coefficient coefficient = coefficient(result, row.text("name"));
    assertDigits("estimate", coefficient.estimate(), row.number("estimate"), 10.5);
    assertDigits("error", coefficient.standardError(), row.number("error"), 10.5);
    assertDigits("t", coefficient.tStatistic(), row.number("t"), 10.5);
    assertDigits("p", coefficient.pValue(), row.number("p"), 10.5);
    assertDigits("low", coefficient.ciLow(), row.number("low"), 10.5);
    assertDigits("high", coefficient.ciHigh(), row.number("high"), 10.5);
  }

  /** R 4.2.2: summary(lm(...)), src/test/reference/generate.R. */
  @ParameterizedTest
  @MethodSource("rModels")
  void model_referenceData_equalsR(Row row) {
    Result result = problem(row.text("case")).fit();
    assertThat(result.degreesOfFreedom()).isEqualTo((long) row.number("df"));
    assertThat(result.count()).isEqualTo((long) row.number("n"));
    assertThat(result.fNumeratorDegrees()).isEqualTo((int) row.number("fdf"));
    assertDigits("rse", result.residualStandardError(), row.number("rse"), 11);
    assertDigits("R2", result.rSquared(), row.number("r2"), 12);
    assertDigits("adjusted", result.adjustedRSquared(), row.number("adjusted"), 12);
    assertDigits("F", result.fStatistic(), row.number("f"), 10.5);
    assertDigits("F p", result.fPValue(), row.number("fp"), 10.5);
  }

  /**
   * Certified values of NIST StRD, https://www.itl.nist.gov/div898/strd/lls/lls.shtml, with their
   * 15 digits. The certified standard errors of Longley are checked through exact.py and R.
   */
  @ParameterizedTest
  @CsvSource({
    "longley, (Intercept), -3482258.63459582",
    "longley, gnp_deflator, 15.0618722713733",
    "longley, gnp, -0.0358191792925910",
    "longley, unemployed, -2.02022980381683",
    "longley, armed_forces, -1.03322686717359",
    "longley, population, -0.0511041056535807",
    "longley, year, 1829.15146461355",
    "norris, (Intercept), -0.262323073774029",
    "norris, x, 1.00211681802045",
    "noint1, x, 2.07438016528926"
  })
  void coefficient_nistData_reachesCertifiedValue(String name, String feature, double certified) {
    assertDigits("estimate", coefficient(problem(name).fit(), feature).estimate(), certified, 11);
  }

  /** Certified standard deviations of the estimates, NIST StRD as above. */
  @ParameterizedTest
  @CsvSource({
    "norris, (Intercept), 0.232818234301152",
    "norris, x, 0.000429796848199937",
    "noint1, x, 0.0165289256198347",
    "wampler4, (Intercept), 215232.624678170",
    "wampler4, x1, 236355.173469681",
    "wampler4, x2, 77934.3524331583",
    "wampler4, x3, 10147.5507550350",
    "wampler4, x4, 564.566512170752",
    "wampler4, x5, 11.2324854679312",
    "wampler5, (Intercept), 21523262.4678170",
    "wampler5, x5, 1123.24854679312"
  })
  void standardError_nistData_reachesCertifiedValue(String name, String feature, double certified) {
    assertDigits("error", coefficient(problem(name).fit(), feature).standardError(), certified, 10);
  }

  /** Certified residual standard deviation, R squared and F, NIST StRD as above. */
  @ParameterizedTest
  @CsvSource({
    "longley, 304.854073561965, 0.995479004577296, 330.285339234588",
    "norris, 0.884796396144373, 0.999993745883712, 5436385.54079785",
    "noint1, 3.56753034006338, 0.999365492298663, 15750.2500000000",
    "wampler4, 236014.502379268, 0.957478440825662, 67.5524458240122",
    "wampler5, 23601450.2379268, 0.00224668921574940, 0.0067552445824012241"
  })
  void model_nistData_reachesCertifiedValues(String name, double deviation, double r2, double f) {
    Result result = problem(name).fit();
    assertDigits("rse", result.residualStandardError(), deviation, 11);
    assertDigits("R2", result.rSquared(), r2, 11);
    assertDigits("F", result.fStatistic(), f, 11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mtcars", "mtcars-origin", "longley", "norris", "noint1"})
  void fit_shuffledRows_isUnchanged(String name) {
    Problem problem = problem(name);
    List<double[]> rows = new ArrayList<>(problem.rows());
    Collections.shuffle(rows, new Random(31));
    assertSame(problem.accumulate(rows).fit(0.95), problem.fit(), 10.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mtcars", "mtcars-origin", "longley", "norris", "noint1"})
  void merge_unevenParts_equalsWhole(String name) {
    Problem problem = problem(name);
    int size = problem.rows().size();
    LeastSquares merged = problem.accumulate(List.of());
    LeastSquares empty = problem.accumulate(List.of());
    merged.merge(problem.accumulate(problem.rows().subList(0, 3)));
    merged.merge(empty);
    merged.merge(problem.accumulate(problem.rows().subList(3, 4)));
    merged.merge(problem.accumulate(problem.rows().subList(4, size)));
    assertThat(merged.count()).isEqualTo(size);
    assertSame(merged.fit(0.95), problem.fit(), 10.5);
  }

  @Test
  void merge_otherAccumulator_leavesItUnchanged() {
    Problem problem = problem("mtcars");
    LeastSquares other = problem.accumulate(problem.rows());
    LeastSquares merged = problem.accumulate(List.of());
    merged.merge(other);
    merged.merge(other);
    assertThat(other.count()).isEqualTo(32);
    assertThat(merged.count()).isEqualTo(64);
    assertSame(other.fit(0.95), problem.fit(), 13);
  }

  @Test
  void fit_thenMoreRows_equalsWhole() {
    Problem problem = problem("mtcars");
    LeastSquares regression = problem.accumulate(problem.rows().subList(0, 20));
    assertThat(regression.fit(0.95).count()).isEqualTo(20);
    for (double[] row : problem.rows().subList(20, 32)) {
      regression.add(Arrays.copyOf(row, 2), row[2]);
    }
    assertSame(regression.fit(0.95), problem.fit(), 13);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-120, 1e-6, 1e6, 1e100})
  void fit_scaledFeature_scalesItsCoefficientOnly(double scale) {
    Problem problem = problem("mtcars");
    List<double[]> rows =
        problem.rows().stream().map(row -> new double[] {row[0] * scale, row[1], row[2]}).toList();
    Result scaled = problem.accumulate(rows).fit(0.95);
    Result plain = problem.fit();
    assertDigits("R2", scaled.rSquared(), plain.rSquared(), 13);
    for (int index = 0; index < 3; index++) {
      Coefficient before = plain.coefficients().get(index);
      Coefficient after = scaled.coefficients().get(index);
      double factor = index == 1 ? scale : 1;
      assertDigits("estimate", after.estimate() * factor, before.estimate(), 12);
      assertDigits("t", after.tStatistic(), before.tStatistic(), 12);
    }
  }

  @Test
  void fit_timeStampOffset_costsNoDigits() {
    // Milliseconds since 1970 in a window of 16 s: the offset is 1e8 times the spread.
    Problem problem = problem("norris");
    List<double[]> rows =
        problem.rows().stream()
            .map(row -> new double[] {Math.rint(row[0] * 16) + 1.7e12, row[1]})
            .toList();
    List<double[]> near =
        problem.rows().stream().map(row -> new double[] {Math.rint(row[0] * 16), row[1]}).toList();
    Coefficient far = coefficient(problem.accumulate(rows).fit(0.95), "x");
    Coefficient close = coefficient(problem.accumulate(near).fit(0.95), "x");
    assertDigits("estimate", far.estimate(), close.estimate(), 13);
    assertDigits("error", far.standardError(), close.standardError(), 12);
  }

  @Test
  void fit_manyBlocks_recoversModel() {
    Random random = new Random(17);
    LeastSquares whole = LeastSquares.withIntercept(List.of("a", "b", "c"));
    LeastSquares merged = LeastSquares.withIntercept(List.of("a", "b", "c"));
    for (int part = 0; part < 10; part++) {
      LeastSquares chunk = LeastSquares.withIntercept(List.of("a", "b", "c"));
      for (int row = 0; row < 1001; row++) {
        double[] x = {random.nextGaussian(), 1000 + random.nextGaussian(), random.nextInt(2)};
        double y = 5 + 2 * x[0] - 3 * x[1] + 0.5 * x[2] + 0.1 * random.nextGaussian();
        chunk.add(x, y);
        whole.add(x, y);
      }
      merged.merge(chunk);
    }
    assertSame(merged.fit(0.99), whole.fit(0.99), 11);
    Result result = whole.fit(0.99);
    assertThat(result.count()).isEqualTo(10010);
    assertThat(result.residualStandardError()).isBetween(0.097, 0.103);
    double[] truth = {5, 2, -3, 0.5};
    for (int index = 0; index < truth.length; index++) {
      Coefficient coefficient = result.coefficients().get(index);
      assertThat(truth[index]).isBetween(coefficient.ciLow(), coefficient.ciHigh());
    }
    assertThat(result.coefficients().get(1).pValue()).isZero();
  }

  @Test
  void fit_confidenceLevel_widensTheInterval() {
    // R 4.2.2: confint(lm(mpg ~ wt + hp, mtcars), level = 0.99)
    Problem problem = problem("mtcars");
    Result result = problem.accumulate(problem.rows()).fit(0.99);
    Coefficient weight = coefficient(result, "wt");
    assertThat(result.confidenceLevel()).isEqualTo(0.99);
    assertDigits("low", weight.ciLow(), -5.621888427086777, 13);
    assertDigits("high", weight.ciHigh(), -2.1337730577225846, 13);
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "0.1, 1e-15", "0, 0", "-1e9, 0"})
  void fit_constantTarget_saysSo(double value, double tolerance) {
    LeastSquares regression = LeastSquares.withIntercept(List.of("x"));
    for (int row = 0; row < 100; row++) {
      regression.add(new double[] {row % 17}, value);
    }
    Result result = regression.fit(0.95);
    assertThat(result.warnings()).singleElement().asString().contains("target is constant");
    assertThat(result.rSquared()).isNaN();
    assertThat(result.adjustedRSquared()).isNaN();
    assertThat(result.fStatistic()).isNaN();
    assertThat(result.residualStandardError()).isZero();
    assertThat(Math.abs(coefficient(result, "(Intercept)").estimate() - value))
        .isLessThanOrEqualTo(tolerance);
    assertThat(coefficient(result, "x").estimate()).isZero();
    assertThat(coefficient(result, "x").pValue()).isNaN();
  }

  private static void assertSame(Result actual, Result expected, double digits) {
    assertDigits("R2", actual.rSquared(), expected.rSquared(), digits);
    assertDigits("rse", actual.residualStandardError(), expected.residualStandardError(), digits);
    assertDigits("F", actual.fStatistic(), expected.fStatistic(), digits);
    for (Coefficient wanted : expected.coefficients()) {
      Coefficient found = coefficient(actual, wanted.name());
      assertDigits("estimate", found.estimate(), wanted.estimate(), digits);
      assertDigits("error", found.standardError(), wanted.standardError(), digits);
    }
  }

  private static Coefficient coefficient(Result result, String name) {
    return result.coefficients().stream()
        .filter(coefficient -> coefficient.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
