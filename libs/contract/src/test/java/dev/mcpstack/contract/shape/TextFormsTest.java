package dev.mcpstack.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, durations, paths and excerpts as text. */
class TextFormsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "512, 512, 512B",
    "512B, 512, 512B",
    "1kB, 1000, 1kB",
    "1KB, 1000, 1kB",
    "1KiB, 1024, 1KiB",
    "64Mi, 67108864, 64MiB",
    "64 MiB, 67108864, 64MiB",
    "1GB, 1000000000, 1GB",
    "2TiB, 2199023255552, 2TiB",
    "3Ti, 3298534883328, 3TiB",
    "1024000, 1024000, 1000KiB",
    "9223372036854775807, 9223372036854775807, 9223372036854775807B",
  })
  void size_isReadAndWritten(String text, long bytes, String written) {
    assertEquals(Optional.of(new DataSize(bytes)), DataSize.parse(text));
    assertEquals(written, new DataSize(bytes).toString());
    assertEquals(Optional.of(new DataSize(bytes)), DataSize.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MiB",
        "-1",
        "1.5GB",
        "1PB",
        "1mib",
        "9223372036854775808",
        "9999999999TiB",
        "1e3"
      })
  void size_thatIsNone_isRefused(String text) {
    assertEquals(Optional.empty(), DataSize.parse(text));
  }

  @Test
  void sizes_compareAndConvert() {
    assertThat(DataSize.ofKibibytes(1024)).isEqualByComparingTo(DataSize.ofMebibytes(1));
    assertThat(new DataSize(1)).isLessThan(new DataSize(2));
    assertThatThrownBy(() -> new DataSize(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "15s, PT15S, 15s",
    "500ms, PT0.5S, 500ms",
    "2m, PT2M, 2m",
    "120s, PT2M, 2m",
    "1h, PT1H, 1h",
    "1h30m, PT1H30M, 90m",
    "1d, PT24H, 24h",
    "0s, PT0S, 0s",
    "250us, PT0.00025S, 250us",
    "7ns, PT0.000000007S, 7ns",
    "PT1M0.001S, PT1M0.001S, 60001ms",
    "PT2777777777H0.5S, PT2777777777H0.5S, PT2777777777H0.5S",
  })
  void duration_isReadAndWritten(String text, Duration duration, String written) {
    assertEquals(Optional.of(duration), DurationText.parse(text));
    assertEquals(written, DurationText.format(duration));
    assertEquals(Optional.of(duration), DurationText.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "15",
        "s",
        "-1s",
        "PT-1S",
        "1.5s",
        "15 s",
        "15sx",
        "1y",
        "P",
        "P1Y",
        "999999999999999999d",
        "1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s"
      })
  void duration_thatIsNone_isRefused(String text) {
    assertEquals(Optional.empty(), DurationText.parse(text));
  }

  @Test
  void negativeDuration_isWrittenWithAMinus() {
    assertEquals("-15s", DurationText.format(Duration.ofSeconds(-15)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "''; spec; spec",
        "spec; port; spec.port",
        "spec; a b; spec[\"a b\"]",
        "spec; 'a\"b'; spec[\"a\\\"b\"]",
        "''; x.y; [\"x.y\"]",
        "spec; ''; spec[\"\"]",
      })
  void path_ofAKey_isReadable(String path, String key, String expected) {
    assertEquals(expected, TreePath.child(path, key));
    assertEquals(path, TreePath.parent(expected));
  }

  @Test
  void path_ofAnItem_isReadable() {
    assertEquals("spec.sources[1]", TreePath.item("spec.sources", 1));
    assertEquals("spec.sources", TreePath.parent("spec.sources[1]"));
    assertEquals("", TreePath.parent("spec"));
    assertEquals("", TreePath.parent(""));
    assertEquals("a[0]", TreePath.join("a", "[0]"));
    assertEquals("a.b", TreePath.join("a", "b"));
    assertEquals("a", TreePath.join("a", ""));
    assertEquals("b", TreePath.join("", "b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "plain; \"plain\"",
        "postgres://ann:pw@db/x; \"postgres://***@db/x\"",
        "jdbc:x?user=a&password=b&c=d; \"jdbc:x?user=a&password=***&c=d\"",
        "http://db/x; \"http://db/x\"",
      })
  void excerpt_ofText_hidesCredentials(String text, String shown) {
    assertEquals(shown, Problem.excerpt(text));
  }

  @Test
  void excerpt_isOneShortLine() {
    assertEquals("\"a\\n\\t\\r\\\\\uFFFD\"", Problem.excerpt("a\n\t\r\\\u0007"));
    assertEquals('"' + "x".repeat(59) + "…\"", Problem.excerpt("x".repeat(61)));
    assertEquals('"' + "x".repeat(58) + "…\"", Problem.excerpt("x".repeat(58) + "😀😀😀"));
    assertThat(Problem.excerpt("a://" + "p".repeat(500) + "@h")).isEqualTo("\"a://***@h\"");
    assertEquals("\"?password=***\"", Problem.excerpt("?password=" + "p".repeat(200)));
  }

  @Test
  void excerpt_ofOtherValues_namesTheirKind() {
    List<Object> values = Arrays.asList(null, 1.5, true, Map.of(), List.of(), Optional.empty());
    assertEquals(
        List.of("nothing", "1.5", "true", "an object", "a list", "something else"),
        values.stream().map(Problem::excerpt).toList());
  }
}
