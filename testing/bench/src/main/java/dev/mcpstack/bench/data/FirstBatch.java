package dev.mcpstack.bench.data;

import dev.mcpstack.bench.WrongAnswerException;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.handle.HandleRecord;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Case f: how long a reader waits for its first batch.
 *
 * @param name of the kind of result
 * @param asking asks for one; what it takes counts
 * @param opening opens it; what it takes counts
 * @param ended is told each that was read
 * @param expected what must be read of each in all
 */
record FirstBatch(
    String name,
    Callable<HandleRecord> asking,
    Function<HandleRecord, RowStream> opening,
    Consumer<HandleRecord> ended,
    Answer expected) {
  /**
   * Asks for one result and opens it.
   *
   * @return milliseconds from the asking to the first batch. The rest is read too: a stream that
   *     was broken off would leave the next one a connection full of its chunks.
   */
  double millis() throws Exception {
    long start = System.nanoTime();
    HandleRecord rows = asking.call();
    try (RowStream stream = opening.apply(rows)) {
      if (!stream.next()) {
        throw new WrongAnswerException(name + ": no batch");
      }
      double millis = (System.nanoTime() - start) / 1e6;
      Answer first = Channel.sum(stream.batch());
      first.plus(Channel.sum(stream)).require(expected, name);
      return millis;
    } finally {
      ended.accept(rows);
    }
  }
}
