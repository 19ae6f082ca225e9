package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.localdata.gate.GateException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Running at real engines. Texts are handed to the gate as if the policy had admitted them, so that
 * the second wall is tested without the first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class QueryGateTest {
  private static final Limits LIMITS = limits(Duration.ofSeconds(20));

  private final Map<Dialect, Engine> engines = new EnumMap<>(Dialect.class);
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final QueryGate gate = new QueryGate(timer);
  private final AtomicInteger evictions = new AtomicInteger();

  @BeforeAll
  void startEngines() throws Exception {
    for (Dialect dialect : Dialect.values()) {
      engines.put(dialect, Engine.start(dialect));
    }
  }

  @AfterAll
  void stopEngines() throws Exception {
    for (Engine engine : engines.values()) {
      engine.close();
    }
    timer.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void write_pastThePolicy_isForbiddenByTheTransaction(Dialect dialect) throws Exception {
    Engine engine = engine(dialect);
    String before = engine.checksum();
    try (Connection owner = engine.connectAsOwner()) {
      for (String write :
          List.of(
              "insert into employees(id) values (999)",
              "update orders set amount = 0",
              "delete from items",
              "create table pwn(a integer)",
              "drop table prices")) {
        GateException failure = fails(owner, dialect, write, LIMITS);
        assertThat(failure.reason()).as(write).isEqualTo(Reason.FORBIDDEN);
        assertThat(failure.databaseMessage()).isEmpty();
      }
      assertThat(Engine.rows(owner, "select 1")).containsExactly("1");
    }
    assertThat(engine.checksum()).isEqualTo(before);
    assertThat(evictions).hasValue(0);
  }

  @Test
  void estimate_isTheDatabasesOwnAndRunsNothing() throws Exception {
    try (Connection connection = engine(Dialect.POSTGRESQL).connect()) {
      assertThat(estimate(connection, Dialect.POSTGRESQL, "select * from generate_series(1, 4321)"))
          .hasValue(4321);
      assertThat(
              estimate(
                  connection,
                  Dialect.POSTGRESQL,
                  "select pg_advisory_lock(78), pg_sleep(1000) from generate_series(1, 7)"))
          .hasValue(7);
      assertThat(
              Engine.rows(connection, "select count(*) from pg_locks where locktype = 'advisory'"))
          .containsExactly("0");
      assertThat(connection.getAutoCommit()).isTrue();
    }
    try (Connection connection = engine(Dialect.DUCKDB).connect()) {
      assertThat(estimate(connection, Dialect.DUCKDB, "select * from range(5)")).isEmpty();
    }
  }

  private OptionalLong estimate(Connection connection, Dialect dialect, String sql)
      throws GateException {
    return gate.estimate(lease(connection), admitted(dialect, sql), LIMITS);
  }

  @Test
  void sessionState_changedByAQuery_isGoneAfterwards() throws Exception {
    try (Connection connection = engine(Dialect.POSTGRESQL).connect()) {
      run(connection, Dialect.POSTGRESQL, "select set_config('work_mem', '12345kB', false)");
      run(connection, Dialect.POSTGRESQL, "select set_config('statement_timeout', '0', false)");
      run(connection, Dialect.POSTGRESQL, "select pg_advisory_lock(77)");
      assertThat(Engine.rows(connection, "show work_mem")).isNotEqualTo(List.of("12345kB"));
      // The gate's own limit and its grace: the session keeps them, whatever a query sets.
      assertThat(Engine.rows(connection, "show statement_timeout")).containsExactly("21s");
      assertThat(
              Engine.rows(connection, "select count(*) from pg_locks where locktype = 'advisory'"))
          .containsExactly("0");
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void sessionState_duringAQuery_isReadOnlyWithLimits() throws Exception {
    try (Connection connection = engine(Dialect.POSTGRESQL).connect()) {
      String sql =
          "select current_setting('transaction_read_only'), current_setting('statement_timeout'),"
              + " current_setting('standard_conforming_strings')";
      assertThat(run(connection, Dialect.POSTGRESQL, sql)).containsExactly("on | 21s | on");
    }
  }

  @ParameterizedTest
  @EnumSource
  void constant_thatIsNone_isForbiddenBySessionOrTransaction(Dialect dialect) throws Exception {
    Engine engine = engine(dialect);
    String before = engine.checksum();
    try (Connection owner = engine.connectAsOwner()) {
      GateException failure =
          catchThrowableOfType(
              GateException.class,
              () ->
                  gate.query(
                      lease(owner),
                      constant(dialect, "delete from items"),
                      LIMITS,
                      _ -> {},
                      Engine::rows));
      assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
      List<String> rows =
          gate.query(lease(owner), constant(dialect, "select 7"), LIMITS, _ -> {}, Engine::rows);
      assertThat(rows).containsExactly("7");
      assertThat(owner.getAutoCommit()).isTrue();
    }
    assertThat(engine.checksum()).isEqualTo(before);
    assertThat(evictions).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void query_pastItsTimeLimit_isEndedAtTheDatabase(Dialect dialect) throws Exception {
    try (Connection connection = engine(dialect).connect()) {
      GateException failure =
          fails(connection, dialect, endless(dialect), limits(Duration.ofMillis(200)));
      assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(failure).hasMessageContaining("time limit");
      assertThat(run(connection, dialect, "select 1")).containsExactly("1");
    }
    assertThat(evictions).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void query_cancelledByItsHandle_endsAndLeavesTheConnectionUsable(Dialect dialect)
      throws Exception {
    AtomicReference<CancelHandle> handle = new AtomicReference<>();
    try (Connection connection = engine(dialect).connect()) {
      GateException failure =
          catchThrowableOfType(
              GateException.class,
              () ->
                  gate.query(
                      lease(connection),
                      admitted(dialect, endless(dialect)),
                      LIMITS,
                      started -> {
                        handle.set(started);
                        // It is sent again until it reaches the query, however soon this is.
                        Thread.startVirtualThread(started::cancel);
                      },
                      Engine::rows));
      assertThat(failure.reason()).isEqualTo(Reason.CANCELLED);
      Objects.requireNonNull(handle.get()).cancel();
      assertThat(run(connection, dialect, "select 2")).containsExactly("2");
    }
  }

  @Test
  void query_withMaxRowsOnPostgresql_endsThere() throws Exception {
    Limits five = new Limits(2, Duration.ofSeconds(5), OptionalLong.of(5));
    try (Connection connection = engine(Dialect.POSTGRESQL).connect()) {
      List<String> rows =
          gate.query(
              lease(connection),
              admitted(Dialect.POSTGRESQL, "select id from orders order by id"),
              five,
              _ -> {},
              Engine::rows);
      assertThat(rows).containsExactly("1", "2", "3", "4", "5");
    }
  }

  /** DuckDB's driver knows no row limit; with streaming a reader stops early at no cost. */
  @Test
  void query_streamedOnDuckDb_isStoppedByItsReaderAndByItsTimeLimit() throws Exception {
    Properties streaming = new Properties();
    streaming.setProperty("jdbc_stream_results", "true");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming)) {
      int sum =
          gate.query(
              lease(connection),
              admitted(Dialect.DUCKDB, "select range from range(1000000000000)"),
              LIMITS,
              _ -> {},
              rows -> {
                int total = 0;
                for (int i = 0; i < 5 && rows.next(); i++) {
                  total += rows.getInt(1);
                }
                return total;
              });
      assertThat(sum).isEqualTo(10);
      GateException failure =
          fails(
              connection, Dialect.DUCKDB, endless(Dialect.DUCKDB), limits(Duration.ofMillis(100)));
      assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(run(connection, Dialect.DUCKDB, "select 4")).containsExactly("4");
    }
  }

  @ParameterizedTest
  @EnumSource
  void query_wrong_saysWhatTheDatabaseSaidApartFromTheMessage(Dialect dialect) throws Exception {
    try (Connection connection = engine(dialect).connect()) {
      GateException failure =
          fails(connection, dialect, "select no_such_column from orders", LIMITS);
      assertThat(failure.reason()).isEqualTo(Reason.QUERY_WRONG);
      assertThat(failure).hasMessage("The database does not accept the query.");
      assertThat(failure.databaseMessage().orElseThrow()).contains("no_such_column");
      assertThat(failure.databaseMessage().orElseThrow().lines()).hasSize(1);
      assertThat(fails(connection, dialect, "select cast('x' as integer)", LIMITS).reason())
          .isEqualTo(Reason.QUERY_WRONG);
      assertThat(fails(connection, dialect, "select 1 from no_such_table", LIMITS).reason())
          .isEqualTo(Reason.QUERY_WRONG);
    }
  }

  @Test
  void query_withoutTheGrant_isForbidden() throws Exception {
    Engine engine = engine(Dialect.POSTGRESQL);
    try (Connection owner = engine.connectAsOwner();
        Connection reader = engine.connect()) {
      Engine.execute(owner, "create table hidden(a integer)");
      GateException failure = fails(reader, Dialect.POSTGRESQL, "select * from hidden", LIMITS);
      assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
      assertThat(failure.sqlState()).isEqualTo("42501");
      Engine.execute(owner, "drop table hidden");
    }
  }

  @ParameterizedTest
  @EnumSource
  void reader_throwing_getsItsOwnExceptionAndACleanConnection(Dialect dialect) throws Exception {
    try (Connection connection = engine(dialect).connect()) {
      assertThatThrownBy(() ->
              gate.query(
                  lease(connection),
                  admitted(dialect, "select id from orders"),
                  LIMITS,
                  _ -> {},
                  rows -> {
                    throw new IllegalStateException("enough at row " + rows.next());
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("enough at row true");
      assertThat(run(connection, dialect, "select 3")).containsExactly("3");
    }
    assertThat(evictions).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void connection_closed_isEvicted(Dialect dialect) throws Exception {
    Connection connection = engine(dialect).connect();
    connection.close();
    AtomicInteger evicted = new AtomicInteger();
    assertThatThrownBy(() ->
            gate.query(
                new Lease(connection, evicted::incrementAndGet),
                admitted(dialect, "select 1"),
                LIMITS,
                _ -> {},
                Engine::rows))
        .isInstanceOf(GateException.class);
    assertThat(evicted).hasValue(1);
  }

  @Test
  void connection_killedByTheServer_isEvicted() throws Exception {
    Engine engine = engine(Dialect.POSTGRESQL);
    AtomicInteger evicted = new AtomicInteger();
    try (Connection owner = engine.connectAsOwner();
        Connection connection = engine.connect()) {
      String process = Engine.rows(connection, "select pg_backend_pid()").getFirst();
      Engine.execute(owner, "select pg_terminate_backend(" + process + ")");
      GateException failure =
          catchThrowableOfType(
              GateException.class,
              () ->
                  gate.query(
                      new Lease(connection, evicted::incrementAndGet),
                      admitted(Dialect.POSTGRESQL, "select 1"),
                      LIMITS,
                      _ -> {},
                      Engine::rows));
      assertThat(failure.reason()).isEqualTo(Reason.CONNECTION);
    }
    assertThat(evicted).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void catalog_ofTheTestTables_isComplete(Dialect dialect) throws Exception {
    Engine engine = engine(dialect);
    try (Connection owner = engine.connectAsOwner()) {
      Engine.execute(owner, "comment on table items is 'lines of orders'");
      Engine.execute(owner, "comment on column items.product is 'what was sold'");
    }
    try (Connection connection = engine.connect()) {
      List<String> tables = catalog(connection, dialect, CatalogQuery.TABLES);
      assertThat(tables).hasSize(6);
      assertThat(tables)
          .anyMatch(row ->
              row.startsWith(engine.schema() + " | items | table | ")
                  && row.endsWith(" | lines of orders"));
      List<String> columns =
          catalog(connection, dialect, CatalogQuery.COLUMNS, engine.schema(), "items");
      assertThat(columns).hasSize(4);
      assertThat(columns).anyMatch(row -> row.matches("product \\| 2 \\| .* \\| what was sold"));
      assertThat(columns).anyMatch(row -> row.matches("price \\| 4 \\| .* \\| null"));
      assertThat(catalog(connection, dialect, CatalogQuery.PRIMARY_KEY, engine.schema(), "items"))
          .containsExactly("order_id", "product");
      assertThat(catalog(connection, dialect, CatalogQuery.PRIMARY_KEY, "x' or '1'='1", "items"))
          .isEmpty();
    }
  }

  @Test
  void catalog_withTooFewArguments_isAProgrammingError() throws Exception {
    try (Connection connection = engine(Dialect.DUCKDB).connect()) {
      assertThatThrownBy(() -> catalog(connection, Dialect.DUCKDB, CatalogQuery.COLUMNS, "main"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("COLUMNS takes 2 arguments, not 1");
    }
  }

  @Test
  void limits_outOfRange_sayWhichAndWhatIsAllowed() {
    assertThatThrownBy(() -> new Limits(0, Duration.ofSeconds(1), OptionalLong.empty()))
        .hasMessageContaining("fetchRows is 0");
    assertThatThrownBy(() -> limits(Duration.ofDays(2))).hasMessageContaining("1 ms to 24 h");
    assertThatThrownBy(() -> limits(Duration.ZERO)).hasMessageContaining("timeout");
    assertThatThrownBy(() -> new Limits(1, Duration.ofSeconds(1), OptionalLong.of(0)))
        .hasMessageContaining("maxRows is 0");
  }

  private static String endless(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> "select count(*) from generate_series(1, 10000000000::bigint)";
      case DUCKDB -> "select sum(a.range * b.range % 7) from range(10000000) a, range(10000000) b";
    };
  }

  private List<String> run(Connection connection, Dialect dialect, String sql)
      throws GateException {
    return gate.query(lease(connection), admitted(dialect, sql), LIMITS, _ -> {}, Engine::rows);
  }

  private GateException fails(Connection connection, Dialect dialect, String sql, Limits limits) {
    return catchThrowableOfType(
        GateException.class,
        () -> gate.query(lease(connection), admitted(dialect, sql), limits, _ -> {}, Engine::rows));
  }

  private List<String> catalog(
      Connection connection, Dialect dialect, CatalogQuery query, String... arguments)
      throws GateException {
    return gate.catalog(
        lease(connection), dialect, query, List.of(arguments), LIMITS, Engine::rows);
  }

  private Lease lease(Connection connection) {
    return new Lease(connection, evictions::incrementAndGet);
  }

  private static Admitted admitted(Dialect dialect, String sql) {
    return new Admitted(dialect, sql, new Findings(List.of(), Set.of(), Set.of(), Set.of(), false));
  }

  private static Admitted constant(Dialect dialect, String sql) {
    return new Admitted(dialect, sql, new Findings(List.of(), Set.of(), Set.of(), Set.of(), true));
  }

  private static Limits limits(Duration timeout) {
    return new Limits(50, timeout, OptionalLong.empty());
  }

  private Engine engine(Dialect dialect) throws SQLException {
    Engine engine = engines.get(dialect);
    if (engine == null) {
      throw new SQLException("no engine for " + dialect);
    }
    return engine;
  }
}
