package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.StoredRows;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.Admitted;
import dev.mcpstack.localdata.gate.GateException;
import dev.mcpstack.localdata.gate.Lease;
import dev.mcpstack.localdata.gate.Limits;
import dev.mcpstack.localdata.gate.QueryGate;
import dev.mcpstack.localdata.gate.Refused;
import dev.mcpstack.localdata.gate.Rule;
import dev.mcpstack.localdata.gate.SqlPolicy;
import dev.mcpstack.localdata.source.Source;
import dev.mcpstack.mcp.dispatch.CallDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs queries: through the gate, into the spool, under a data token. Thread-safe. */
public final class QueryRunner implements AutoCloseable {
  private static final int FETCH_ROWS = 10_000;
  private static final int CHECK_EVERY = 1_000;
  private static final long CLOSE_MILLIS = 1_000;

  private final KnownQueries queries;
  private final QueryGate gate;
  private final ArrowMemory memory;
  private final Spool spool;
  private final HandleStore store;
  private final Owner owner;
  private final Duration handleLifetime;
  private final Limits limits;
  private final Set<Cancellation> running = new HashSet<>();

  /** A runner that keeps results in the spool and names them in the store. */
  public QueryRunner(
      SqlPolicy policy,
      QueryGate gate,
      ArrowMemory memory,
      Spool spool,
      HandleStore store,
      Owner owner,
      Duration handleLifetime,
      Duration statementTimeout) {
    this.queries = new KnownQueries(policy);
    this.gate = gate;
    this.memory = memory;
    this.spool = spool;
    this.store = store;
    this.owner = owner;
    this.handleLifetime = handleLifetime;
    this.limits = new Limits(FETCH_ROWS, statementTimeout, OptionalLong.empty());
  }

  /**
   * Runs one statement and keeps its rows.
   *
   * @param previewRows how many of the first rows the result shows
   * @throws StackException when the gate refuses it, the database fails it, or its rows don't fit
   */
  public QueryResult run(CallContext context, Source source, String sql, int previewRows) {
    Admitted admitted =
        switch (queries.check(source.dialect(), sql)) {
          case Admitted query -> query;
          case Refused refused -> throw refused(refused);
        };
    long start = System.nanoTime();
    try (Spooling spooling = new Spooling(previewRows);
        var _ = track(context.cancellation())) {
      StoredRows stored = fetch(context, source, admitted, spooling);
      HandleRecord record = keep(context, source, sql, stored, spooling);
      return new QueryResult(
          record, spooling.preview(stored), (System.nanoTime() - start) / 1_000_000);
    }
  }

  private StoredRows fetch(
      CallContext context, Source source, Admitted admitted, Spooling spooling) {
    try (Connection connection = source.connect()) {
      context.progress().step("running the query");
      return source.work(() -> execute(context, source, connection, admitted, spooling));
    } catch (SQLException e) {
      throw new StackException(
          LocalDataError.SOURCE_FAILED, "The connection could not be given back.", e);
    }
  }

  /** Ends the queries that run, so that sources can be closed; waits a second at most. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    List<Cancellation> toEnd;
    synchronized (running) {
      toEnd = List.copyOf(running);
    }
    toEnd.forEach(Cancellation::cancel);
    try {
      synchronized (running) {
        long left = CLOSE_MILLIS;
        while (!running.isEmpty() && left > 0) {
          running.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Cancellation.Registration track(Cancellation query) {
    synchronized (running) {
      running.add(query);
    }
    return () -> {
      synchronized (running) {
        running.remove(query);
        running.notifyAll();
      }
    };
  }

  private StoredRows execute(
      CallContext context,
      Source source,
      Connection connection,
      Admitted admitted,
      Spooling spooling) {
    Lease lease = new Lease(connection, () -> source.evict(connection));
    List<Cancellation.Registration> registrations = new ArrayList<>();
    try {
      return gate.query(
          lease,
          admitted,
          limits,
          handle -> registrations.add(context.cancellation().onCancel(handle::cancel)),
          rows -> read(context, source, rows, spooling));
    } catch (GateException e) {
      context.cancellation().throwIfCancelled();
      throw GateFailures.of(e, source);
    } finally {
      registrations.forEach(Cancellation.Registration::close);
    }
  }

  private StoredRows read(CallContext context, Source source, ResultSet rows, Spooling spooling)
      throws SQLException {
    List<ColumnReader> readers = ColumnReaders.of(source.dialect(), rows.getMetaData());
    RowSchema schema = ColumnReaders.schema(readers);
    Spool.Writer writer = spooling.begin(spool.write(schema));
    context.progress().step("reading rows");
    try (ChunkEncoder encoder =
        new ChunkEncoder(
            schema, memory, ChunkEncoder.TARGET_BYTES, spooling.previewRows, writer::add)) {
      long count = 0;
      while (rows.next()) {
        for (int i = 0; i < readers.size(); i++) {
          move(readers.get(i), rows, i + 1, encoder);
        }
        encoder.endRow();
        if (++count % CHECK_EVERY == 0) {
          context.cancellation().throwIfCancelled();
          context.progress().rows(count, -1);
        }
      }
      encoder.finish();
      spooling.head = encoder.head();
    }
    return writer.complete();
  }

  private static void move(ColumnReader reader, ResultSet rows, int index, ChunkEncoder encoder)
      throws SQLException {
    try {
      reader.transfer().move(rows, index, encoder);
    } catch (ArithmeticException | NumberFormatException | DateTimeException | SQLException e) {
      // The row has been fetched: what fails now is one value of it, never the connection.
      throw new StackException(
          LocalDataError.VALUE_OUT_OF_RANGE,
          "Column '"
              + reader.column().name()
              + "' holds a value in row "
              + (encoder.rows() + 1)
              + " that does not fit "
              + reader.column().type().label()
              + " exactly.",
          e);
    }
  }

  private HandleRecord keep(
      CallContext context, Source source, String sql, StoredRows rows, Spooling spooling) {
    context.cancellation().throwIfCancelled();
    String digest = CallDigest.of("execute_query", Map.of("source", source.name(), "sql", sql));
    HandleRecord record =
        store.create(
            new NewHandle(
                HandleKind.ROWS,
                context.principal(),
                owner,
                handleLifetime,
                rows.facts(),
                new Lineage("execute_query", source.name(), digest, List.of())));
    spooling.keep(record.name());
    return record;
  }

  private static StackException refused(Refused refused) {
    if (refused.rule() == Rule.PARSE_TIME) {
      // Says nothing against the statement: the same one passes when there is less to do.
      return new StackException(ContractError.CALLS_EXHAUSTED, refused.detail())
          .withRemedy(refused.remedy());
    }
    return new StackException(LocalDataError.STATEMENT_REFUSED, place(refused) + refused.detail())
        .withRemedy(refused.remedy())
        .withDetail("rule", refused.rule().name());
  }

  private static String place(Refused refused) {
    return refused.line().isPresent()
        ? "Line " + refused.line().getAsInt() + ", column " + refused.column().orElse(1) + ": "
        : "";
  }

  /** The writer of a run, from its first row until its rows are kept or let go. */
  private static final class Spooling implements AutoCloseable {
    private final int previewRows;
    private Spool.@Nullable Writer writer;
    private List<List<@Nullable Object>> head = List.of();

    Spooling(int previewRows) {
      this.previewRows = previewRows;
    }

    RowPage preview(StoredRows stored) {
      return new RowPage(stored.schema(), head);
    }

    Spool.Writer begin(Spool.Writer begun) {
      writer = begun;
      return begun;
    }

    void keep(String handle) {
      if (writer != null) {
        writer.keep(handle);
      }
    }

    @Override
    public void close() {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
