package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.localdata.gate.GateException.Reason;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Rows that a real PostgreSQL copies out, of texts that no policy has seen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class StreamTest {
  private static final Limits LIMITS = limits(Duration.ofSeconds(20));
  private static final String MANY = "select n::text, null from generate_series(1, 200000) n";
  private static final RowReader<List<String>> BY_CURSOR = Engine::rows;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final QueryGate gate = new QueryGate(timer);
  private final AtomicInteger evictions = new AtomicInteger();
  private Engine engine;

  @BeforeAll
  void startEngine() throws Exception {
    engine = Engine.start(Dialect.POSTGRESQL);
  }

  @AfterAll
  void stopEngine() throws Exception {
    engine.close();
    timer.shutdownNow();
  }

  @Test
  void rows_comeAllAndInOrder() throws Exception {
    try (Connection connection = engine.connect()) {
      List<String> rows = stream(connection, MANY);
      assertThat(rows).hasSize(200_000).endsWith("199999 | null", "200000 | null");
      assertThat(stream(connection, "select 'x', id::text from orders where id < 0")).isEmpty();
      assertThat(stream(connection, "select from generate_series(1, 2)")).containsExactly("", "");
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(evictions).hasValue(0);
  }

  @Test
  void session_isReadOnlyWhileRowsAreCopied() throws Exception {
    String before = engine.checksum();
    try (Connection owner = engine.connectAsOwner()) {
      assertThat(
              stream(
                  owner,
                  "select current_setting('transaction_read_only'),"
                      + " current_setting('statement_timeout')"))
          .containsExactly("on | 21s");
      assertThat(fails(owner, "delete from items returning 'x'", LIMITS).reason())
          .isEqualTo(Reason.FORBIDDEN);
      assertThat(Engine.rows(owner, "select 1")).containsExactly("1");
    }
    assertThat(engine.checksum()).isEqualTo(before);
  }

  /** That part of the protocol runs several statements; the database reads the text alone first. */
  @Test
  void text_thatIsMoreThanAQuery_runsNothing() throws Exception {
    String before = engine.checksum();
    try (Connection owner = engine.connectAsOwner()) {
      for (String text :
          List.of(
              "select 'a') to stdout; commit; set default_transaction_read_only = off;"
                  + " drop table items; copy (select 'b'",
              "select 'a') to program 'true' --")) {
        assertThatThrownBy(() -> stream(owner, text)).as(text).isInstanceOf(GateException.class);
        assertThat(Engine.rows(owner, "select 1")).containsExactly("1");
      }
    }
    assertThat(engine.checksum()).isEqualTo(before);
  }

  @Test
  void rows_pastTheTimeLimit_areEndedAtTheDatabase() throws Exception {
    try (Connection connection = engine.connect()) {
      GateException failure =
          fails(
              connection,
              "select n::text from generate_series(1, 10000000000::bigint) n",
              limits(Duration.ofMillis(200)));
      assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(stream(connection, "select 'next'")).containsExactly("next");
    }
    assertThat(evictions).hasValue(0);
  }

  @Test
  void rows_cancelled_endAndLeaveTheConnectionUsable() throws Exception {
    try (Connection connection = engine.connect()) {
      GateException failure =
          catchThrowableOfType(
              GateException.class,
              () ->
                  stream(
                      connection,
                      "select pg_sleep(1000)::text",
                      LIMITS,
                      handle -> Thread.startVirtualThread(handle::cancel)));
      assertThat(failure.reason()).isEqualTo(Reason.CANCELLED);
      assertThat(stream(connection, "select 'next'")).containsExactly("next");
    }
    assertThat(evictions).hasValue(0);
  }

  /** What the database had sent by then is not taken for the rows of the next query. */
  @Test
  void reader_throwingInTheMiddle_getsItsOwnExceptionAndACleanConnection() throws Exception {
    try (Connection connection = engine.connect()) {
      assertThatThrownBy(() ->
              gate.stream(
                  lease(connection),
                  admitted(MANY),
                  LIMITS,
                  _ -> {},
                  BY_CURSOR,
                  _ ->
                      Optional.of(rows -> {
                        throw new IllegalStateException("enough at row " + rows.next());
                      })))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("enough at row true");
      assertThat(stream(connection, "select 'next'")).containsExactly("next");
      assertThat(Engine.rows(connection, "select 3")).containsExactly("3");
    }
    assertThat(evictions).hasValue(0);
  }

  @Test
  void table_changedBetweenTwoRuns_isReadAsItIsNow() throws Exception {
    try (Connection owner = engine.connectAsOwner();
        Connection connection = engine.connectAsOwner()) {
      Engine.execute(owner, "create table changing as select 'a'::text as v");
      for (String type : List.of("text", "varchar(7)", "text")) {
        Engine.execute(owner, "alter table changing alter v type " + type);
        // By a cursor too, whose statement the session keeps.
        assertThat(
                gate.query(
                    lease(connection),
                    admitted("select v from changing"),
                    LIMITS,
                    _ -> {},
                    BY_CURSOR))
            .containsExactly("a");
        assertThat(stream(connection, "select v from changing")).containsExactly("a");
      }
      Engine.execute(owner, "drop table changing");
    }
    evictions.set(0); // Of the sessions that had kept a statement.
  }

  @Test
  void choice_thatDeclines_getsTheRowsByACursor() throws Exception {
    try (Connection connection = engine.connect()) {
      List<String> rows =
          gate.stream(
              lease(connection),
              admitted("select 7 as seven, 'x' as x"),
              LIMITS,
              _ -> {},
              BY_CURSOR,
              columns -> {
                assertThat(columns.getColumnLabel(1)).isEqualTo("seven");
                return Optional.empty();
              });
      assertThat(rows).containsExactly("7 | x");
    }
  }

  @Test
  void query_thatTheDatabaseCannotCopy_getsItsRowsByACursor() throws Exception {
    try (Connection connection = engine.connect()) {
      // As one that knows no such copy, it says of the copy alone that it is wrong.
      assertThat(stream(connection, "select 'a' --")).containsExactly("a");
      assertThat(fails(connection, "select nothing from orders", LIMITS).databaseMessage())
          .hasValue("column \"nothing\" does not exist");
    }
    assertThat(evictions).hasValue(0);
  }

  @Test
  void connection_killedByTheServer_isEvicted() throws Exception {
    AtomicInteger evicted = new AtomicInteger();
    try (Connection owner = engine.connectAsOwner();
        Connection connection = engine.connect()) {
      String process = Engine.rows(connection, "select pg_backend_pid()").getFirst();
      GateException failure =
          catchThrowableOfType(
              GateException.class,
              () ->
                  gate.stream(
                      new Lease(connection, evicted::incrementAndGet),
                      admitted(MANY),
                      LIMITS,
                      _ -> {},
                      BY_CURSOR,
                      _ ->
                          Optional.of(rows -> {
                            Engine.execute(owner, "select pg_terminate_backend(" + process + ")");
                            return texts(rows, 2);
                          })));
      assertThat(failure.reason()).isEqualTo(Reason.CONNECTION);
    }
    assertThat(evicted).hasValue(1);
  }

  private List<String> stream(Connection connection, String sql) throws GateException {
    return stream(connection, sql, LIMITS, _ -> {});
  }

  private List<String> stream(
      Connection connection, String sql, Limits limits, Consumer<CancelHandle> onStarted)
      throws GateException {
    return gate.stream(
        lease(connection),
        admitted(sql),
        limits,
        onStarted,
        BY_CURSOR,
        columns -> {
          int count = columns.getColumnCount();
          return Optional.of(rows -> texts(rows, count));
        });
  }

  private GateException fails(Connection connection, String sql, Limits limits) {
    return catchThrowableOfType(
        GateException.class, () -> stream(connection, sql, limits, _ -> {}));
  }

  private static List<String> texts(CopiedRows rows, int columns) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        cells.add(
            rows.length(column) < 0
                ? "null"
                : new String(
                    rows.bytes(),
                    rows.offset(column),
                    rows.length(column),
                    StandardCharsets.UTF_8));
      }
      texts.add(String.join(" | ", cells));
    }
    return texts;
  }

  private Lease lease(Connection connection) {
    return new Lease(connection, evictions::incrementAndGet);
  }

  private static Admitted admitted(String sql) {
    return new Admitted(
        Dialect.POSTGRESQL, sql, new Findings(List.of(), Set.of(), Set.of(), Set.of(), false));
  }

  private static Limits limits(Duration timeout) {
    return new Limits(50, timeout, OptionalLong.empty());
  }
}
