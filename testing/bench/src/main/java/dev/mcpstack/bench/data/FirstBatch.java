package dev.mcpstack.bench.data;

import dev.mcpstack.bench.WrongAnswerException;
import dev.mcpstack.contract.data.RowStream;
import java.util.concurrent.Callable;

/**
 * Case f: how long a reader waits for its first batch.
 *
 * @param name of the kind of result
 * @param opening opens one; what it takes counts
 * @param expected what must be read of each in all
 */
record FirstBatch(String name, Callable<RowStream> opening, Answer expected) {
  /**
   * Opens one result.
   *
   * @return milliseconds from the start of the opening to the first batch. The rest is read too: a
   *     stream that was broken off would leave the next one a connection full of its chunks.
   */
  double millis() throws Exception {
    long start = System.nanoTime();
    try (RowStream stream = opening.call()) {
      if (!stream.next()) {
        throw new WrongAnswerException(name + ": no batch");
      }
      double millis = (System.nanoTime() - start) / 1e6;
      Answer first = Channel.sum(stream.batch());
      first.plus(Channel.sum(stream)).require(expected, name);
      return millis;
    }
  }
}
