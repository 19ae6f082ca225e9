package dev.mcpstack.localdata.source;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source that is served: its name, its dialect and its pool. */
public final class Source implements AutoCloseable {
  /** As many as there are connections, since each piece of work has one. */
  private static final ExecutorService NATIVE =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("native-query-", 0).factory());

  private final String name;
  private final String description;
  private final Dialect dialect;
  private final HikariDataSource pool;
  private final Backing backing;
  private final boolean remakeLostRows;

  /**
   * A source.
   *
   * @param backing what ends after the pool, such as an embedded database
   * @param remakeLostRows whether statements may be run again for rows that were lost
   */
  Source(
      String name,
      String description,
      Dialect dialect,
      HikariDataSource pool,
      Backing backing,
      boolean remakeLostRows) {
    this.name = name;
    this.description = description;
    this.dialect = dialect;
    this.pool = pool;
    this.backing = backing;
    this.remakeLostRows = remakeLostRows;
  }

  /** What agents call it. */
  public String name() {
    return name;
  }

  /** What it holds, for the model. */
  public String description() {
    return description;
  }

  /** Whether statements may be run again for rows that were lost. */
  public boolean remakesLostRows() {
    return remakeLostRows;
  }

  /** Its SQL. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * A connection, to be closed by the caller.
   *
   * @throws StackException when all are in use for too long, or the database can't be reached
   */
  public Connection connect() {
    try {
      return pool.getConnection();
    } catch (SQLTransientConnectionException e) {
      if (pool.getHikariPoolMXBean() != null
          && pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize()) {
        throw new StackException(
            LocalDataError.SOURCE_BUSY,
            "All "
                + pool.getMaximumPoolSize()
                + " connections of source '"
                + name
                + "' are in use.",
            e);
      }
      throw unreachable(e);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** The same, but only while at least half of them are in nobody's use. */
  public Optional<Connection> connectIfQuiet() {
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    boolean quiet = state != null && 2 * state.getActiveConnections() <= pool.getMaximumPoolSize();
    return quiet ? Optional.of(connect()) : Optional.empty();
  }

  /**
   * Does work on a connection of this source, on a thread that its driver may block.
   *
   * <p>A driver in native code holds on to the thread that carries a virtual one. As many of its
   * queries at once as there are processors, and nothing else in the process would run.
   */
  public <T extends @Nullable Object> T work(Supplier<T> work) {
    if (dialect != Dialect.DUCKDB) {
      return work.get();
    }
    try {
      return CompletableFuture.supplyAsync(work, NATIVE).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  /** Throws a connection away that can't be vouched for. */
  public void evict(Connection connection) {
    pool.evictConnection(connection);
  }

  /** Looks whether the credentials are others now, and connects anew with these. */
  void refresh() {
    backing.refresh();
  }

  @Override
  public void close() throws SQLException {
    pool.close();
    backing.close();
  }

  private StackException unreachable(SQLException e) {
    return new StackException(
        LocalDataError.SOURCE_UNAVAILABLE,
        loginRefused(e)
            ? "The database of source '" + name + "' refuses the login that is configured for it."
            : "The database of source '" + name + "' can't be reached.",
        e);
  }

  /** SQLSTATE class 28: invalid authorization specification. */
  private static boolean loginRefused(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("28");
  }

  /** What ends after the pool. */
  @FunctionalInterface
  interface Backing {
    /** Ends it. */
    void close() throws SQLException;

    /** Looks whether the credentials are others now. */
    default void refresh() {}
  }
}
