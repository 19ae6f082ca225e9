package dev.mcpstack.datascience.stats;

import static dev.mcpstack.datascience.stats.Reference.assertDigits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.datascience.stats.Reference.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  static List<Row> exact() {
    return Reference.rows("moments-exact.csv");
  }

  /** mpmath 1.2.1 with 100 digits on the same doubles, src/test/reference/exact.py. */
  @ParameterizedTest
  @MethodSource("exact")
  void of_referenceData_equalsExactArithmetic(Row row) {
    assertExact(row, Moments.of(Reference.dataset(row.text("dataset"))), 14);
  }

  @ParameterizedTest
  @MethodSource("exact")
  void merge_unevenParts_equalsExactArithmetic(Row row) {
    double[] values = Reference.dataset(row.text("dataset"));
    Moments merged = new Moments();
    for (int from = 0, size = 1; from < values.length; from += size, size = size * 2 % 61) {
      Moments part = new Moments();
      part.addAll(values, from, Math.min(values.length, from + size));
      merged.merge(part);
    }
    assertExact(row, merged, 13);
  }

  @ParameterizedTest
  @MethodSource("exact")
  void of_anyOrder_equalsExactArithmetic(Row row) {
    double[] values = Reference.dataset(row.text("dataset"));
    assertExact(row, Moments.of(Reference.shuffled(values, 7)), 13);
  }

  private static void assertExact(Row row, Moments moments, double digits) {
    assertThat(moments.count()).isEqualTo((long) row.number("n"));
    assertDigits("sum", moments.sum(), row.number("sum"), 15.5);
    assertDigits("mean", moments.mean().orElseThrow(), row.number("mean"), 15.5);
    assertDigits("variance", moments.variance().orElseThrow(), row.number("variance"), digits);
    assertDigits("sd", moments.standardDeviation().orElseThrow(), row.number("sd"), digits);
    assertShape("skewness", moments.skewness().orElseThrow(), row.number("skewness"));
    assertThat(moments.excessKurtosis().isPresent()).isEqualTo(row.has("kurtosis"));
    if (row.has("kurtosis")) {
      assertShape("kurtosis", moments.excessKurtosis().orElseThrow(), row.number("kurtosis"));
    }
  }

  /** Skewness and excess kurtosis are differences near 0, so their error is absolute. */
  private static void assertShape(String what, double actual, double expected) {
    assertThat(Math.abs(actual - expected)).as("error of " + what).isLessThan(1e-13);
  }

  /**
   * Certified values of NIST StRD, https://www.itl.nist.gov/div898/strd/univ/homepage.html. Digits:
   * NumAcc3 and NumAcc4 are limited by the rounding of the data to doubles; of the doubles
   * themselves 14 digits are right (moments-exact.csv).
   */
  @ParameterizedTest
  @CsvSource({
    "NumAcc1, 10000002, 1, 15",
    "NumAcc2, 1.2, 0.1, 15",
    "NumAcc3, 1000000.2, 0.1, 9.4",
    "NumAcc4, 10000000.2, 0.1, 8.2",
    "Michelso, 299.8524, 0.0790105478190518, 12"
  })
  void of_nistData_reachesCertifiedValues(String name, double mean, double sd, double digits) {
    Moments moments = Moments.of(Reference.dataset(name));
    assertDigits("mean", moments.mean().orElseThrow(), mean, 15);
    assertDigits("sd", moments.standardDeviation().orElseThrow(), sd, digits);
  }

  @Test
  void of_nothing_isEmptyEverywhere() {
    Moments moments = new Moments();
    moments.merge(new Moments());
    assertThat(moments.count()).isZero();
    assertThat(moments.sum()).isZero();
    assertThat(moments.mean()).isEmpty();
    assertThat(moments.minimum()).isEmpty();
    assertThat(moments.maximum()).isEmpty();
    assertThat(moments.variance()).isEmpty();
    assertThat(moments.standardDeviation()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, false, false, false",
    "2, true, false, false",
    "3, true, true, false",
    "4, true, true, true"
  })
  void of_fewValues_definesWhatTheCountAllows(
      int count, boolean variance, boolean skewness, boolean kurtosis) {
    Moments moments = Moments.of(Reference.normal(count, 5, 2, 1));
    assertThat(moments.variance().isPresent()).isEqualTo(variance);
    assertThat(moments.skewness().isPresent()).isEqualTo(skewness);
    assertThat(moments.excessKurtosis().isPresent()).isEqualTo(kurtosis);
  }

  @Test
  void of_constantColumn_hasVarianceZeroAndNoShape() {
    Moments moments = Moments.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    moments.merge(Moments.of(0.1, 0.1, 0.1));
    assertThat(moments.variance()).hasValue(0);
    assertThat(moments.mean()).hasValue(0.1);
    assertThat(moments.skewness()).isEmpty();
    assertThat(moments.excessKurtosis()).isEmpty();
  }

  @Test
  void of_signedValues_keepsExtremes() {
    Moments moments = Moments.of(3, -7, 0, 12.5);
    moments.merge(Moments.of(-8, 2));
    assertThat(moments.minimum()).hasValue(-8);
    assertThat(moments.maximum()).hasValue(12.5);
  }

  @Test
  void sum_cancellingTerms_losesNothing() {
    assertThat(Moments.of(1, 1e100, 1, -1e100).sum()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e9, -3, 0.125, 4096, 1e9})
  void variance_shiftedData_isUnchanged(double shift) {
    // Multiples of 1/8, so that the shift itself is exact.
    double[] values = Reference.normal(500, 0, 100, 3);
    for (int index = 0; index < values.length; index++) {
      values[index] = Math.rint(values[index] * 8) / 8;
    }
    Moments plain = Moments.of(values);
    Moments shifted = new Moments();
    for (double value : values) {
      shifted.add(value + shift);
    }
    assertDigits("variance", shifted.variance().orElseThrow(), plain.variance().orElseThrow(), 14);
    assertShape("skewness", shifted.skewness().orElseThrow(), plain.skewness().orElseThrow());
    assertShape(
        "kurtosis", shifted.excessKurtosis().orElseThrow(), plain.excessKurtosis().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p-200, 0x1p-20, 8, 0x1p200})
  void moments_scaledData_scale(double scale) {
    double[] values = Reference.normal(500, 3, 2, 4);
    Moments plain = Moments.of(values);
    Moments scaled = new Moments();
    for (double value : values) {
      scaled.add(-value * scale);
    }
    assertThat(scaled.mean()).hasValue(-scale * plain.mean().orElseThrow());
    assertThat(scaled.standardDeviation())
        .hasValue(scale * plain.standardDeviation().orElseThrow());
    assertShape("skewness", scaled.skewness().orElseThrow(), -plain.skewness().orElseThrow());
    assertShape(
        "kurtosis", scaled.excessKurtosis().orElseThrow(), plain.excessKurtosis().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e100})
  void shape_outOfTheRangeOfADouble_isEmptyNotWrong(double scale) {
    Moments moments = Moments.of(scale, 2 * scale, 3 * scale, 5 * scale);
    assertDigits("sd", moments.standardDeviation().orElseThrow(), 1.707825127659933 * scale, 15);
    assertThat(moments.skewness()).isEmpty();
    assertThat(moments.excessKurtosis()).isEmpty();
  }

  @Test
  void variance_belowTheRangeOfADouble_isEmptyNotZero() {
    Moments moments = Moments.of(1e-200, 2e-200, 3e-200);
    assertThat(moments.mean()).hasValue(2e-200);
    assertThat(moments.variance()).isEmpty();
    assertThat(moments.standardDeviation()).isEmpty();
  }

  @Test
  void moments_largestValues_stayFinite() {
    Moments moments = Moments.of(1e150, -1e150, 1e150, -1e150);
    assertThat(moments.mean()).hasValue(0);
    assertDigits("variance", moments.variance().orElseThrow(), 4e300 / 3, 15);
  }

  @Test
  void merge_withItself_doublesEveryValue() {
    Moments twice = Moments.of(1, 2, 4, 8, 9);
    twice.merge(twice);
    Moments expected = Moments.of(1, 2, 4, 8, 9, 1, 2, 4, 8, 9);
    assertThat(twice.count()).isEqualTo(10);
    assertThat(twice.sum()).isEqualTo(48);
    assertDigits("variance", twice.variance().orElseThrow(), expected.variance().orElseThrow(), 15);
    assertShape("skewness", twice.skewness().orElseThrow(), expected.skewness().orElseThrow());
    assertShape(
        "kurtosis", twice.excessKurtosis().orElseThrow(), expected.excessKurtosis().orElseThrow());
  }

  @Test
  void add_millionsOfValues_equalsClosedForm() {
    // 1..n has variance n (n + 1) / 12 and g2 = -6 (n^2 + 1) / (5 (n^2 - 1)).
    double n = 2_000_000;
    Moments moments = new Moments();
    for (int value = 1; value <= n; value++) {
      moments.add(value);
    }
    double g2 = -1.2 * (n * n + 1) / (n * n - 1);
    assertThat(moments.sum()).isEqualTo(n * (n + 1) / 2);
    assertDigits("mean", moments.mean().orElseThrow(), (n + 1) / 2, 15);
    assertDigits("variance", moments.variance().orElseThrow(), n * (n + 1) / 12, 15);
    assertShape("skewness", moments.skewness().orElseThrow(), 0);
    assertShape(
        "kurtosis",
        moments.excessKurtosis().orElseThrow(),
        (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6));
  }

  @Test
  void merge_upToTheLargestCount_keepsMoments() {
    Moments moments = Moments.of(1, 2, 4, 9);
    for (int doubling = 0; doubling < 60; doubling++) {
      moments.merge(moments);
    }
    assertThat(moments.count()).isEqualTo(1L << 62);
    assertThat(moments.mean()).hasValue(4);
    assertDigits("variance", moments.variance().orElseThrow(), 9.5, 14);
    assertThatThrownBy(() -> moments.merge(moments)).isInstanceOf(ArithmeticException.class);
    assertThat(moments.mean()).hasValue(4);
  }

  @Test
  void merge_emptyOther_changesNothing() {
    Moments moments = Moments.of(1, 2, 4);
    moments.merge(new Moments());
    assertThat(moments.count()).isEqualTo(3);
    assertThat(moments.sum()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, missing value, Drop missing values",
    "Infinity, infinite value, Filter infinite values",
    "-Infinity, infinite value, Filter infinite values",
    "1.1e150, larger in magnitude than 1e150, larger unit"
  })
  void add_unusableValue_isRefusedWithRemedy(double value, String problem, String remedy) {
    Moments moments = Moments.of(1, 2);
    assertThatThrownBy(() -> moments.add(value))
        .isInstanceOfSatisfying(
            StatisticsException.class,
            exception -> {
              assertThat(exception.problem()).contains(problem);
              assertThat(exception.remedy()).contains(remedy);
              assertThat(exception).hasMessageContainingAll(problem, remedy);
            });
    assertThat(moments.count()).isEqualTo(2);
  }
}
