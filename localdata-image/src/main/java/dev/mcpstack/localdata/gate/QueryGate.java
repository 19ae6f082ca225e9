package dev.mcpstack.localdata.gate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyOut;

/**
 * The only class that runs anything at a database: admitted queries and the fixed queries of {@link
 * CatalogQuery}, each in a read-only transaction of its own that is always rolled back, with a time
 * limit, and with the session's state discarded afterwards.
 *
 * <p>Safe for use by any number of threads, one connection each.
 */
public final class QueryGate {
  /** How often a cancel is repeated: the driver drops one that falls between two fetches. */
  private static final long CANCEL_REPEAT_MILLIS = 100;

  /**
   * In one round trip, of statements that the session keeps. Only good while nothing has failed.
   */
  private static final String RELEASE = "SELECT pg_advisory_unlock_all(); ROLLBACK";

  /** The same after a failure, which only a rollback gets out of. */
  private static final String RELEASE_FAILED = "ROLLBACK; SELECT pg_advisory_unlock_all()";

  /** The database's own limit comes later than ours, for when this process can no longer cancel. */
  private static final long DATABASE_GRACE_MILLIS = 1_000;

  private static final Pattern EXPECTED_ROWS = Pattern.compile(" rows=(\\d{1,18}) width=");

  private final ScheduledExecutorService timer;

  /** The limit at the database that a session was given last, by session. */
  private final Map<PGConnection, Long> settled = Collections.synchronizedMap(new WeakHashMap<>());

  /** A gate whose time limits are kept by a timer, which stays the caller's to close. */
  public QueryGate(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /**
   * Runs an admitted query.
   *
   * @param onStarted given the handle to cancel the query by, just before it starts
   * @param reader reads the rows; what it throws unchecked comes out unchanged, after the cleaning
   * @throws GateException when the database or the connection fails; the lease has been told to
   *     evict the connection if it must not be used again
   */
  public <T extends @Nullable Object> T query(
      Lease lease,
      Admitted query,
      Limits limits,
      Consumer<CancelHandle> onStarted,
      RowReader<T> reader)
      throws GateException {
    Work work = new Work(query.dialect(), query.sqlToRun(), List.of(), query.isConstant(), limits);
    try {
      return run(lease, work, onStarted, reader);
    } catch (GateException e) {
      if (!Failures.isHidden(e)) {
        throw e;
      }
      // The driver lost what the engine said. Without rows to stream it does not.
      run(lease, work.explained(), onStarted, _ -> e);
      throw e;
    }
  }

  /**
   * The same for a query that may have many rows: where the database can, they are copied out, so
   * that it works on the next ones while these are read. A cursor's rows come a portion at a time,
   * and it waits in between.
   *
   * @param choice asked once what the columns are; the reader gets the rows when it declines
   */
  public <T extends @Nullable Object> T stream(
      Lease lease,
      Admitted query,
      Limits limits,
      Consumer<CancelHandle> onStarted,
      RowReader<T> reader,
      CopyChoice<T> choice)
      throws GateException {
    if (query.dialect() != Dialect.POSTGRESQL || query.isConstant()) {
      return query(lease, query, limits, onStarted, reader);
    }
    Work work = new Work(query.dialect(), query.sqlToRun(), List.of(), false, limits);
    return run(
        lease,
        work,
        (connection, now, run) -> copy(connection, now, run, onStarted, reader, choice));
  }

  /**
   * How many rows the database expects an admitted query to have. Nothing of it runs.
   *
   * @return empty where the database does not say
   * @throws GateException as for {@link #query}
   */
  public OptionalLong estimate(Lease lease, Admitted query, Limits limits) throws GateException {
    if (query.dialect() != Dialect.POSTGRESQL) {
      return OptionalLong.empty();
    }
    Work work = new Work(query.dialect(), "EXPLAIN " + query.sqlToRun(), List.of(), false, limits);
    return run(
        lease,
        work,
        _ -> {},
        plan -> plan.next() ? expectedRows(plan.getString(1)) : OptionalLong.empty());
  }

  /**
   * Of the plan's first line, such as {@code Seq Scan on t (cost=0.00..35.50 rows=2550 width=4)}.
   */
  private static OptionalLong expectedRows(String plan) {
    Matcher rows = EXPECTED_ROWS.matcher(plan);
    return rows.find() ? OptionalLong.of(Long.parseLong(rows.group(1))) : OptionalLong.empty();
  }

  /**
   * Runs one of the module's own queries about the catalogue.
   *
   * @param arguments one for each parameter of the query, in order
   * @throws GateException as for {@link #query}
   */
  public <T extends @Nullable Object> T catalog(
      Lease lease,
      Dialect dialect,
      CatalogQuery query,
      List<String> arguments,
      Limits limits,
      RowReader<T> reader)
      throws GateException {
    if (arguments.size() != query.parameters()) {
      throw new IllegalArgumentException(
          query + " takes " + query.parameters() + " arguments, not " + arguments.size());
    }
    Work work = new Work(dialect, query.sql(dialect), arguments, false, limits);
    return run(lease, work, _ -> {}, reader);
  }

  private <T extends @Nullable Object> T run(
      Lease lease, Work work, Consumer<CancelHandle> onStarted, RowReader<T> reader)
      throws GateException {
    return run(
        lease, work, (connection, now, run) -> read(connection, now, run, onStarted, reader));
  }

  /** One way to run some work at a connection. */
  @FunctionalInterface
  private interface Way<T extends @Nullable Object> {
    T take(Connection connection, Work work, Run run) throws SQLException;
  }

  private <T extends @Nullable Object> T run(Lease lease, Work work, Way<T> way)
      throws GateException {
    Connection connection = lease.connection();
    Run run = new Run();
    boolean usable = false;
    boolean failed = true;
    boolean stale = false;
    try {
      begin(connection, work);
      T result;
      try {
        result = way.take(connection, work, run);
      } catch (SQLException e) {
        stale = run.ended().isEmpty() && Failures.isStale(work.dialect(), e);
        if (!stale) {
          throw e;
        }
        if (!work.constant()) {
          connection.rollback();
        }
        result = way.take(connection, work.anew(), run);
      }
      usable = true;
      failed = false;
      return result;
    } catch (SQLException e) {
      GateException failure = Failures.of(work.dialect(), e, run.ended());
      usable = failure.reason() != GateException.Reason.CONNECTION;
      throw failure;
    } catch (RuntimeException e) {
      usable = true;
      throw e;
    } finally {
      run.end();
      boolean clean = usable && !run.isAstray() && reset(connection, work, failed);
      // Whatever else a session with a stale statement keeps, its driver would next read as text,
      // which is not the same for every value.
      if (stale || !clean) {
        lease.evict().run();
      }
    }
  }

  private static <T extends @Nullable Object> T read(
      Connection connection,
      Work work,
      Run run,
      Consumer<CancelHandle> onStarted,
      RowReader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(work.sql())) {
      prepare(statement, work.arguments(), work.limits());
      run.start(statement::cancel, work.limits());
      onStarted.accept(run);
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      } finally {
        // Before the statement closes and the connection goes on to other work.
        run.end();
      }
    }
  }

  /**
   * In one transaction, so that no table changes in between: asks what the columns are, for which
   * the database reads the query as the one statement that it is, and copies its rows out. That
   * part of the protocol would run several statements.
   */
  private static <T extends @Nullable Object> T copy(
      Connection connection,
      Work work,
      Run run,
      Consumer<CancelHandle> onStarted,
      RowReader<T> reader,
      CopyChoice<T> choice)
      throws SQLException {
    PGConnection session = connection.unwrap(PGConnection.class);
    run.start(session::cancelQuery, work.limits());
    onStarted.accept(run);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION READ ONLY");
    }
    Optional<Copy<T>> begun = beginCopy(connection, session, work, choice);
    if (begun.isEmpty()) {
      return read(connection, work, run, _ -> {}, reader);
    }
    CopiedRows rows = begun.get().rows();
    try {
      return begun.get().reader().read(rows);
    } finally {
      if (!rows.end(session::cancelQuery)) {
        run.goAstray();
      }
      run.end();
    }
  }

  /** A copy that runs, and who reads it. */
  private record Copy<T extends @Nullable Object>(CopiedRows rows, CopyReader<T> reader) {}

  private static <T extends @Nullable Object> Optional<Copy<T>> beginCopy(
      Connection connection, PGConnection session, Work work, CopyChoice<T> choice)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(work.sql())) {
      ResultSetMetaData columns = statement.getMetaData();
      if (columns == null || "SQL_ASCII".equals(session.getParameterStatus("server_encoding"))) {
        return Optional.empty(); // Texts of any encoding: the driver says which it can't read.
      }
      Optional<CopyReader<T>> reader = choice.of(columns);
      if (reader.isEmpty()) {
        return Optional.empty();
      }
      int count = columns.getColumnCount();
      return beginCopy(connection, session, work)
          .map(copy -> new Copy<>(new CopiedRows(copy, count), reader.get()));
    }
  }

  private static Optional<CopyOut> beginCopy(Connection connection, PGConnection session, Work work)
      throws SQLException {
    try {
      // The text of an admitted query holds no comment and no statement but its own.
      return Optional.of(
          session.getCopyAPI().copyOut("COPY (" + work.sql() + ") TO STDOUT (FORMAT binary)"));
    } catch (SQLException e) {
      if (!Failures.isNoCopy(e)) {
        throw e;
      }
      connection.rollback();
      return Optional.empty();
    }
  }

  private void begin(Connection connection, Work work) throws SQLException {
    switch (work.dialect()) {
      case POSTGRESQL -> {
        settle(connection, work.limits().timeout().toMillis() + DATABASE_GRACE_MILLIS);
        if (!work.constant()) {
          connection.setAutoCommit(false);
          connection.setReadOnly(true); // The driver sends BEGIN READ ONLY with the query.
        }
      }
      case DUCKDB -> {
        try (Statement statement = connection.createStatement()) {
          statement.execute("BEGIN TRANSACTION READ ONLY");
        }
      }
    }
  }

  /**
   * Gives the session its limits, once: every transaction of the gate is rolled back, so nothing
   * that a query does can change them for the next.
   */
  private void settle(Connection connection, long millis) throws SQLException {
    PGConnection session = connection.unwrap(PGConnection.class);
    if (Objects.equals(settled.get(session), millis)) {
      return;
    }
    // Waiting for a lock counts towards the statement's time. What runs without a transaction of
    // the gate's is to be read-only as well, and the gate's reading of backslashes in strings
    // depends on the last.
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET statement_timeout = "
              + millis
              + "; SET idle_in_transaction_session_timeout = "
              + 10 * millis
              + "; SET default_transaction_read_only = on"
              + "; SET standard_conforming_strings = on");
    }
    settled.put(session, millis);
  }

  private static void prepare(PreparedStatement statement, List<String> arguments, Limits limits)
      throws SQLException {
    statement.setFetchSize(limits.fetchRows());
    if (limits.maxRows().isPresent()) {
      // DuckDB's driver accepts this and ignores it: see Limits.
      statement.setMaxRows((int) Math.min(Integer.MAX_VALUE, limits.maxRows().getAsLong()));
    }
    if (statement.isWrapperFor(PGStatement.class)) {
      // Rows come in binary from the first run on, which is more than twice as fast as text.
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
    }
    for (int i = 0; i < arguments.size(); i++) {
      statement.setString(i + 1, arguments.get(i));
    }
  }

  /**
   * Ends the transaction and forgets the session's state; whether that worked.
   *
   * <p>Of what a query can do at PostgreSQL in a read-only transaction, even through a view's
   * functions, the rollback undoes settings, roles, cursors and notifications; only advisory locks
   * of the session outlast it. The driver's prepared statements do too: no query that is admitted
   * can name them, and a session in which one no longer fits its tables is thrown away.
   */
  private static boolean reset(Connection connection, Work work, boolean failed) {
    try {
      switch (work.dialect()) {
        case POSTGRESQL -> {
          if (work.constant()) {
            return true; // A row of literals runs nothing that could leave a trace.
          }
          if (failed) {
            try (Statement statement = connection.createStatement()) {
              statement.execute(RELEASE_FAILED);
            }
          } else {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
              statement.execute();
            }
          }
          connection.rollback();
          connection.setAutoCommit(true);
          // A pool can't do this once the connection has been thrown away.
          connection.setReadOnly(false);
        }
        case DUCKDB -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
          }
        }
      }
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  /**
   * What is to run, and how.
   *
   * @param constant whether it gives one row of literals and can do nothing else, so that it needs
   *     no transaction around it
   */
  private record Work(
      Dialect dialect, String sql, List<String> arguments, boolean constant, Limits limits) {
    Work explained() {
      return new Work(dialect, "EXPLAIN ANALYZE " + sql, arguments, constant, limits);
    }

    /** The same as a text that the driver does not know, so that nothing kept is used for it. */
    Work anew() {
      return new Work(dialect, sql + " ", arguments, constant, limits);
    }
  }

  /** One run's state between its thread, the timer and whoever cancels. */
  private final class Run implements CancelHandle {
    private @Nullable Canceller running;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean timedOut;
    private boolean cancelled;
    private boolean astray;

    /** From here on it can be cancelled; its time counts from the first start. */
    synchronized void start(Canceller started, Limits limits) {
      running = started;
      if (alarm != null) {
        return;
      }
      alarm =
          timer.scheduleWithFixedDelay(
              this::expire,
              limits.timeout().toMillis(),
              CANCEL_REPEAT_MILLIS,
              TimeUnit.MILLISECONDS);
    }

    private synchronized void expire() {
      if (running != null && !cancelled) {
        timedOut = true;
      }
      send();
    }

    @Override
    public synchronized void cancel() {
      if (running != null && !cancelled && !timedOut) {
        cancelled = true;
        if (alarm != null) {
          alarm.cancel(false);
        }
        alarm =
            timer.scheduleWithFixedDelay(
                this::send, CANCEL_REPEAT_MILLIS, CANCEL_REPEAT_MILLIS, TimeUnit.MILLISECONDS);
      }
      send();
    }

    private synchronized void send() {
      if (running != null) {
        try {
          running.cancel();
        } catch (SQLException _) {
          // The query has ended or the connection is gone; the running thread sees which.
        }
      }
    }

    /** From here on nothing reaches the statement; a cancel under way is waited for. */
    synchronized void end() {
      running = null;
      if (alarm != null) {
        alarm.cancel(false);
        alarm = null;
      }
    }

    /** What the connection says next may belong to this run. */
    synchronized void goAstray() {
      astray = true;
    }

    synchronized boolean isAstray() {
      return astray;
    }

    /** Why the database was told to end the query, when it was. */
    synchronized Optional<GateException.Reason> ended() {
      return timedOut
          ? Optional.of(GateException.Reason.TIMED_OUT)
          : cancelled ? Optional.of(GateException.Reason.CANCELLED) : Optional.empty();
    }
  }
}
