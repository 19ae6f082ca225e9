package dev.mcpstack.bench;

import java.io.IOException;

/** One client of a case: makes one call after the other. Used by one thread at a time. */
interface Caller extends AutoCloseable {
  /**
   * Makes one call and waits for its answer.
   *
   * @throws WrongAnswerException when the answer is not the right one
   * @throws Exception when there is none
   */
  void call() throws Exception;

  @Override
  void close() throws IOException;
}
