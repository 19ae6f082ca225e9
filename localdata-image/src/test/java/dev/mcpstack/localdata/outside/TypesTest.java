package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type with its extremes: what comes back equals what the database holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypesTest {
  private Running running;
  private Agent agent;

  /**
   * A type and values of it.
   *
   * @param type as the database writes it
   * @param carried as an answer names it
   * @param values literals of SQL without quotes, each followed by the cell of the answer
   */
  record Case(String type, String carried, List<@Nullable Object> values) {
    static Case of(String type, String carried, @Nullable Object... values) {
      return new Case(type, carried, Arrays.asList(values));
    }

    /** A query that gives the values in order, and then null. */
    String query() {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < values.size(); i += 2) {
        parts.add("select " + i + " as place, cast('" + values.get(i) + "' as " + type + ") as v");
      }
      parts.add("select " + values.size() + ", cast(null as " + type + ")");
      return String.join(" union all ", parts);
    }

    List<@Nullable Object> cells() {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int i = 1; i < values.size(); i += 2) {
        cells.add(values.get(i));
      }
      cells.add(null);
      return cells;
    }

    @Override
    public String toString() {
      return type;
    }
  }

  @BeforeAll
  void start(@TempDir Path secrets) {
    running = Running.start(Yaml.both(secrets).text());
    agent = running.agent(Running.ALICE);
    Database.shared()
        .execute(
            """
            create type exact.mood as enum ('calm', 'very | loud');
            create domain exact.positive as int check (value > 0);
            """);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  static List<Case> postgresTypes() {
    String seventyDigits = "1234567890".repeat(7);
    return List.of(
        Case.of("boolean", "boolean", "true", true, "false", false),
        Case.of("smallint", "integer", "-32768", -32768, "32767", 32767),
        Case.of("integer", "integer", "-2147483648", -2147483648, "2147483647", 2147483647),
        Case.of(
            "bigint",
            "integer",
            "-9223372036854775808",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775807",
            "9007199254740991",
            9007199254740991L,
            "9007199254740992",
            "9007199254740992",
            "-9007199254740992",
            "-9007199254740992"),
        Case.of("exact.positive", "integer", "7", 7),
        Case.of("oid", "integer", "4294967295", 4294967295L),
        Case.of("real", "float", "0.5", 0.5, "NaN", "NaN", "-Infinity", "-Infinity"),
        Case.of(
            "double precision",
            "float",
            "0.1",
            0.1,
            "-1.7976931348623157e308",
            -Double.MAX_VALUE,
            "4.9e-324",
            Double.MIN_VALUE,
            "NaN",
            "NaN",
            "Infinity",
            "Infinity",
            "-Infinity",
            "-Infinity"),
        Case.of(
            "numeric(38,2)",
            "decimal",
            "-999999999999999999999999999999999999.99",
            "-999999999999999999999999999999999999.99",
            "0.1",
            "0.10"),
        Case.of("numeric(5,0)", "decimal", "-99999", "-99999"),
        Case.of("numeric(60,20)", "decimal", "1.5", "1.50000000000000000000"),
        Case.of(
            "numeric",
            "decimal",
            seventyDigits + "." + seventyDigits,
            seventyDigits + "." + seventyDigits,
            "0.000",
            "0.000",
            "-1e-30",
            "-0." + "0".repeat(29) + "1",
            "1e40",
            "1" + "0".repeat(40)),
        Case.of(
            "text",
            "text",
            "",
            "",
            "a|b",
            "a|b",
            "two\nlines\tand a tab",
            "two\nlines\tand a tab",
            "héllo 👩‍🔬 \u2028",
            "héllo 👩‍🔬 \u2028",
            "null",
            "null"),
        Case.of("varchar(3)", "text", "abc", "abc"),
        Case.of("char(4)", "text", "ab", "ab  "),
        Case.of("name", "text", "pg", "pg"),
        Case.of("exact.mood", "text", "very | loud", "very | loud"),
        Case.of("bit(4)", "text", "1010", "1010"),
        Case.of("bit(1)", "text", "1", "1"),
        Case.of("varbit(9)", "text", "101", "101"),
        Case.of(
            "date",
            "date",
            "1969-12-31",
            "1969-12-31",
            "0001-01-01",
            "0001-01-01",
            "9999-12-31",
            "9999-12-31",
            "5874897-12-31",
            "+5874897-12-31",
            "4713-01-01 BC",
            "-4712-01-01"),
        Case.of(
            "time",
            "time",
            "00:00:00",
            "00:00",
            "23:59:59.999999",
            "23:59:59.999999",
            "12:30:01",
            "12:30:01"),
        Case.of(
            "timestamp",
            "timestamp",
            "1969-12-31 23:59:59.999999",
            "1969-12-31T23:59:59.999999",
            "0001-01-01 00:00:00",
            "0001-01-01T00:00",
            "1582-10-10 12:00:00",
            "1582-10-10T12:00",
            "9999-12-31 23:59:59.999999",
            "9999-12-31T23:59:59.999999"),
        Case.of(
            "timestamptz",
            "timestamp_zoned",
            "1969-12-31 23:59:59.999999+00",
            "1969-12-31T23:59:59.999999Z",
            "2024-03-31 02:30:00+02",
            "2024-03-31T00:30:00Z",
            "0044-03-15 12:00:00+00 BC",
            "-0043-03-15T12:00:00Z"),
        Case.of(
            "timetz",
            "text",
            "12:34:56.789012+05:30",
            "12:34:56.789012+05:30",
            "00:00+00",
            "00:00Z"),
        Case.of(
            "interval",
            "text",
            "1 year 2 mons 3 days 04:05:06.789",
            "1 year 2 mons 3 days 04:05:06.789",
            "-3 days",
            "-3 days"),
        Case.of(
            "uuid",
            "text",
            "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        Case.of("json", "text", "{\"b\":1,  \"a\":[null]}", "{\"b\":1,  \"a\":[null]}"),
        Case.of("jsonb", "text", "{\"b\":1,  \"a\":[null]}", "{\"a\": [null], \"b\": 1}"),
        Case.of("inet", "text", "10.0.0.1/8", "10.0.0.1/8"),
        Case.of("macaddr", "text", "08:00:2b:01:02:03", "08:00:2b:01:02:03"),
        Case.of("money", "text", "-1234.56", "-$1,234.56"),
        Case.of("xml", "text", "<a>1</a>", "<a>1</a>"),
        Case.of(
            "bytea",
            "binary",
            "\\x00ff7c",
            "0x00ff7c",
            "",
            "0x",
            "\\x" + "ab".repeat(40),
            "0x" + "ab".repeat(32) + "… (40 bytes)"));
  }

  static List<Case> duckDbTypes() {
    return List.of(
        Case.of("boolean", "boolean", "true", true, "false", false),
        Case.of("tinyint", "integer", "-128", -128, "127", 127),
        Case.of("utinyint", "integer", "255", 255),
        Case.of("smallint", "integer", "-32768", -32768),
        Case.of("usmallint", "integer", "65535", 65535),
        Case.of("integer", "integer", "-2147483648", -2147483648),
        Case.of("uinteger", "integer", "4294967295", 4294967295L),
        Case.of(
            "bigint",
            "integer",
            "-9223372036854775808",
            "-9223372036854775808",
            "9007199254740991",
            9007199254740991L,
            "9007199254740992",
            "9007199254740992"),
        Case.of("ubigint", "decimal", "18446744073709551615", "18446744073709551615", "0", "0"),
        Case.of(
            "hugeint",
            "decimal",
            "170141183460469231731687303715884105727",
            "170141183460469231731687303715884105727",
            "-170141183460469231731687303715884105728",
            "-170141183460469231731687303715884105728"),
        Case.of(
            "uhugeint",
            "decimal",
            "340282366920938463463374607431768211455",
            "340282366920938463463374607431768211455"),
        Case.of("float", "float", "0.5", 0.5, "nan", "NaN", "-inf", "-Infinity"),
        Case.of(
            "double",
            "float",
            "0.1",
            0.1,
            "1.7976931348623157e308",
            Double.MAX_VALUE,
            "nan",
            "NaN",
            "inf",
            "Infinity",
            "-inf",
            "-Infinity"),
        Case.of("decimal(4,1)", "decimal", "-999.9", "-999.9"),
        Case.of(
            "decimal(38,10)",
            "decimal",
            "-9999999999999999999999999999.9999999999",
            "-9999999999999999999999999999.9999999999",
            "0.1",
            "0.1000000000"),
        Case.of(
            "varchar",
            "text",
            "",
            "",
            "a|b",
            "a|b",
            "two\nlines",
            "two\nlines",
            "héllo 👩‍🔬",
            "héllo 👩‍🔬"),
        Case.of(
            "date",
            "date",
            "1969-12-31",
            "1969-12-31",
            "0001-01-01",
            "0001-01-01",
            "9999-12-31",
            "9999-12-31",
            "1500-02-28",
            "1500-02-28",
            "0044-03-15 (BC)",
            "-0043-03-15"),
        Case.of("time", "time", "00:00:00", "00:00", "23:59:59.999999", "23:59:59.999999"),
        Case.of(
            "timestamp",
            "timestamp",
            "1969-12-31 23:59:59.999999",
            "1969-12-31T23:59:59.999999",
            "1582-10-10 12:00:00",
            "1582-10-10T12:00",
            "0001-01-01 00:00:00",
            "0001-01-01T00:00",
            "9999-12-31 23:59:59.999999",
            "9999-12-31T23:59:59.999999"),
        Case.of("timestamp_s", "timestamp", "1969-12-31 23:59:59", "1969-12-31T23:59:59"),
        Case.of("timestamp_ms", "timestamp", "1969-12-31 23:59:59.999", "1969-12-31T23:59:59.999"),
        Case.of(
            "timestamp_ns",
            "timestamp",
            "1969-12-31 23:59:59.999999",
            "1969-12-31T23:59:59.999999"),
        Case.of(
            "timestamptz",
            "timestamp_zoned",
            "1969-12-31 23:59:59.999999+00",
            "1969-12-31T23:59:59.999999Z",
            "2024-03-31 02:30:00+02",
            "2024-03-31T00:30:00Z"),
        Case.of("timetz", "text", "12:34:56.789012+05:30", "12:34:56.789012+05:30"),
        Case.of("interval", "text", "1 year 2 months 3 days", "1 year 2 months 3 days"),
        Case.of(
            "uuid",
            "text",
            "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        Case.of("json", "text", "{\"b\":1,  \"a\":[null]}", "{\"b\":1,  \"a\":[null]}"),
        Case.of("enum('calm', 'loud')", "text", "loud", "loud"),
        Case.of("bit", "text", "10101", "10101"),
        Case.of("blob", "binary", "\\x00\\xFF|", "0x00ff7c", "", "0x"));
  }

  @ParameterizedTest
  @MethodSource("postgresTypes")
  void postgres_value_comesBackAsItIs(Case type) {
    // A view, so that what is tested is reading and not how the gate takes literals.
    Database.shared()
        .execute("create or replace view exact.held as " + type.query() + " order by place");
    try {
      check(type, agent.query("warehouse", "select v from exact.held order by place"));
    } finally {
      Database.shared().execute("drop view exact.held");
    }
  }

  @ParameterizedTest
  @MethodSource("duckDbTypes")
  void duckDb_value_comesBackAsItIs(Case type) {
    check(type, agent.query("files", "select v from (" + type.query() + ") q order by place"));
  }

  private void check(Case type, Answer answer) {
    answer.complete();
    assertThat(answer.columns()).containsExactly("v:" + type.carried());
    assertThat(answer.rows("preview").stream().map(List::getFirst).toList())
        .isEqualTo(type.cells());
    assertThat(
            agent.read(answer.handle(), 0, 100).complete().rows("rows").stream()
                .map(List::getFirst)
                .toList())
        .isEqualTo(type.cells());
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
        new Uncarried("warehouse", "array[1, 2]", "TYPE_UNSUPPORTED", "_int4"),
        new Uncarried("warehouse", "cast('(1,2)' as point)", "TYPE_UNSUPPORTED", "point"),
        new Uncarried("files", "[1, 2]", "TYPE_UNSUPPORTED", "integer[]"),
        new Uncarried("files", "{'a': 1}", "TYPE_UNSUPPORTED", "struct"),
        new Uncarried("files", "map(['a'], [1])", "TYPE_UNSUPPORTED", "map"),
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
}
