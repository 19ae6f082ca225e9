package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that must not or cannot run. Every failure is also held against a list of leaks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {
  private static final List<String> SOURCES = List.of("files", "warehouse");

  private Running running;
  private Agent agent;

  @BeforeAll
  void start(@TempDir Path secrets) {
    running = Running.start(Yaml.both(secrets).limit("maxResult", "64MiB").text());
    agent = running.agent(Running.ALICE);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into numbers values (-1, 0, 'x')",
        "update numbers set label = 'x'",
        "delete from numbers",
        "truncate numbers",
        "drop table numbers",
        "create table pwned (a int)",
        "create temp table pwned as select 1",
        "alter table numbers add column x int",
        "grant all on numbers to public",
        "copy numbers to '/tmp/pwned'",
        "select * into pwned from numbers",
        "select * from numbers for update",
        "with gone as (delete from numbers returning *) select * from gone",
        "with made as (insert into numbers values (-1, 0, 'x') returning n) select n from made",
        "select pg_read_file('/etc/passwd')",
        "select * from pg_read_file('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select set_config('statement_timeout', '0', false)",
        "set statement_timeout = 0",
        "attach '/tmp/pwned' as other",
        "pragma database_list",
        "install httpfs",
        "do $$ begin perform 1; end $$",
        "call pg_sleep(1)",
        "select pg_sleep(100)",
        "select nextval('x')",
        "explain analyze delete from numbers"
      })
  void statement_thatDoesMoreThanRead_isRefusedWithItsRemedy(String sql) {
    for (String source : SOURCES) {
      Answer.Failure failure = agent.query(source, sql).failure();
      assertThat(failure.code()).as(failure.text()).isEqualTo("STATEMENT_REFUSED");
      assertThat(failure.report()).extractingByKey("retryable").isEqualTo(false);
      assertThat(failure.report()).containsKey("details");
    }
    assertThat(agent.query("warehouse", "select count(*) from numbers").complete().rows("preview"))
        .containsExactly(List.of(250_000));
  }

  @Test
  void statements_two_areRefusedWhereTheSecondBegins() {
    for (String source : SOURCES) {
      agent
          .query(source, "select 1;\ndrop table numbers")
          .failure()
          .is("STATEMENT_REFUSED")
          .says("Line ", "statement");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          warehouse; select nope from numbers                     ; column "nope" does not exist
          warehouse; select 1 from nowhere                        ; relation "nowhere" does not exist
          warehouse; select 1 / (n - n) from numbers              ; division by zero
          warehouse; select cast('x' as int)                      ; invalid input syntax for type integer
          warehouse; select lower(n) from numbers                 ; function lower(integer) does not exist
          files    ; select nope from weather                     ; Referenced column "nope" not found
          files    ; select 1 from nowhere                        ; Table with name nowhere does not exist
          files    ; select cast(weather as int) from weather     ; Could not convert string
          files    ; select weather + 1 from weather              ; No function matches
          files    ; select cast(weather as int) from weather order by 1 limit 3 ; Could not convert string
          files    ; select cast('a' as int) as x, 1 as x         ; Could not convert string
          """)
  void query_thatTheDatabaseRejects_bringsItsOwnLine(String source, String sql, String line) {
    agent
        .query(source, sql)
        .failure()
        .is("QUERY_WRONG")
        .says(
            source.equals("files") ? "DuckDB does not accept" : "PostgreSQL does not accept", line)
        .advises("describe_table");
  }

  @Test
  void query_thatCannotBeParsed_saysWhere() {
    for (String source : SOURCES) {
      agent.query(source, "select from where").failure().is("STATEMENT_REFUSED");
      agent.query(source, "hello").failure().is("STATEMENT_REFUSED");
      agent.query(source, ";").failure().is("STATEMENT_REFUSED");
      agent.query(source, "select (1").failure().is("STATEMENT_REFUSED");
    }
  }

  @Test
  void query_onATableWithoutGrant_isForbidden() {
    agent
        .query("warehouse", "select * from public.secrets")
        .failure()
        .is("QUERY_FORBIDDEN")
        .advises("grant");
  }

  @Test
  void query_onDuckDbBeyondItsMemory_isTooLarge() {
    agent
        .query(
            "files",
            "select range as n, repeat('x', 1000) as x from range(1000000000) order by 2, 1")
        .failure()
        .is("RESULT_TOO_LARGE")
        .says("memory")
        .advises("fewer rows");
    assertThat(agent.query("files", "select 1 as one").complete().rows("preview"))
        .containsExactly(List.of(1));
  }

  @Test
  void result_onDuckDbWithoutEnd_isStoppedAtItsLimit() {
    agent
        .query("files", "select range as n from range(1000000000000)")
        .failure()
        .is("RESULT_TOO_LARGE")
        .says("67108864 bytes");
    agent
        .query("files", "select repeat('x', 10000) || range as wide from range(1000000)")
        .failure()
        .is("RESULT_TOO_LARGE");
  }
}
