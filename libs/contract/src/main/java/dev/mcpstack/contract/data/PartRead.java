package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One part of a result that is read in several at once. */
record PartRead(
    RowStream.Opener opener,
    RangeVerifier verifier,
    StreamFailures failures,
    Consumer<RowBatch> sink) {
  /** Reads all parts, and ends the others when one fails. */
  static void all(
      List<PartRead> parts,
      RowsFacts facts,
      RowStream.Limits limits,
      ArrowMemory memory,
      Cancellation cancellation,
      Executor threads) {
    Cancellation together = new Cancellation();
    AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    try (Cancellation.Registration _ = cancellation.onCancel(together::cancel)) {
      for (PartRead part : parts) {
        running.add(
            CompletableFuture.runAsync(
                () -> {
                  try {
                    part.read(limits, memory, together);
                  } catch (RuntimeException e) {
                    first.compareAndSet(null, e);
                    together.cancel();
                  }
                },
                threads));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("a part could not be read", e.getCause());
    }
    cancellation.throwIfCancelled();
    RuntimeException failure = first.get();
    if (failure != null) {
      throw failure;
    }
    requireWhole(parts, facts);
  }

  private void read(RowStream.Limits limits, ArrowMemory memory, Cancellation together) {
    try (RowStream stream = RowStream.open(opener, verifier, limits, memory, together, failures)) {
      while (stream.next()) {
        sink.accept(stream.batch());
      }
    }
  }

  private static void requireWhole(List<PartRead> parts, RowsFacts facts) {
    RangeVerifier.Whole whole = new RangeVerifier.Whole();
    parts.forEach(part -> part.verifier.join(whole));
    if (!whole.is(facts)) {
      throw new StackException(
          ContractError.ROWS_CORRUPT,
          "The rows did not arrive as the server that made them holds them: the handle's record"
              + " names others.");
    }
  }
}
