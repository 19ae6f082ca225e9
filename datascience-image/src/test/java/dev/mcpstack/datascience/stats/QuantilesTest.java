package dev.mcpstack.datascience.stats;

import static dev.mcpstack.datascience.stats.Reference.assertDigits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.datascience.stats.Reference.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {

  static List<Row> r() {
    return Reference.rows("quantiles-r.csv");
  }

  /** R 4.2.2: quantile(x, p, type = 7), src/test/reference/generate.R. */
  @ParameterizedTest
  @MethodSource("r")
  void quantile_referenceData_equalsR(Row row) {
    Quantiles quantiles = Quantiles.of(Reference.dataset(row.text("column")));
    assertDigits(
        "quantile", quantiles.quantile(row.number("probability")), row.number("value"), 14.5);
  }

  /** R 4.2.2: summary(mtcars$mpg), IQR(mtcars$mpg). */
  @Test
  void quartiles_mtcars_equalSummary() {
    Quantiles.Quartiles quartiles = Quantiles.of(Reference.dataset("mtcars.mpg")).quartiles();
    assertThat(quartiles.first()).isEqualTo(15.425);
    assertThat(quartiles.median()).isEqualTo(19.2);
    assertThat(quartiles.third()).isEqualTo(22.8);
    assertDigits("range", quartiles.interquartileRange(), 7.375, 15);
  }

  @Test
  void of_unsortedInput_leavesItUnchanged() {
    double[] values = {5, 1, 3};
    assertThat(Quantiles.of(values).median()).isEqualTo(3);
    assertThat(values).containsExactly(5, 1, 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.5, 1})
  void quantile_singleValue_isThatValue(double probability) {
    assertThat(Quantiles.of(42).quantile(probability)).isEqualTo(42);
  }

  @Test
  void quantile_evenCount_interpolates() {
    assertThat(Quantiles.of(1, 2, 3, 4).median()).isEqualTo(2.5);
  }

  @Test
  void quantile_tiesAndOrder_doNotMatter() {
    double[] values = Reference.dataset("pi5000");
    Quantiles plain = Quantiles.of(values);
    Quantiles shuffled = Quantiles.of(Reference.shuffled(values, 11));
    assertThat(shuffled.quartiles()).isEqualTo(plain.quartiles());
    assertThat(plain.quantile(0)).isZero();
    assertThat(plain.quantile(1)).isEqualTo(9);
  }

  @Test
  void quantile_largestValues_staysFinite() {
    assertThat(Quantiles.of(-1e150, 1e150).median()).isZero();
  }

  @Test
  void of_nothing_isRefused() {
    assertThatThrownBy(() -> Quantiles.of())
        .isInstanceOf(StatisticsException.class)
        .hasMessageContainingAll("no values", "missing values");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void of_unusableValue_isRefused(double value) {
    assertThatThrownBy(() -> Quantiles.of(1, value, 2))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("in the data");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void quantile_probabilityOutOfRange_isRefused(double probability) {
    Quantiles quantiles = Quantiles.of(1, 2);
    assertThatThrownBy(() -> quantiles.quantile(probability))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContainingAll("not between 0 and 1", "0.25");
  }
}
