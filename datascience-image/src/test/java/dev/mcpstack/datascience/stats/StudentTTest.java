package dev.mcpstack.datascience.stats;

import static dev.mcpstack.datascience.stats.Reference.assertDigits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.datascience.stats.Reference.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudentTTest {

  static List<Row> probabilities() {
    return Reference.rows("t-probabilities-exact.csv");
  }

  static List<Row> quantiles() {
    return Reference.rows("t-quantiles-exact.csv");
  }

  /** mpmath 1.2.1, src/test/reference/exact.py; p-values down to 1e-299. */
  @ParameterizedTest
  @MethodSource("probabilities")
  void pValue_anyTail_equalsExactArithmetic(Row row) {
    StudentT distribution = new StudentT(row.number("df"));
    double t = row.number("t");
    double p = row.number("p");
    assertDigits("two-sided", distribution.pValue(t, Alternative.TWO_SIDED), p, 12);
    assertDigits("two-sided", distribution.pValue(-t, Alternative.TWO_SIDED), p, 12);
    assertDigits("greater", distribution.pValue(t, Alternative.GREATER), p / 2, 12);
    assertDigits("less", distribution.pValue(-t, Alternative.LESS), p / 2, 12);
    assertDigits("less", distribution.pValue(t, Alternative.LESS), 1 - p / 2, 15);
  }

  /** mpmath 1.2.1, src/test/reference/exact.py. */
  @ParameterizedTest
  @MethodSource("quantiles")
  void quantileFromAbove_anyTail_equalsExactArithmetic(Row row) {
    StudentT distribution = new StudentT(row.number("df"));
    assertDigits("t", distribution.quantileFromAbove(row.number("tail")), row.number("t"), 13);
  }

  @Test
  void pValue_statisticZero_isOne() {
    assertThat(new StudentT(3).pValue(0, Alternative.TWO_SIDED)).isEqualTo(1);
  }
}
