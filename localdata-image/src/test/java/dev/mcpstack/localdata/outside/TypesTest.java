package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type with its extremes: what comes back equals what the database holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypesTest {
  private Running running;
  private Agent agent;

  @BeforeAll
  void start(@TempDir Path secrets) {
    Running.writeSecret(secrets, "plain-login", Database.READER, Database.PASSWORD);
    // What a driver that gets everything as text makes of it must be the same.
    String plain = Database.shared().url() + "?binaryTransfer=false";
    running = Running.start(Yaml.both(secrets).postgres("plain", plain, 2).text());
    agent = running.agent(Running.ALICE);
    Database.shared().execute(PostgresTypes.CREATE);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  static List<Case> postgresTypes() {
    return PostgresTypes.cases();
  }

  static List<Case> duckDbTypes() {
    return DuckDbTypes.cases();
  }

  @ParameterizedTest
  @MethodSource("postgresTypes")
  void postgres_value_comesBackAsItIs(Case type) {
    // A view, so that what is tested is reading and not how the gate takes literals.
    Database.shared()
        .execute("create or replace view exact.held as " + type.query() + " order by place");
    try {
      for (String source : List.of("warehouse", "plain")) {
        check(type, agent.query(source, "select v from exact.held order by place"));
        // By another part of the protocol, where the type allows it.
        String handle = stream(source, "select v from exact.held order by place");
        assertThat(cells(handle)).isEqualTo(type.cells());
      }
    } finally {
      Database.shared().execute("drop view exact.held");
    }
  }

  @ParameterizedTest
  @MethodSource("duckDbTypes")
  void duckDb_value_comesBackAsItIs(Case type) {
    check(type, agent.query("files", "select v from (" + type.query() + ") q order by place"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "warehouse | row(1, 'a b', null)      | (1,\"a b\",)",
        "warehouse | null                     |",
        "warehouse | array[array[1.0, null]]  | [[\"1.0\",null]]",
        "files     | null                     |",
        "files     | row(1, 'x')              | [1,\"x\"]",
        "files     | {'timestamp': [{'a': 1}]} | {\"timestamp\":[{\"a\":1}]}",
        "files     | map()                    | {}",
      })
  void value_withoutATypeOfItsOwn_comesBackAsText(
      String source, String expression, @Nullable String cell) {
    Answer answer = agent.query(source, "select " + expression + " as v").complete();
    assertThat(answer.columns()).containsExactly("v:text");
    assertThat(answer.rows("preview").getFirst().getFirst()).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"})
  void instant_isTheSame_whereverTheServerRuns(String zone) {
    List<String> instants =
        List.of(
            "2024-03-31T00:30:00Z",
            "2024-03-31T01:30:00Z",
            "2024-10-27T00:30:00Z",
            "2024-10-27T01:30:00Z",
            "2024-11-03T05:30:00Z",
            "2024-11-03T06:30:00Z");
    String values =
        instants.stream()
            .map(instant -> "select cast('" + instant + "' as timestamptz) as v")
            .collect(Collectors.joining(" union all "));
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      assertThat(
              agent
                  .query("files", "select [cast('2024-03-31T00:30:00Z' as timestamptz)]")
                  .complete()
                  .rows("preview"))
          .isEqualTo(List.of(List.of("[\"2024-03-31T00:30:00Z\"]")));
      for (String source : List.of("warehouse", "plain", "files")) {
        assertThat(
                agent
                    .query(source, "select v from (" + values + ") q order by v")
                    .complete()
                    .rows("preview"))
            .as(source)
            .isEqualTo(instants.stream().map(List::of).toList());
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private void check(Case type, Answer answer) {
    answer.complete();
    assertThat(answer.columns()).containsExactly("v:" + type.carried());
    assertThat(answer.rows("preview").stream().map(List::getFirst).toList())
        .isEqualTo(type.cells());
    assertThat(cells(answer.handle())).isEqualTo(type.cells());
  }

  private List<@Nullable Object> cells(String handle) {
    return agent.read(handle, 0, 100).complete().rows("rows").stream()
        .<@Nullable Object>map(List::getFirst)
        .toList();
  }

  private String stream(String source, String sql) {
    return agent.call("open_stream", Map.of("source", source, "sql", sql)).complete().handle();
  }

  /**
   * A value that can't be carried.
   *
   * @param source where
   * @param expression what
   * @param code of the failure
   * @param says what the message must hold beside the column
   */
  record Uncarried(String source, String expression, String code, String says) {}

  static List<Uncarried> uncarried() {
    return List.of(
        new Uncarried("warehouse", "cast('NaN' as numeric)", "VALUE_OUT_OF_RANGE", "decimal"),
        new Uncarried("warehouse", "cast('Infinity' as numeric)", "VALUE_OUT_OF_RANGE", "decimal"),
        new Uncarried("warehouse", "cast('NaN' as numeric(9,2))", "VALUE_OUT_OF_RANGE", "decimal"),
        new Uncarried("warehouse", "cast('infinity' as date)", "VALUE_OUT_OF_RANGE", "date"),
        new Uncarried("warehouse", "cast('-infinity' as date)", "VALUE_OUT_OF_RANGE", "date"),
        new Uncarried(
            "warehouse", "cast('infinity' as timestamp)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried(
            "warehouse", "cast('-infinity' as timestamp)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried(
            "warehouse", "cast('infinity' as timestamptz)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried(
            "warehouse",
            "cast('294276-12-31 23:59:59' as timestamp)",
            "VALUE_OUT_OF_RANGE",
            "timestamp"),
        new Uncarried("warehouse", "cast('24:00:00' as time)", "VALUE_OUT_OF_RANGE", "time"),
        new Uncarried("warehouse", "cast('24:00:00+00' as timetz)", "VALUE_OUT_OF_RANGE", "text"),
        new Uncarried(
            "warehouse", "cast('[0:1]={1,2}' as integer[])", "VALUE_OUT_OF_RANGE", "text"),
        new Uncarried("warehouse", "cast('[0:1]={a,b}' as text[])", "VALUE_OUT_OF_RANGE", "text"),
        new Uncarried(
            "warehouse", "cast('[1,2]' as exact.span)", "TYPE_UNSUPPORTED", "\"exact\".\"span\""),
        new Uncarried("warehouse", "cast('c' as refcursor)", "TYPE_UNSUPPORTED", "refcursor"),
        new Uncarried("files", "union_value(num := 1)", "TYPE_UNSUPPORTED", "UNION(num INTEGER)"),
        new Uncarried("files", "cast(1 as variant)", "TYPE_UNSUPPORTED", "VARIANT"),
        new Uncarried(
            "files", "[union_value(num := 1)]", "TYPE_UNSUPPORTED", "UNION(num INTEGER)[]"),
        new Uncarried(
            "files",
            "[cast('2024-03-31 02:30:00' as timestamp)]",
            "TYPE_UNSUPPORTED",
            "TIMESTAMP[]"),
        new Uncarried(
            "files",
            "{'began': cast('2024-03-31 02:30:00' as timestamp_ns), 'b': 1}",
            "TYPE_UNSUPPORTED",
            "STRUCT(began TIMESTAMP_NS, b INTEGER)"),
        new Uncarried("files", "[cast('24:00:00' as time)]", "TYPE_UNSUPPORTED", "TIME[]"),
        new Uncarried("files", "[cast('12:00:00' as time_ns)]", "TYPE_UNSUPPORTED", "TIME_NS[]"),
        new Uncarried(
            "files",
            "map([cast('24:00:00+00' as timetz)], [1])",
            "TYPE_UNSUPPORTED",
            "MAP(TIME WITH TIME ZONE, INTEGER)"),
        new Uncarried("files", "[cast(1 as variant)]", "TYPE_UNSUPPORTED", "VARIANT[]"),
        new Uncarried(
            "files",
            "{'a': cast('POINT (1 2)' as geometry)}",
            "TYPE_UNSUPPORTED",
            "STRUCT(a GEOMETRY)"),
        new Uncarried("files", "[cast('infinity' as date)]", "VALUE_OUT_OF_RANGE", "text"),
        new Uncarried(
            "files", "{'a': [cast('infinity' as timestamptz)]}", "VALUE_OUT_OF_RANGE", "text"),
        new Uncarried("files", "cast('infinity' as date)", "VALUE_OUT_OF_RANGE", "date"),
        new Uncarried("files", "cast('-infinity' as date)", "VALUE_OUT_OF_RANGE", "date"),
        new Uncarried("files", "cast('infinity' as timestamp)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried("files", "cast('-infinity' as timestamp)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried(
            "files", "cast('infinity' as timestamptz)", "VALUE_OUT_OF_RANGE", "timestamp_zoned"),
        new Uncarried(
            "files", "cast('infinity' as timestamp_s)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried(
            "files", "cast('-infinity' as timestamp_ms)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried(
            "files", "cast('infinity' as timestamp_ns)", "VALUE_OUT_OF_RANGE", "timestamp"),
        new Uncarried(
            "files", "cast('12:00:00.123456789' as time_ns)", "VALUE_OUT_OF_RANGE", "time"),
        new Uncarried("files", "cast('24:00:00' as time)", "VALUE_OUT_OF_RANGE", "time"),
        new Uncarried(
            "files",
            "cast('2024-01-01 00:00:00.123456789' as timestamp_ns)",
            "VALUE_OUT_OF_RANGE",
            "timestamp"));
  }

  @ParameterizedTest
  @MethodSource("uncarried")
  void value_thatCannotBeCarried_isRefusedByColumn(Uncarried uncarried) {
    Answer.Failure failure =
        agent
            .query(
                uncarried.source(), "select 1 as fine, " + uncarried.expression() + " as odd_one")
            .failure()
            .is(uncarried.code())
            .says("'odd_one'", uncarried.says())
            .advises("ast the column");

    String streamed =
        stream(
            uncarried.source(),
            // With a table, so that it is no row of literals.
            "select 1 as fine, "
                + uncarried.expression()
                + " as odd_one"
                + (uncarried.source().equals("files") ? "" : " from numbers limit 1"));
    agent.call("wait", Map.of("handle", streamed)).failure().is(uncarried.code()).says("'odd_one'");

    // The remedy works.
    assertThat(failure.remedy()).contains("VARCHAR");
    assertThat(
            agent
                .query(
                    uncarried.source(),
                    "select cast(" + uncarried.expression() + " as varchar) as t")
                .complete()
                .columns())
        .containsExactly("t:text");
  }

  static List<Arguments> documents() {
    return List.of(
        Arguments.of("PostgreSQL", PostgresTypes.cases()),
        Arguments.of("DuckDB", DuckDbTypes.cases()));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void document_listsTheTypesThatAreTested(String chapter, List<Case> cases) throws IOException {
    Map<String, String> tested = new TreeMap<>();
    cases.forEach(type -> tested.put(type.documented(), type.carried()));
    assertThat(documented(chapter)).isEqualTo(tested);
  }

  /** The column type of each type that a chapter of the document names. */
  private static Map<String, String> documented(String chapter) throws IOException {
    String page = Files.readString(Path.of("../docs/types.md"));
    String table = page.split("\n## " + chapter + "\n", 2)[1].split("\n## ", 2)[0];
    Map<String, String> types = new TreeMap<>();
    Matcher row =
        Pattern.compile("^\\| (.*?`.*?) \\| (\\w+) \\|", Pattern.MULTILINE).matcher(table);
    while (row.find()) {
      for (String type : row.group(1).split(", ", -1)) {
        assertThat(types.put(type.replace("`", ""), row.group(2))).as(type).isNull();
      }
    }
    return types;
  }
}
