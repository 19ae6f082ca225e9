package dev.mcpstack.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mcpstack.contract.shape.Samples.Database;
import dev.mcpstack.contract.shape.Samples.Everything;
import dev.mcpstack.contract.shape.Samples.Folder;
import dev.mcpstack.contract.shape.Samples.Mode;
import dev.mcpstack.contract.shape.Samples.Tls;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BindTest {
  record Whole(@Description("A number.") int value) {}

  record Wide(@Description("A number.") long value) {}

  record Real(@Description("A number.") double value) {}

  record Exact(@Description("A number.") BigDecimal value) {}

  record Flag(@Description("A flag.") boolean value) {}

  record Text(@Description("A text.") String value) {}

  record Time(@Description("A duration.") Duration value) {}

  record Amount(@Description("A size.") DataSize value) {}

  record Place(@Description("A path.") Path value) {}

  record Address(@Description("An address.") URI value) {}

  record Moment(@Description("A time.") Instant value) {}

  record Day(@Description("A date.") LocalDate value) {}

  record Choice(@Description("A mode.") Mode value) {}

  record Texts(@Description("Texts.") List<String> value) {}

  record Numbers(@Description("Numbers.") Map<String, Long> value) {}

  record Maybe(@Description("Perhaps a number.") Optional<Integer> value) {}

  static List<Arguments> rightValues() {
    return List.of(
        Arguments.of(new Whole(5), 5),
        Arguments.of(new Whole(5), 5L),
        Arguments.of(new Whole(5), 5.0),
        Arguments.of(new Whole(5), 5.0f),
        Arguments.of(new Whole(5), (short) 5),
        Arguments.of(new Whole(5), (byte) 5),
        Arguments.of(new Whole(5), new BigDecimal("5.00")),
        Arguments.of(new Whole(Integer.MIN_VALUE), (long) Integer.MIN_VALUE),
        Arguments.of(new Wide(Long.MAX_VALUE), BigInteger.valueOf(Long.MAX_VALUE)),
        Arguments.of(new Wide(1L << 60), 0x1p60),
        Arguments.of(new Real(5), 5),
        Arguments.of(new Real(0.1), 0.1),
        Arguments.of(new Real(0.1), new BigDecimal("0.1")),
        Arguments.of(new Exact(new BigDecimal("0.1")), 0.1),
        Arguments.of(new Exact(new BigDecimal("0.5")), 0.5f),
        Arguments.of(new Exact(new BigDecimal("7")), 7L),
        Arguments.of(new Exact(new BigDecimal("7")), BigInteger.valueOf(7)),
        Arguments.of(new Exact(new BigDecimal("7.10")), new BigDecimal("7.10")),
        Arguments.of(new Flag(true), true),
        Arguments.of(new Text(""), ""),
        Arguments.of(new Time(Duration.ofSeconds(90)), "1m30s"),
        Arguments.of(new Time(Duration.ofSeconds(15)), "PT15S"),
        Arguments.of(new Amount(new DataSize(64 << 20)), "64MiB"),
        Arguments.of(new Amount(new DataSize(512)), 512),
        Arguments.of(new Place(Path.of("/tmp/x")), "/tmp/x"),
        Arguments.of(new Address(URI.create("jdbc:duckdb:")), "jdbc:duckdb:"),
        Arguments.of(new Moment(Instant.ofEpochSecond(1)), "1970-01-01T00:00:01Z"),
        Arguments.of(new Day(LocalDate.of(2026, 2, 28)), "2026-02-28"),
        Arguments.of(new Choice(Mode.READ_ONLY), "read-only"),
        Arguments.of(new Choice(Mode.Full), "Full"),
        Arguments.of(new Texts(List.of("a", "b")), List.of("a", "b")),
        Arguments.of(new Numbers(Map.of("a", 1L)), Map.of("a", 1)),
        Arguments.of(new Maybe(Optional.of(1)), 1));
  }

  @ParameterizedTest
  @MethodSource("rightValues")
  void value_ofTheType_binds(Record expected, Object value) {
    assertEquals(expected, Samples.bound(expected.getClass(), Map.of("value", value)));
  }

  static List<Arguments> wrongValues() {
    return List.of(
        Arguments.of(Whole.class, 5.5, "found 5.5, expected a whole number"),
        Arguments.of(Whole.class, "5", "found \"5\", expected a whole number"),
        Arguments.of(
            Whole.class,
            1L << 31,
            "found 2147483648, expected a whole number from -2147483648 to 2147483647"),
        Arguments.of(Whole.class, true, "found true, expected a whole number"),
        Arguments.of(Whole.class, Double.NaN, "found NaN, expected a whole number"),
        Arguments.of(Whole.class, Map.of(), "found an object, expected a whole number"),
        Arguments.of(Wide.class, 0x1p63, "found 9.223372036854776E18, expected a whole number"),
        Arguments.of(
            Wide.class, new BigDecimal("1e999999"), "found 1E+999999, expected a whole number"),
        Arguments.of(Real.class, Double.NaN, "found NaN, expected a number"),
        Arguments.of(Real.class, new BigDecimal("1e400"), "found 1E+400, expected a number"),
        Arguments.of(Real.class, "1", "found \"1\", expected a number"),
        Arguments.of(Exact.class, "1", "found \"1\", expected a number"),
        Arguments.of(Flag.class, "true", "found \"true\", expected true or false"),
        Arguments.of(Text.class, 1, "found 1, expected text"),
        Arguments.of(Text.class, List.of("a"), "found a list, expected text"),
        Arguments.of(
            Time.class, "15", "found \"15\", expected a duration such as 15s, 500ms, 2m or 1h"),
        Arguments.of(Time.class, 15, "found 15, expected a duration such as 15s, 500ms, 2m or 1h"),
        Arguments.of(Amount.class, "64XB", "found \"64XB\", expected a size such as 64MiB or 1GB"),
        Arguments.of(Amount.class, -1, "found -1, expected a size such as 64MiB or 1GB"),
        Arguments.of(Place.class, "a\0b", "found \"a\uFFFDb\", expected a path"),
        Arguments.of(Place.class, "", "found \"\", expected a path"),
        Arguments.of(Address.class, "a b", "found \"a b\", expected an address (URI)"),
        Arguments.of(
            Moment.class, "now", "found \"now\", expected a time such as 2026-01-31T10:15:30Z"),
        Arguments.of(
            Day.class, "2026-02-30", "found \"2026-02-30\", expected a date such as 2026-01-31"),
        Arguments.of(Choice.class, "full", "found \"full\", expected one of: read-only, Full"),
        Arguments.of(
            Choice.class, "READ_ONLY", "found \"READ_ONLY\", expected one of: read-only, Full"),
        Arguments.of(Texts.class, "a", "found \"a\", expected a list, each text"),
        Arguments.of(
            Numbers.class, List.of(), "found a list, expected an object, each a whole number"),
        Arguments.of(Maybe.class, "x", "found \"x\", expected a whole number"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void value_ofAnotherType_isRefused(Class<? extends Record> type, Object value, String sentence) {
    assertThat(Samples.problems(type, Map.of("value", value)))
        .containsExactly("value: " + sentence);
  }

  static List<Arguments> textValues() {
    return List.of(
        Arguments.of(new Whole(5), " 5"),
        Arguments.of(new Wide(-7), "-7"),
        Arguments.of(new Real(1.5), "1.5"),
        Arguments.of(new Exact(new BigDecimal("1.50")), "1.50"),
        Arguments.of(new Flag(true), "true"),
        Arguments.of(new Flag(false), "false"));
  }

  @ParameterizedTest
  @MethodSource("textValues")
  void text_forANumberWithCoercion_binds(Record expected, String text) {
    Bound<? extends Record> bound =
        RecordShape.of(expected.getClass()).bind(Map.of("value", text), Coercion.FROM_TEXT);
    assertEquals(expected, bound.orElseThrow(all -> new AssertionError(all.toString())));
  }

  static List<Arguments> wrongTexts() {
    return List.of(
        Arguments.of(Whole.class, "five"),
        Arguments.of(Whole.class, "1".repeat(1000)),
        Arguments.of(Real.class, "NaN"),
        Arguments.of(Real.class, "1".repeat(1000)),
        Arguments.of(Flag.class, "yes"));
  }

  @ParameterizedTest
  @MethodSource("wrongTexts")
  void text_thatIsNoNumberWithCoercion_isRefused(Class<? extends Record> type, String text) {
    assertThat(RecordShape.of(type).bind(Map.of("value", text), Coercion.FROM_TEXT).found())
        .hasSize(1);
  }

  @Test
  void absentKeys_takeTheirDefaults() {
    Everything value = Samples.bound(Everything.class, Samples.minimalTree());
    assertEquals(8080, value.port());
    assertEquals(0.5, value.share());
    assertEquals(Duration.ofSeconds(15), value.budget());
    assertEquals(DataSize.ofMebibytes(64), value.memory());
    assertEquals(Mode.READ_ONLY, value.mode());
    assertEquals(List.of("a", "b"), value.tags());
    assertEquals(Map.of(), value.limits());
    assertEquals(Optional.empty(), value.tls());
    assertThat(value.comment()).isNull();
    assertEquals(
        List.of(
            new Database(URI.create("postgres://db/sales"), "hunter2", 8),
            new Folder(Path.of("/csv"))),
        value.sources());
  }

  @Test
  void allKeys_bind() {
    Everything value = Samples.bound(Everything.class, Samples.fullTree());
    assertEquals(9090, value.port());
    assertEquals(0.25, value.share());
    assertEquals(Duration.ofMinutes(2), value.budget());
    assertEquals(new DataSize(1_000_000_000), value.memory());
    assertEquals(Mode.Full, value.mode());
    assertEquals(Optional.of(new Tls(Path.of("tls.pem"), false)), value.tls());
    assertEquals(List.of("x"), value.tags());
    assertEquals(Map.of("cpu", 4), value.limits());
    assertEquals("fine", value.comment());
    assertEquals(Optional.of(8.5), value.greatest());
    assertEquals(List.of(Arrays.asList(1, "one", null)), value.cells());
    assertEquals(Map.of("deep", List.of(1, "two", true)), value.extra());
  }

  @Test
  void nullValue_isAbsent() {
    Map<String, @Nullable Object> tree = new HashMap<>();
    tree.put("value", null);
    tree.put("other", null);
    assertThat(Samples.problems(Maybe.class, tree))
        .containsExactly("other: found an unknown key, expected value");
    tree.remove("other");
    assertEquals(new Maybe(Optional.empty()), Samples.bound(Maybe.class, tree));
    assertThat(Samples.problems(Whole.class, tree))
        .containsExactly("value: found nothing, expected a whole number");
  }

  @Test
  void nullItem_isRefusedInAListAndAbsentInAMap() {
    assertThat(Samples.problems(Texts.class, Map.of("value", Arrays.asList("a", null))))
        .containsExactly("value[1]: found nothing, expected text");
    Map<String, @Nullable Object> numbers = new HashMap<>();
    numbers.put("a", null);
    assertEquals(new Numbers(Map.of()), Samples.bound(Numbers.class, Map.of("value", numbers)));
  }

  @Test
  void root_thatIsNoObject_isRefused() {
    assertThat(Samples.problems(Whole.class, null))
        .containsExactly("found nothing, expected an object");
    assertThat(Samples.problems(Whole.class, List.of()))
        .containsExactly("found a list, expected an object");
  }

  @Test
  void boundCollections_cannotBeChanged() {
    Texts texts = Samples.bound(Texts.class, Map.of("value", List.of("a")));
    Numbers numbers = Samples.bound(Numbers.class, Map.of("value", Map.of("a", 1)));
    assertThat(texts.value()).isUnmodifiable();
    assertThat(numbers.value()).isUnmodifiable();
  }
}
