package dev.mcpstack.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"us-west1", "file:///a/b?c=d", "two words", "=?base64?", ""})
  void visibleAscii_staysAsItIs(String value) {
    assertThat(HeaderText.of(value)).isEqualTo(value);
  }

  /** The table of the specification. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Hello, 世界|=?base64?SGVsbG8sIOS4lueVjA==?=",
        " padded |=?base64?IHBhZGRlZCA=?=",
        "=?base64?literal?=|=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="
      })
  void otherText_isEncoded(String value, String header) {
    assertThat(HeaderText.of(value)).isEqualTo(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line1\nline2", "a\rb", "tab\t", "\u0000", "\u007f"})
  void controlCharacters_neverReachAHeader(String value) {
    assertThat(HeaderText.of(value)).startsWith("=?base64?").doesNotContain("\n", "\r");
  }
}
