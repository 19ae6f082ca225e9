package dev.mcpstack.datascience.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-3, -3",
    "123456789012, 123456789012",
    "1234567.891, 1234570",
    "0.1, 0.1",
    "-0.000123456789, -0.000123457",
    "0.0000123456789, 1.23457e-05",
    "1e15, 1.00000e+15",
    "NaN, –",
    "-Infinity, –"
  })
  void of_number_hasSixDigits(double value, String text) {
    assertThat(Numbers.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0794, 0.0794", "0.00012345, 1.23e-04", "1, 1", "0, < 1e-300", "NaN, –"})
  void probability_number_hasThreeDigits(double value, String text) {
    assertThat(Numbers.probability(value)).isEqualTo(text);
  }

  @Test
  void pEquals_zero_isAnInequality() {
    assertThat(Numbers.pEquals(0)).isEqualTo("p < 1e-300");
    assertThat(Numbers.pEquals(0.5)).isEqualTo("p = 0.5");
  }

  @Test
  void cut_halfACharacter_isLeftOut() {
    assertThat(Shown.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
    assertThat(Shown.cut("abcd", 4)).isEqualTo("abcd");
  }

  @Test
  void quoted_hiddenCharacters_becomeSpaces() {
    assertThat(Shown.quoted("a\nb\u202Ec")).isEqualTo("'a b c'");
  }
}
