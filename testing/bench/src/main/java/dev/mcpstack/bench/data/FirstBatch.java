package dev.mcpstack.bench.data;

import dev.mcpstack.bench.WrongAnswerException;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.handle.HandleRecord;
import java.util.concurrent.Callable;

/**
 * Case f: how long a reader waits for its first batch.
 *
 * @param name of the kind of result
 * @param result makes one that can be opened, or names one that is there; takes no time of the
 *     case. For a result that is read while it is written, it begins a new one and returns its
 *     handle as soon as it has one.
 * @param expected what must be read of each in all
 */
record FirstBatch(String name, Callable<HandleRecord> result, Answer expected) {
  /**
   * Opens one result.
   *
   * @return milliseconds from the start of the read to the first batch. The rest is read too: a
   *     stream that was broken off would leave the next one a connection full of its chunks.
   */
  double millis(Channel channel) throws Exception {
    HandleRecord record = result.call();
    long start = System.nanoTime();
    try (RowStream stream = channel.open(record)) {
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
