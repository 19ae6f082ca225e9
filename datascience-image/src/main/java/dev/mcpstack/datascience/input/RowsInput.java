package dev.mcpstack.datascience.input;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.datascience.error.DataScienceError;
import dev.mcpstack.datascience.stats.StatisticsException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows behind data tokens, each exactly once and in order. Rows that were lost with their
 * owner are made again where their source allows it, and then read from the first. Thread-safe.
 */
public final class RowsInput {
  private final HandleStore store;
  private final RowsReader reader;

  /** An input that finds records in the store and pulls rows with the reader. */
  public RowsInput(HandleStore store, RowsReader reader) {
    this.store = store;
    this.reader = reader;
  }

  /** Takes rows in, batch by batch. */
  @FunctionalInterface
  public interface Sink {
    /** Takes all rows of the batch, which is freed afterwards. */
    void accept(RowBatch batch);
  }

  /**
   * Feeds the rows behind a data token to a sink. Progress is reported, and cancellation is
   * noticed, at every batch.
   *
   * @param begin makes the sink once the columns are known; may refuse them. Called once more when
   *     the rows are read again
   * @return the sink, after the last row
   * @throws StackException when the token isn't a living one of the caller, the owner can't be
   *     reached, the call was cancelled, or the sink refuses
   */
  public <S extends Sink> S read(CallContext context, String handle, Function<Incoming, S> begin) {
    HandleRecord record = record(context, handle);
    try {
      return read(context, record, begin);
    } catch (StackException e) {
      HandleRecord remade =
          reader.remake(
              record, context.principal(), context.correlationId(), context.cancellation(), e);
      context.progress().step("the rows were lost and are made again");
      return read(context, remade, begin);
    }
  }

  private <S extends Sink> S read(
      CallContext context, HandleRecord record, Function<Incoming, S> begin) {
    long expected = record.rows().isComplete() ? record.rows().rows() : -1;
    context.progress().step("reading rows");
    context.progress().rows(0, expected);
    try (RowStream stream =
        reader.open(record, context.principal(), context.correlationId(), context.cancellation())) {
      stream.onWaiting(rows -> waiting(context, rows));
      S sink = null;
      while (stream.next()) {
        sink = take(sink, stream, new Incoming(stream.batch().schema(), expected), begin);
        context.progress().rows(stream.rows(), expected);
      }
      context.progress().step("computing");
      return required(sink);
    }
  }

  /** From the store, or while that is away from the owners that are known. */
  private HandleRecord record(CallContext context, String handle) {
    try {
      return store.find(context.principal(), handle).require(HandleKind.ROWS);
    } catch (StackException e) {
      if (e.code() != ContractError.STORE_UNAVAILABLE) {
        throw e;
      }
      return reader.ask(context.principal(), context.correlationId(), handle).orElseThrow(() -> e);
    }
  }

  /** One heartbeat for both: the query's while there is nothing to work on. */
  private static void waiting(CallContext context, long rows) {
    context.progress().step("query running");
    context.progress().rows(rows, -1);
  }

  private static <S extends Sink> S take(
      @Nullable S begun, RowStream stream, Incoming incoming, Function<Incoming, S> begin) {
    try {
      S sink = begun == null ? begin.apply(incoming) : begun;
      sink.accept(stream.batch());
      return sink;
    } catch (StatisticsException e) {
      throw DataScienceError.unsuitable(e, stream.rows(), 0);
    }
  }

  /** Also a result without rows travels as one chunk, for the sake of its columns. */
  private static <S> S required(@Nullable S sink) {
    if (sink == null) {
      throw new StackException(
          ContractError.ROWS_CORRUPT, "The rows came without a description of their columns.");
    }
    return sink;
  }
}
