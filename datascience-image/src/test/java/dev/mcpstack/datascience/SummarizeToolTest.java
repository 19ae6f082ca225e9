package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.datascience.summary.MemoryBudget;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code summarize} over MCP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SummarizeToolTest {
  private final Fixture fixture = new Fixture();

  @AfterAll
  void close() {
    fixture.close();
  }

  private Reply summarize(Rows rows) {
    return fixture.alice.call("summarize", Map.of("handle", fixture.token(rows)));
  }

  private Reply summarize(Rows rows, String... columns) {
    return fixture.alice.call(
        "summarize", Map.of("handle", fixture.token(rows), "columns", List.of(columns)));
  }

  /** R 4.2.2: mean, sd, quantile type 7 and so on, by generate.R. */
  @ParameterizedTest
  @ValueSource(strings = {"mtcars", "iris"})
  void summarize_knownData_equalsR(String name) {
    Reply reply = summarize(Rows.csv(name + ".csv")).complete();
    int index = 0;
    for (Map<String, String> r : ReferenceFile.rows("summary-r.csv", name)) {
      assertThat(reply.at("numeric", index, "name")).isEqualTo(r.get("column"));
      reply
          .near(r.get("count"), "numeric", index, "count")
          .near(0, "numeric", index, "missing")
          .near(r.get("mean"), "numeric", index, "mean")
          .near(r.get("sd"), "numeric", index, "standardDeviation")
          .near(r.get("min"), "numeric", index, "minimum")
          .near(r.get("q1"), "numeric", index, "q1")
          .near(r.get("median"), "numeric", index, "median")
          .near(r.get("q3"), "numeric", index, "q3")
          .near(r.get("max"), "numeric", index, "maximum")
          .near(r.get("skewness"), "numeric", index, "skewness")
          .near(r.get("kurtosis"), "numeric", index, "excessKurtosis")
          .near(r.get("sum"), "numeric", index, "sum");
      index++;
    }
    assertThat((List<?>) Objects.requireNonNull(reply.at("numeric"))).hasSize(index);
  }

  @Test
  void summarize_iris_describesSpeciesAndReadsWell() {
    Reply reply = summarize(Rows.csv("iris.csv")).complete().near(150, "rows");
    assertThat(reply.at("categories", 0, "type")).isEqualTo("text");
    reply
        .near(3, "categories", 0, "distinct")
        .near(50, "categories", 0, "mostFrequent", 0, "count");
    assertThat(reply.at("categories", 0, "mostFrequent", 0, "value")).isEqualTo("setosa");
    assertThat(reply.text())
        .startsWith("Summary of 150 rows.")
        .contains(
            "| sepal_length | 150 | 0 | 5.84333 | 0.828066 | 4.3 | 5.1 | 5.8 | 6.4 | 7.9 | 0.314911 | -0.552064 |")
        .contains(
            "| species | text | 150 | 0 | 3 | – | setosa (50), versicolor (50), virginica (50) |")
        .contains("`regression` explains one column by others");
  }

  @Test
  void summarize_namedColumns_keepsTheirOrder() {
    Reply reply = summarize(Rows.csv("mtcars.csv"), "wt", "mpg").complete();
    assertThat(reply.at("numeric", 0, "name")).isEqualTo("wt");
    assertThat(reply.at("numeric", 1, "name")).isEqualTo("mpg");
    assertThat((List<?>) reply.at("categories")).isEmpty();
  }

  @Test
  void summarize_missingAndUndefined_areCountedAndNull() {
    Rows rows = Rows.of("x FLOAT", "none FLOAT").row(1, null).row(Double.NaN, null).row(null, null);
    Reply reply =
        summarize(rows).complete().near(1, "numeric", 0, "count").near(2, "numeric", 0, "missing");
    assertThat(reply.at("numeric", 0, "standardDeviation")).isNull();
    assertThat(reply.at("numeric", 1, "mean")).isNull();
    assertThat(reply.at("numeric", 1, "median")).isNull();
    assertThat(reply.text()).contains("| none | 0 | 3 | – | – |");
  }

  @Test
  void summarize_otherTypes_haveCountsAndRanges() {
    Rows rows =
        Rows.of("flag BOOLEAN", "day DATE", "at TIMESTAMP", "hour TIME", "bytes BINARY", "t TEXT");
    LocalDate day = LocalDate.of(2012, 1, 1);
    LocalDateTime noon = day.atTime(12, 0);
    rows.row(true, day, noon, LocalTime.NOON, new byte[] {1}, "a|b\nc")
        .row(true, day.plusDays(3), noon.plusHours(1), LocalTime.MIDNIGHT, null, "x".repeat(300))
        .row(false, day, null, null, new byte[] {2}, null);
    Reply reply = summarize(rows).complete();
    reply
        .near(2, "categories", 0, "mostFrequent", 0, "count")
        .near(2, "categories", 1, "distinct")
        .near(1, "categories", 2, "missing")
        .near(2, "categories", 4, "count");
    assertThat(reply.at("categories", 0, "mostFrequent", 0, "value")).isEqualTo("true");
    assertThat(reply.at("categories", 1, "minimum")).isEqualTo("2012-01-01");
    assertThat(reply.at("categories", 1, "maximum")).isEqualTo("2012-01-04");
    assertThat(reply.at("categories", 2, "maximum")).isEqualTo("2012-01-01T13:00");
    assertThat(reply.at("categories", 3, "minimum")).isEqualTo("00:00");
    assertThat(reply.at("categories", 4, "distinct")).isNull();
    assertThat((String) reply.at("categories", 5, "mostFrequent", 1, "value"))
        .hasSize(200)
        .endsWith("…");
    assertThat(reply.at("notes", 0))
        .isEqualTo("The column 'bytes' holds bytes: they are counted only.");
    assertThat(reply.text())
        .contains("2012-01-01 to 2012-01-04")
        .contains("a\\|b c (1)")
        .contains("no column here holds numbers");
  }

  @Test
  void summarize_noRows_saysSo() {
    Reply reply = summarize(Rows.of("x FLOAT", "t TEXT")).complete().near(0, "rows");
    assertThat(reply.at("numeric", 0, "mean")).isNull();
    assertThat(reply.text()).contains("There are no rows: loosen the filter of the query.");
  }

  @Test
  void summarize_manyDistinctValues_stopsCountingAndSaysSo() {
    Rows rows = Rows.of("id TEXT", "x INTEGER");
    IntStream.rangeClosed(0, 100_000).forEach(index -> rows.row("id" + index, 1));
    String handle = fixture.token(rows, fixture.owner.address(), 1 << 20);
    Reply reply = fixture.alice.call("summarize", Map.of("handle", handle)).complete();
    assertThat(reply.at("categories", 0, "distinct")).isNull();
    assertThat((List<?>) reply.at("categories", 0, "mostFrequent")).isEmpty();
    reply.near(100_001, "categories", 0, "count");
    assertThat(reply.text())
        .contains(
            "Note: The column 'id' has more than 100,000 distinct values: they were not counted to"
                + " the end, and the most frequent are not known. Count them with GROUP BY in the"
                + " query.");
  }

  @Test
  void summarize_moreThanTheMemoryHolds_leavesQuartilesOutAndSaysWhy() {
    MemoryBudget budget = new MemoryBudget(1_000);
    try (Fixture small = new Fixture("15s", budget)) {
      Rows rows = Rows.of("a FLOAT", "b FLOAT", "t TEXT");
      IntStream.range(0, 100).forEach(index -> rows.row(index, index, "text" + index));
      Reply reply = small.alice.call("summarize", Map.of("handle", small.token(rows))).complete();
      reply.near(49.5, "numeric", 0, "median").near(49.5, "numeric", 1, "mean");
      assertThat(reply.at("numeric", 1, "median")).isNull();
      assertThat(reply.at("notes", 0))
          .isEqualTo(
              "Quartiles of 'b' are left out: exact ones need all 100 values in memory, and there"
                  + " is no room beside the other columns and calls; ask for this column alone.");
      assertThat((String) reply.at("notes", 1))
          .startsWith("The column 't' has distinct values that take more memory than is left");
      Rows more = Rows.numbers("c", IntStream.range(0, 126).asDoubleStream().toArray());
      assertThat(small.alice.call("summarize", Map.of("handle", small.token(more))).at("notes", 0))
          .isEqualTo(
              "Quartiles of 'c' are left out: exact ones need all 126 values in memory, and at"
                  + " most 125 fit; take quantiles in the query.");
      assertThat(budget.used()).isZero();
    }
  }

  @Test
  void summarize_infiniteValue_isRefusedAndFreesItsMemory() {
    MemoryBudget budget = new MemoryBudget(1_000);
    try (Fixture small = new Fixture("15s", budget)) {
      String handle = small.token(Rows.numbers("x", 1, Double.POSITIVE_INFINITY));
      small
          .alice
          .call("summarize", Map.of("handle", handle))
          .refused(
              "NUMBER_OUT_OF_RANGE",
              "The column 'x' holds an infinite value.",
              "Filter infinite values out with WHERE, or turn them into NULL, in the query.");
      assertThat(budget.used()).isZero();
      assertThat(small.memory.used()).isZero();
    }
  }

  @Test
  void summarize_tooManyColumns_asksForNames() {
    Rows wide =
        Rows.of(
            IntStream.range(0, 101)
                .mapToObj(index -> "c" + index + " FLOAT")
                .toArray(String[]::new));
    summarize(wide)
        .refused(
            "COLUMNS_TOO_MANY",
            "The rows have 101 columns, and one call describes at most 100.",
            "Name the columns that matter in columns.");
    summarize(wide, "c100").complete();
    Reply unknown = summarize(wide, "zz");
    assertThat((String) unknown.at("error", "recovery", 0)).endsWith("c29, ....");
  }

  @Test
  void summarize_columnTwice_isRefused() {
    summarize(Rows.csv("iris.csv"), "species", "species")
        .refused(
            "ARGUMENTS_INVALID",
            "columns[1]: found \"species\", expected each column once.",
            "Correct the arguments named above and call again.");
  }

  @Test
  void summarize_equalColumnNames_areDescribedUnlessNamed() {
    Rows rows = Rows.of("x FLOAT", "x FLOAT").row(1, 2);
    assertThat((List<?>) Objects.requireNonNull(summarize(rows).complete().at("numeric")))
        .hasSize(2);
    summarize(rows, "x")
        .refused(
            "COLUMN_AMBIGUOUS",
            "There are 2 columns named 'x'.",
            "Give each column its own name with AS in the query.");
  }

  @Test
  void summarize_oneNumericColumn_suggestsATest() {
    assertThat(summarize(Rows.numbers("x", 1, 2, 1e-7)).complete().text())
        .contains("1.00000e-07")
        .contains("compares a mean between two groups");
  }
}
