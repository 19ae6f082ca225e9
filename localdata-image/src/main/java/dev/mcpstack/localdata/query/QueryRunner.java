package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.call.Progress;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.HeldLeases;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.spool.RowsWriter;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.Admitted;
import dev.mcpstack.localdata.gate.CancelHandle;
import dev.mcpstack.localdata.gate.Dialect;
import dev.mcpstack.localdata.gate.GateException;
import dev.mcpstack.localdata.gate.Lease;
import dev.mcpstack.localdata.gate.Limits;
import dev.mcpstack.localdata.gate.QueryGate;
import dev.mcpstack.localdata.gate.Refused;
import dev.mcpstack.localdata.gate.RowReader;
import dev.mcpstack.localdata.gate.Rule;
import dev.mcpstack.localdata.gate.SqlPolicy;
import dev.mcpstack.localdata.source.Source;
import dev.mcpstack.mcp.dispatch.CallDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs queries: through the gate, into the spool, under a data token. Thread-safe. */
public final class QueryRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryRunner.class);
  private static final String EXECUTE = "execute_query";
  private static final String OPEN_STREAM = "open_stream";
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
  private final Limits liveLimits;
  private final HeldLeases pending = new HeldLeases();
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
    this.limits = new Limits(CursorRows.FETCH_ROWS, statementTimeout, OptionalLong.empty());
    this.liveLimits = new Limits(LiveCut.FIRST_ROWS, statementTimeout, OptionalLong.empty());
  }

  /**
   * Runs one statement and keeps its rows.
   *
   * @param previewRows how many of the first rows the result shows
   * @throws StackException when the gate refuses it, the database fails it, or its rows don't fit
   */
  public QueryResult run(CallContext context, Source source, String sql, int previewRows) {
    Admitted admitted = admit(source, sql);
    long start = System.nanoTime();
    try (RowsWriter writer = spool.write(context.cancellation());
        var _ = track(context.cancellation())) {
      Fetch fetch = Fetch.whole(context, source, admitted, writer, previewRows);
      RowsFacts facts = fetch(fetch);
      context.cancellation().throwIfCancelled();
      HandleRecord record =
          store.create(newHandle(context.principal(), source, sql, EXECUTE, facts));
      writer.keep(record.name());
      return new QueryResult(record, fetch.preview(), (System.nanoTime() - start) / 1_000_000);
    }
  }

  /**
   * Begins to run a statement whose rows can be read while they come.
   *
   * @param principal on whose behalf
   * @param correlationId of the call that asked for it
   * @return the pending handle of the rows; it does not expire while they are written
   * @throws StackException when the gate refuses the statement
   */
  public HandleRecord begin(Principal principal, String correlationId, Source source, String sql) {
    Admitted admitted = admit(source, sql);
    HandleRecord record =
        store.create(newHandle(principal, source, sql, OPEN_STREAM, RowsFacts.NONE));
    Cancellation work = new Cancellation();
    RowsWriter writer = spool.write(work);
    writer.keep(record.name());
    CallContext context = new CallContext(principal, correlationId, work, Progress.NONE);
    start(Fetch.live(context, source, admitted, writer), record, writer::fail);
    return record;
  }

  /**
   * Begins to make rows again whose owner was lost, under their handle.
   *
   * @param lost the handle's record
   * @return the handle's record now, owned by this runner; its facts are what the rows have to be
   * @throws StackException when the source does not allow it, or the gate refuses the statement now
   */
  public HandleRecord remake(
      Principal principal, String correlationId, Source source, HandleRecord lost) {
    String sql =
        lost.lineage()
            .statement()
            .filter(_ -> source.remakesLostRows())
            .orElseThrow(() -> RemadeRows.notAllowed(lost));
    Admitted admitted = admit(source, sql);
    HandleRecord record = lost.remadeBy(owner);
    Cancellation work = new Cancellation();
    RowsWriter writer = spool.write(work);
    if (!writer.keepUnlessKept(record.name())) {
      writer.close();
      return store.find(principal, record.name()).require(HandleKind.ROWS);
    }
    CallContext context = new CallContext(principal, correlationId, work, Progress.NONE);
    try {
      store.adopt(record);
      start(
          Fetch.again(
              context,
              source,
              admitted,
              writer,
              lost.lineage().tool().equals(OPEN_STREAM),
              facts -> RemadeRows.requireSame(facts, lost, store)),
          record,
          writer::withdraw); // Who asks next may have more luck.
    } catch (RuntimeException e) {
      writer.withdraw(RemadeRows.notBegun(lost, e));
      throw e;
    }
    return record;
  }

  private void start(Fetch fetch, HandleRecord record, Consumer<StackException> onFailure) {
    CallContext context = fetch.context();
    HandleStore.Lease lease = store.lease(context.principal(), record.name());
    Thread.ofVirtual()
        .name("query-" + context.correlationId())
        .start(() -> {
          try (lease;
              var _ = fetch.writer();
              var _ = track(context.cancellation());
              var _ = pending.hold(lease)) {
            finish(fetch, record, onFailure);
          }
        });
  }

  /** Holds the handles of rows that are still being written; to be called every few seconds. */
  public void renew() {
    pending.renew();
  }

  private void finish(Fetch fetch, HandleRecord record, Consumer<StackException> onFailure) {
    try {
      store.complete(record.withRows(fetch(fetch)));
    } catch (StackException e) {
      onFailure.accept(e);
    } catch (RuntimeException | Error e) {
      String incident = fetch.context().correlationId();
      LOG.error("Rows could not be made; incident {}", incident, e);
      onFailure.accept(
          new StackException(
              ContractError.INTERNAL_ERROR,
              "Something failed inside the server. The incident is in its log under "
                  + incident
                  + "."));
    }
  }

  private Admitted admit(Source source, String sql) {
    return switch (queries.check(source.dialect(), sql)) {
      case Admitted query -> query;
      case Refused refused -> throw refused(refused);
    };
  }

  private RowsFacts fetch(Fetch fetch) {
    try (Connection connection = fetch.source().connect()) {
      fetch.context().progress().step("running the query");
      return fetch.source().work(() -> execute(fetch, connection));
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

  private RowsFacts execute(Fetch fetch, Connection connection) {
    CallContext context = fetch.context();
    Lease lease = new Lease(connection, () -> fetch.source().evict(connection));
    List<Cancellation.Registration> registrations = new ArrayList<>();
    RowEstimate estimate = new RowEstimate(gate, fetch.source(), fetch.admitted(), limits);
    Dialect dialect = fetch.source().dialect();
    Consumer<CancelHandle> onStarted =
        handle -> registrations.add(context.cancellation().onCancel(handle::cancel));
    RowReader<RowsFacts> cursor = rows -> read(fetch, new CursorRows(dialect, rows), estimate);
    try {
      return fetch.isLive()
          ? gate.stream(
              lease,
              fetch.admitted(),
              liveLimits,
              onStarted,
              cursor,
              columns ->
                  PostgresCopy.of(columns)
                      .map(opener -> rows -> read(fetch, opener.open(rows), estimate)))
          : gate.query(lease, fetch.admitted(), limits, onStarted, cursor);
    } catch (GateException e) {
      context.cancellation().throwIfCancelled();
      throw GateFailures.of(e, fetch.source());
    } finally {
      registrations.forEach(Cancellation.Registration::close);
    }
  }

  private RowsFacts read(Fetch fetch, FetchedRows rows, RowEstimate estimate) throws SQLException {
    CallContext context = fetch.context();
    RowsWriter writer = fetch.writer();
    writer.begin(rows.schema());
    context.progress().step("reading rows");
    try (ChunkEncoder encoder =
        new ChunkEncoder(
            rows.schema(), memory, ChunkEncoder.TARGET_BYTES, fetch.previewRows(), writer::add)) {
      LiveCut cut = new LiveCut(encoder);
      long count = 0;
      while (rows.next()) {
        rows.move(encoder);
        encoder.endRow();
        if (fetch.isLive() && cut.after(count + 1)) {
          rows.fetchMany();
        }
        if (++count % CHECK_EVERY == 0) {
          context.cancellation().throwIfCancelled();
          context.progress().rows(count, estimate.rows());
        }
      }
      encoder.finish();
      fetch.show(new RowPage(rows.schema(), encoder.head()));
      return writer.complete(encoder.figures(), fetch.check());
    }
  }

  private NewHandle newHandle(
      Principal principal, Source source, String sql, String tool, RowsFacts facts) {
    String digest = CallDigest.of(tool, Map.of("source", source.name(), "sql", sql));
    return new NewHandle(
        HandleKind.ROWS,
        principal,
        owner,
        handleLifetime,
        facts,
        new Lineage(
            tool,
            source.name(),
            digest,
            List.of(),
            source.remakesLostRows() ? Optional.of(sql) : Optional.empty()));
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
}
