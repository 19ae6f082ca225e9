package dev.mcpstack.bench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Case e: the same rows read by several readers at once. */
final class Streams {
  private Streams() {}

  /**
   * So many readers.
   *
   * @param read reads all rows once
   * @param expected what each reader must find
   */
  static DataCase of(int streams, Callable<Answer> read, Answer expected) {
    Answer all = new Answer(expected.rows() * streams, expected.sum() * streams);
    return DataCase.of(
        "e " + streams,
        "data channel, " + streams + (streams == 1 ? " stream" : " streams at once"),
        () -> atOnce(streams, read, expected),
        all);
  }

  private static Answer atOnce(int streams, Callable<Answer> read, Answer expected)
      throws Exception {
    List<Future<Answer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < streams; i++) {
        running.add(threads.submit(read));
      }
    }
    Answer all = new Answer(0, 0);
    for (Future<Answer> one : running) {
      one.get().require(expected, "one of " + streams + " streams");
      all = all.plus(one.get());
    }
    return all;
  }
}
