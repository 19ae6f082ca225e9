package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.localdata.gate.GateException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session keeps the statements that it has run. Whatever happens between two runs of the same
 * text on one connection, the second says what a fresh connection would say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class KeptStatementsTest {
  private static final Limits LIMITS = new Limits(50, Duration.ofSeconds(20), OptionalLong.empty());

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final QueryGate gate = new QueryGate(timer);
  private final AtomicInteger evictions = new AtomicInteger();
  private Engine engine;
  private Connection owner;
  private Connection session;

  /** As a pool of one connection does. */
  private Lease lend() throws SQLException {
    if (session.isClosed()) {
      session = engine.connect();
    }
    return new Lease(
        session,
        () -> {
          evictions.incrementAndGet();
          try {
            session.close();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @BeforeAll
  void startEngine() throws Exception {
    engine = Engine.start(Dialect.POSTGRESQL);
  }

  @AfterAll
  void stopEngine() throws Exception {
    engine.close();
    timer.shutdownNow();
  }

  @BeforeEach
  void makeTable() throws Exception {
    evictions.set(0);
    owner = engine.connectAsOwner();
    session = engine.connect();
    Engine.execute(
        owner,
        "create table kept(a integer, b text)",
        "insert into kept values (1, 'x'), (2, 'y')",
        "grant select on kept to reader");
  }

  @AfterEach
  void dropTable() throws Exception {
    Engine.execute(owner, "drop table if exists kept cascade");
    owner.close();
    session.close();
  }

  @Test
  void rows_changedBetween_areTheNewOnes() throws Exception {
    assertThat(run("select a, b from kept")).containsExactly("1 | x", "2 | y");
    Engine.execute(owner, "delete from kept where a = 1");
    assertThat(run("select a, b from kept")).containsExactly("2 | y");
    assertThat(
            run(
                "select count(*) from pg_prepared_statements where statement = 'select a, b from kept'"))
        .as("it was kept")
        .containsExactly("1");
    assertThat(evictions).hasValue(0);
  }

  @Test
  void column_added_isThere() throws Exception {
    assertThat(run("select * from kept")).containsExactly("1 | x", "2 | y");
    Engine.execute(owner, "alter table kept add column c date default '2020-02-29'");
    assertThat(run("select * from kept"))
        .containsExactly("1 | x | 2020-02-29", "2 | y | 2020-02-29");
    assertThat(run("select * from kept"))
        .containsExactly("1 | x | 2020-02-29", "2 | y | 2020-02-29");
  }

  @Test
  void column_dropped_isGoneOrMissed() throws Exception {
    assertThat(run("select * from kept")).containsExactly("1 | x", "2 | y");
    assertThat(run("select b from kept")).containsExactly("x", "y");
    Engine.execute(owner, "alter table kept drop column b");
    assertThat(run("select * from kept")).containsExactly("1", "2");
    assertThat(fails("select b from kept").databaseMessage().orElseThrow()).contains("\"b\"");
    assertThat(run("select a from kept")).containsExactly("1", "2");
  }

  @Test
  void column_ofAnotherType_isReadAsThat() throws Exception {
    String sql = "select a from kept order by a";
    assertThat(run(sql)).containsExactly("1", "2");
    for (String type : List.of("bigint", "numeric(6,2)", "double precision", "text", "bytea")) {
      Engine.execute(
          owner,
          "alter table kept alter column a type " + type + " using a::text::" + type,
          "update kept set a = a");
      assertThat(run(sql)).as(type).isEqualTo(Engine.rows(owner, sql));
    }
  }

  @Test
  void table_madeAnew_isTheNewOne() throws Exception {
    assertThat(run("select * from kept")).containsExactly("1 | x", "2 | y");
    Engine.execute(owner, "drop table kept");
    assertThat(fails("select * from kept").reason()).isEqualTo(Reason.QUERY_WRONG);
    Engine.execute(
        owner,
        "create table kept(b boolean, a uuid)",
        "insert into kept values (true, '00000000-0000-0000-0000-000000000001')",
        "grant select on kept to reader");
    assertThat(run("select * from kept"))
        .containsExactly("t | 00000000-0000-0000-0000-000000000001");
  }

  @Test
  void view_andEnum_madeAnew_areTheNewOnes() throws Exception {
    Engine.execute(
        owner,
        "create type mood as enum ('sad', 'glad')",
        "create view mine as select 'sad'::mood as m",
        "grant select on mine to reader");
    assertThat(run("select m from mine")).containsExactly("sad");
    Engine.execute(
        owner,
        "drop type mood cascade",
        "create type mood as enum ('glad', 'calm')",
        "create view mine as select 'calm'::mood as m",
        "grant select on mine to reader");
    assertThat(run("select m from mine")).containsExactly("calm");
    Engine.execute(owner, "drop type mood cascade");
  }

  /** Values look the same whether or not the statement had to be made anew for them. */
  @Test
  void values_ofAStatementMadeAnew_areExact() throws Exception {
    String sql =
        "select *, 0.1::float8, 1e-7::float4, 1.10::numeric, '1 day 2:03'::interval,"
            + " '2020-01-01 10:00+02'::timestamptz, '\\x00ff'::bytea, '{1,2}'::int[], 'infinity'::date,"
            + " '{\"a\": 1}'::jsonb, '12:34:56.789'::time, b'101', true, 'NaN'::numeric, null::text from kept";
    List<String> before = run(sql);
    Engine.execute(owner, "alter table kept add column c integer");
    List<String> after = run(sql);
    assertThat(after)
        .containsExactlyElementsOf(
            before.stream().map(row -> row.replaceFirst("^(. \\| .)", "$1 | null")).toList());
    assertThat(run(sql)).isEqualTo(after);
  }

  @Test
  void grant_withdrawn_endsTheReading() throws Exception {
    assertThat(run("select a from kept")).containsExactly("1", "2");
    Engine.execute(owner, "revoke select on kept from reader");
    assertThat(fails("select a from kept").reason()).isEqualTo(Reason.FORBIDDEN);
  }

  @Test
  void rowPolicy_madeBetween_counts() throws Exception {
    assertThat(run("select a from kept")).containsExactly("1", "2");
    Engine.execute(
        owner,
        "create policy some_rows on kept for select to reader using (a > 1)",
        "alter table kept enable row level security");
    assertThat(run("select a from kept")).containsExactly("2");
  }

  @Test
  void searchPath_ofAnotherQuery_doesNotCount() throws Exception {
    Engine.execute(
        owner,
        "create schema other",
        "create table other.kept as select 9 as a",
        "grant usage on schema other to reader",
        "grant select on other.kept to reader");
    assertThat(run("select a from kept")).containsExactly("1", "2");
    assertThat(run("select set_config('search_path', 'other', false)")).containsExactly("other");
    assertThat(run("select a from kept")).containsExactly("1", "2");
    Engine.execute(owner, "drop schema other cascade");
  }

  @Test
  void statement_lostByTheSession_isMadeAnew() throws Exception {
    assertThat(run("select a from kept")).containsExactly("1", "2");
    String kept = "select name from pg_prepared_statements where statement = 'select a from kept'";
    Engine.execute(session, "deallocate \"" + run(kept).getFirst() + "\"");
    assertThat(run("select a from kept")).containsExactly("1", "2");
    assertThat(evictions).hasValue(1);
  }

  /** What the database can't do at all is said at once, and costs nothing that was kept. */
  @Test
  void query_thatIsNotSupported_isNotTakenForAStaleOne() throws Exception {
    run("select a from kept");
    assertThat(fails("select 1 from kept x full join kept y on x.a < y.a").sqlState())
        .isEqualTo("0A000");
    assertThat(evictions).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from pg_prepared_statements",
        "select statement from pg_catalog.\"pg_prepared_statements\"",
        "select * from pg_prepared_statement()",
        "execute \"S_1\"",
        "explain execute \"S_1\"",
        "deallocate all",
        "discard plans"
      })
  void keptStatement_isOutOfReachOfAnyQuery(String sql) {
    try (SqlParserPool pool = new SqlParserPool(1)) {
      assertThat(new SqlPolicy(pool).check(Dialect.POSTGRESQL, sql)).isInstanceOf(Refused.class);
    }
  }

  @Test
  void lock_takenByAFunctionOfTheDatabase_isReleased() throws Exception {
    Engine.execute(
        owner,
        "create function taken(n integer) returns integer language plpgsql as"
            + " 'begin perform pg_advisory_lock(n); return 1 / (n - 2); end'",
        "create view takes as select taken(a) from kept where a = 1",
        "create view fails as select taken(a) from kept where a = 2",
        "grant select on takes, fails to reader");
    for (int i = 0; i < 7; i++) {
      run("select * from takes");
      assertThat(fails("select * from fails").sqlState()).isEqualTo("22012");
    }
    assertThat(evictions).hasValue(0);
    assertThat(Engine.rows(owner, "select count(*) from pg_locks where locktype = 'advisory'"))
        .containsExactly("0");
    Engine.execute(owner, "drop view takes, fails", "drop function taken");
  }

  private List<String> run(String sql) throws GateException, SQLException {
    Admitted admitted =
        new Admitted(
            Dialect.POSTGRESQL, sql, new Findings(List.of(), Set.of(), Set.of(), Set.of(), false));
    return gate.query(lend(), admitted, LIMITS, _ -> {}, Engine::rows);
  }

  private GateException fails(String sql) {
    return catchThrowableOfType(GateException.class, () -> run(sql));
  }
}
