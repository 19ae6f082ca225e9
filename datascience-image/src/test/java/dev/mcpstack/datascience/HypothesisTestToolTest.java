package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hypothesis_test} over MCP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HypothesisTestToolTest {
  private static final String CORRECT = "Correct the arguments named above and call again.";

  private final Fixture fixture = new Fixture();

  @AfterAll
  void close() {
    fixture.close();
  }

  private Reply test(Rows rows, Map<String, Object> arguments) {
    Map<String, Object> all = new HashMap<>(arguments);
    all.put("handle", fixture.token(rows));
    return fixture.alice.call("hypothesis_test", all);
  }

  private static Map<String, Object> welch(String column, String groupColumn) {
    return Map.of("test", "welch", "column", column, "groupColumn", groupColumn);
  }

  /** Sleep with one row a patient, as a paired test takes it. */
  private static Rows sleepPairs() {
    List<List<String>> lines = ReferenceFile.lines("sleep.csv");
    Rows rows = Rows.of("first FLOAT", "second FLOAT");
    for (int patient = 1; patient <= 10; patient++) {
      rows.row(number(lines.get(patient)), number(lines.get(patient + 10)));
    }
    return rows;
  }

  private static double number(List<String> line) {
    return Double.parseDouble(line.getFirst());
  }

  private static Map<String, String> reference(String method, String alternative, String mean) {
    return ReferenceFile.rows("ttest-r.csv", "sleep").stream()
        .filter(line -> method.equals(line.get("method")))
        .filter(line -> alternative.equals(line.get("alternative")))
        .filter(line -> mean.equals(line.get("mu")) && "0.95".equals(line.get("level")))
        .findFirst()
        .orElseThrow();
  }

  private static Reply assertEquals(Reply reply, Map<String, String> r) {
    return reply
        .complete()
        .near(r.get("t"), "statistic")
        .near(r.get("df"), "degreesOfFreedom")
        .near(r.get("p"), "pValue")
        .near(r.get("estimate"), "estimate")
        .near(r.get("error"), "standardError")
        .near(r.get("level"), "confidenceLevel");
  }

  /**
   * R 4.2.2: t.test(extra ~ group, sleep), by generate.R; t -1.8608135 df 17.776474 p 0.07939414.
   */
  @Test
  void welch_sleep_equalsR() {
    Map<String, String> r = reference("WELCH", "TWO_SIDED", "0");
    Reply reply = assertEquals(test(Rows.csv("sleep.csv"), welch("extra", "group")), r);
    reply
        .near(-1.8608134674868528, "statistic")
        .near(r.get("low"), "confidenceLow")
        .near(r.get("high"), "confidenceHigh")
        .near(10, "groups", 0, "count")
        .near(0.75, "groups", 0, "mean")
        .near(2.33, "groups", 1, "mean")
        .near(0, "dropped");
    assertThat(reply.at("method")).isEqualTo("Welch two-sample t test");
    assertThat(reply.at("groups", 0, "name")).isEqualTo("1");
    assertThat(reply.at("reading"))
        .isEqualTo(
            "The difference of the means of extra, '1' minus '2', is -1.58, which is not"
                + " significantly different from 0 at the 5 % level (p = 0.0794). That is no proof"
                + " that there is no difference.");
    assertThat(reply.text())
        .contains(
            "t -1.86081, 17.7765 degrees of freedom, p = 0.0794. Estimate -1.58, 95 % interval")
        .contains("| 1 | 10 | 0.75 | 1.78901 |")
        .contains("Next: `regression`");
  }

  /** R 4.2.2: t.test(..., var.equal = TRUE, mu = 0.5), by generate.R. */
  @Test
  void student_sleepAndHypothesisedDifference_equalsR() {
    Reply reply =
        test(
            Rows.csv("sleep.csv"),
            Map.of("test", "student", "column", "extra", "groupColumn", "group", "mean", 0.5));
    assertEquals(reply, reference("STUDENT", "TWO_SIDED", "0.5"));
    assertThat((String) reply.at("reading")).contains("is significantly different from 0.5");
    assertThat(reply.text()).contains("`welch` is the safer test");
  }

  /** R 4.2.2: t.test(first, second, paired = TRUE), by generate.R; effect size mean(d) / sd(d). */
  @Test
  void paired_sleep_equalsR() {
    Reply reply =
        test(sleepPairs(), Map.of("test", "paired", "column", "first", "secondColumn", "second"));
    assertEquals(reply, reference("PAIRED", "TWO_SIDED", "0"));
    reply.near(-1.2845575625910546, "effectSize", "value");
    assertThat(reply.at("groups", 2, "name")).isEqualTo("first - second");
    assertThat((String) reply.at("reading"))
        .startsWith(
            "The mean of the differences, first minus second, is -1.58, which is significantly");
  }

  /** R 4.2.2: t.test(first), by generate.R. */
  @Test
  void oneSample_sleep_equalsR() {
    Reply reply = test(sleepPairs(), Map.of("test", "one_sample", "column", "first"));
    assertEquals(reply, reference("ONE_SAMPLE", "TWO_SIDED", "0")).near(10, "groups", 0, "count");
    assertThat((String) reply.at("reading")).startsWith("The mean of first is 0.75, which is not");
  }

  @ParameterizedTest
  @CsvSource({"less, LESS, confidenceLow, high", "greater, GREATER, confidenceHigh, low"})
  void welch_oneSided_hasUnlimitedEnd(String side, String r, String unlimited, String end) {
    Map<String, Object> arguments = new HashMap<>(welch("extra", "group"));
    arguments.put("alternative", side);
    Reply reply = test(Rows.csv("sleep.csv"), arguments);
    Map<String, String> expected = reference("WELCH", r, "0");
    assertEquals(reply, expected)
        .near(expected.get(end), "confidence" + (end.equals("high") ? "High" : "Low"));
    assertThat(reply.at(unlimited)).isNull();
    assertThat(reply.text()).contains("unlimited").contains(side + " than 0");
  }

  /** The order of the texts decides, whatever order the rows have. */
  @Test
  void welch_groups_areSortedByNameAndMayBeOfAnyType() {
    Rows rows = Rows.of("x FLOAT", "flag BOOLEAN", "day DATE");
    LocalDate day = LocalDate.of(2012, 1, 1);
    rows.row(5, true, day.plusDays(1)).row(6, true, day.plusDays(1));
    rows.row(1, false, day).row(2, false, day).row(9, null, null).row(null, true, day);
    Reply byFlag = test(rows, welch("x", "flag")).complete().near(-4, "estimate");
    assertThat(byFlag.at("groups", 0, "name")).isEqualTo("false");
    byFlag.near(2, "dropped");
    assertThat(byFlag.text()).contains("2 rows were dropped for a missing value.");
    Reply byDay = test(rows, welch("x", "day")).complete().near(-4, "estimate");
    assertThat(byDay.at("groups", 0, "name")).isEqualTo("2012-01-01");
  }

  @Test
  void welch_threeGroups_areListed() {
    test(Rows.csv("plantgrowth.csv"), welch("weight", "group"))
        .refused(
            "GROUPS_NOT_TWO",
            "The column 'group' names 3 groups where 'weight' is known, and this test compares"
                + " exactly two: 'ctrl', 'trt1', 'trt2'.",
            "Keep two of them with WHERE in the query, or join them into two with CASE WHEN.");
  }

  @Test
  void welch_oneGroup_isRefused() {
    test(Rows.of("x FLOAT", "g TEXT").row(1, "a").row(2, "a"), welch("x", "g"))
        .refused(
            "GROUPS_NOT_TWO",
            "The column 'g' names 1 groups where 'x' is known, and this test compares exactly two:"
                + " 'a'.",
            "Use a column that names two groups; check the filter and the missing values.");
  }

  @Test
  void welch_manyGroups_isRefusedBeforeTheEnd() {
    Reply reply = test(Rows.csv("mtcars.csv"), welch("mpg", "model"));
    assertThat((String) reply.at("error", "message"))
        .startsWith("The column 'model' names more than 20 groups")
        .doesNotContain("Volvo");
  }

  @Test
  void welch_bytesAsGroups_isRefused() {
    test(Rows.of("x FLOAT", "g BINARY").row(1, new byte[] {1}), welch("x", "g"))
        .refused(
            "COLUMN_WRONG_TYPE",
            "The column 'g' holds binary values, and names of groups are needed.",
            "Use a column of text, numbers, dates or true and false.");
  }

  @Test
  void welch_oneValueInAGroup_isRefused() {
    test(
            Rows.of("x FLOAT", "g TEXT").row(1, "a").row(2, "a").row(3, "b").row(null, "b"),
            welch("x", "g"))
        .refused(
            "DATA_UNSUITABLE",
            "The second sample has 1 usable values, and a t test needs at least 2. Of 4 rows, 1"
                + " were dropped because a value is missing.",
            "Check the filter, the group labels and the number of missing values.");
  }

  @Test
  void oneSample_constantColumn_isRefused() {
    test(Rows.numbers("x", 2, 2, 2), Map.of("test", "one_sample", "column", "x"))
        .refused(
            "DATA_UNSUITABLE",
            "The data are constant, so the standard error is 0 and t is undefined.",
            "Compare the means directly, or choose a column that varies.");
  }

  @Test
  void paired_hugeDifference_isRefusedInWords() {
    Rows rows = Rows.of("a FLOAT", "b FLOAT").row(1e150, -1e150).row(1, 2);
    Reply reply = test(rows, Map.of("test", "paired", "column", "a", "secondColumn", "b"));
    assertThat(reply.at("error", "code")).isEqualTo("DATA_UNSUITABLE");
    assertThat((String) reply.at("error", "recovery", 0)).startsWith("Use a larger unit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"welch", "student"})
  void groupTest_withoutGroupColumn_isRefused(String name) {
    test(Rows.csv("sleep.csv"), Map.of("test", name, "column", "extra"))
        .refused(
            "ARGUMENTS_INVALID",
            "groupColumn: found nothing, expected the name of a column, which the test "
                + name
                + " needs.",
            CORRECT);
  }

  @Test
  void oneSample_withOtherColumns_refusesBoth() {
    test(
            Rows.csv("sleep.csv"),
            Map.of(
                "test",
                "one_sample",
                "column",
                "extra",
                "groupColumn",
                "group",
                "secondColumn",
                "id"))
        .refused(
            "ARGUMENTS_INVALID",
            "groupColumn: found a column, expected nothing, since the test one_sample does not use"
                + " it; secondColumn: found a column, expected nothing, since the test one_sample"
                + " does not use it.",
            CORRECT);
  }

  @Test
  void test_unknownName_listsTheNames() {
    test(Rows.csv("sleep.csv"), Map.of("test", "anova", "column", "extra"))
        .refused(
            "ARGUMENTS_INVALID",
            "test: found \"anova\", expected one of: welch, student, paired, one_sample.",
            CORRECT);
  }

  @Test
  void welch_unknownGroupColumn_namesTheNearest() {
    Reply reply = test(Rows.csv("sleep.csv"), welch("extra", "grp"));
    assertThat((String) reply.at("error", "recovery", 0)).startsWith("Did you mean 'group'?");
  }
}
