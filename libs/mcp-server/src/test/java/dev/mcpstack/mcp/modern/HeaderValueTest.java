package dev.mcpstack.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '|',
      value = {
        "us-west1|us-west1",
        "=?base64?SGVsbG8sIOS4lueVjA==?=|Hello, 世界",
        "=?base64?IHBhZGRlZCA=?=| padded ",
        "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=|=?base64?literal?=",
        "=?base64?SGVsbG8=|=?base64?SGVsbG8=",
        "SGVsbG8=?=|SGVsbG8=?=",
        "=?BASE64?SGVsbG8=?=|=?BASE64?SGVsbG8=?=",
        "=?base64?=|=?base64?=",
        "tab\there|tab\there"
      })
  void value_isTakenForWhatItStandsFor(String header, String value) {
    assertThat(HeaderValue.decode(header)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=?base64?SGVsbG8?=",
        "=?base64?SGVs!!!bG8=?=",
        "=?base64?gICA?=",
        "=?base64?_-8=?=",
        "h\u00e9",
        "a\u0000b",
        "a\nb"
      })
  void value_thatIsMalformed_standsForNothing(String header) {
    assertThat(HeaderValue.decode(header)).isEmpty();
  }

  @org.junit.jupiter.api.Test
  void value_ofNothingInBase64_isEmpty() {
    assertThat(HeaderValue.decode("=?base64??=")).contains("");
  }
}
