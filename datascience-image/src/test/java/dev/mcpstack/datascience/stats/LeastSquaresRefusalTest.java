package dev.mcpstack.datascience.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeastSquaresRefusalTest {

  /** Rows of two independent features a and b, with a third one made from them. */
  @FunctionalInterface
  private interface Third {
    double of(double a, double b, int row);
  }

  private static LeastSquares regression(boolean intercept, Third third) {
    List<String> names = List.of("a", "b", "c");
    LeastSquares regression =
        intercept ? LeastSquares.withIntercept(names) : LeastSquares.throughOrigin(names);
    Random random = new Random(3);
    for (int row = 0; row < 200; row++) {
      double a = random.nextGaussian();
      double b = 10 + random.nextGaussian();
      regression.add(new double[] {a, b, third.of(a, b, row)}, a - b + random.nextGaussian());
    }
    return regression;
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(LeastSquares regression) {
    return assertThatThrownBy(() -> regression.fit(0.95)).isInstanceOf(StatisticsException.class);
  }

  @Test
  void fit_sumOfFeatures_namesAllParts() {
    assertRefused(regression(true, (a, b, row) -> 2 * a - b / 3))
        .hasMessageContaining("'c' is a linear combination of 'a', 'b'.")
        .hasMessageContaining("Leave out one of them");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-3, 1, 1e100})
  void fit_otherUnit_namesTheColumnAtAnyScale(double unit) {
    assertRefused(regression(true, (a, b, row) -> unit * (32 + 1.8 * b)))
        .hasMessageContaining("'c' is a linear combination of 'b'.");
  }

  @Test
  void fit_nearlyEqualFeature_isRefusedBelowTheTolerance() {
    assertRefused(regression(true, (a, b, row) -> a + (row % 2) * 1e-8))
        .hasMessageContaining("'c' is a linear combination of 'a'.");
    assertThat(regression(true, (a, b, row) -> a + (row % 2) * 1e-5).fit(0.95).count())
        .isEqualTo(200);
  }

  @Test
  void fit_tooManyParts_namesFive() {
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "sum");
    LeastSquares regression = LeastSquares.withIntercept(names);
    Random random = new Random(5);
    for (int row = 0; row < 50; row++) {
      double[] values = new double[8];
      for (int index = 0; index < 7; index++) {
        values[index] = random.nextGaussian();
        values[7] += values[index];
      }
      regression.add(values, random.nextGaussian());
    }
    assertRefused(regression)
        .hasMessageContaining(
            "'sum' is a linear combination of 'a', 'b', 'c', 'd', 'e' and 2 more.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 3.1, -1e12})
  void fit_constantFeature_isRefusedBesideAnIntercept(double value) {
    assertRefused(regression(true, (a, b, row) -> value))
        .hasMessageContainingAll("'c' is constant.", "intercept");
  }

  @Test
  void fit_constantUpToRounding_isRefused() {
    assertRefused(regression(true, (a, b, row) -> row % 2 == 0 ? 0.3 : 0.1 + 0.2))
        .hasMessageContaining("'c' is constant.");
  }

  @Test
  void fit_constantFeatureThroughOrigin_standsForTheIntercept() {
    double free = regression(false, (a, b, row) -> 1).fit(0.95).coefficients().getLast().estimate();
    assertThat(free).isFinite();
  }

  @Test
  void fit_zeroFeatureThroughOrigin_isRefused() {
    assertRefused(regression(false, (a, b, row) -> 0))
        .hasMessageContaining("'c' is 0 in every row.");
  }

  @Test
  void fit_tinyFeature_isRefusedNotCalledConstant() {
    assertRefused(regression(true, (a, b, row) -> 1e-200 * row))
        .hasMessageContainingAll("'c' varies by less than 1e-140", "smaller unit");
  }

  @ParameterizedTest
  @CsvSource({
    "true, 4, 5 rows, 4 usable",
    "false, 3, 4 rows, 3 usable",
    "true, 0, 5 rows, 0 usable"
  })
  void fit_notMoreRowsThanCoefficients_isRefused(
      boolean intercept, int rows, String needed, String found) {
    List<String> names = List.of("a", "b", "c");
    LeastSquares regression =
        intercept ? LeastSquares.withIntercept(names) : LeastSquares.throughOrigin(names);
    Random random = new Random(9);
    for (int row = 0; row < rows; row++) {
      regression.add(
          new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()}, row);
    }
    assertRefused(regression).hasMessageContainingAll(needed, found, "fewer features");
    regression.add(new double[] {random.nextDouble(), random.nextDouble(), 7}, 1);
    if (rows > 0) {
      assertThat(regression.fit(0.95).degreesOfFreedom()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, 'missing value (NaN) in the feature ''b'''",
    "Infinity, 1, 'infinite value in the feature ''b'''",
    "1e151, 1, 'in the feature ''b'' is larger'",
    "1, NaN, missing value (NaN) in the target",
    "1, -Infinity, infinite value in the target"
  })
  void add_unusableNumber_namesTheColumn(double feature, double target, String problem) {
    LeastSquares regression = LeastSquares.withIntercept(List.of("a", "b"));
    assertThatThrownBy(() -> regression.add(new double[] {1, feature}, target))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining(problem);
    assertThat(regression.count()).isZero();
  }

  @Test
  void add_wrongLength_isRefused() {
    LeastSquares regression = LeastSquares.withIntercept(List.of("a", "b"));
    assertThatThrownBy(() -> regression.add(new double[] {1}, 2))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("1 feature values, and 2 are expected");
  }

  @Test
  void start_noFeature_isRefused() {
    assertThatThrownBy(() -> LeastSquares.withIntercept(List.of()))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("at least one feature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "(Intercept)"})
  void start_nameTwice_isRefused(String name) {
    assertThatThrownBy(() -> LeastSquares.throughOrigin(List.of("x", name)))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("'" + name + "' is named twice");
  }

  @Test
  void merge_otherModel_isRefused() {
    LeastSquares regression = LeastSquares.withIntercept(List.of("a"));
    for (LeastSquares other :
        List.of(
            LeastSquares.withIntercept(List.of("b")), LeastSquares.throughOrigin(List.of("a")))) {
      assertThatThrownBy(() -> regression.merge(other))
          .isInstanceOf(StatisticsException.class)
          .hasMessageContaining("cannot be merged");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, Double.NaN})
  void fit_confidenceLevelOutOfRange_isRefused(double level) {
    LeastSquares regression = regression(true, (a, b, row) -> row);
    assertThatThrownBy(() -> regression.fit(level))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("confidence level");
  }
}
