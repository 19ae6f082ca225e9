package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Very many handles, and very many readers of one. */
@Timeout(300)
final class ManyHandlesTest {
  private static final int HANDLES = 1_000;
  private static final int THREADS = 16;
  private static final int READERS = 8;
  private static final long SMALL = 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void thousandHandles_areAllReadWholeAndLeaveNothing() throws Exception {
    try (Stack stack = new Stack(folder);
        StoreKeys keys = new StoreKeys(stack.redis().address())) {
      Stack.Running owner = stack.localData("spoolMemory: 4MiB, maxResults: 1GiB");
      Reader reader = stack.reader();
      List<String> handles =
          all(HANDLES, number -> owner.peer().query(Rows.sql(number * 100L, SMALL)));
      assertThat(keys.living()).isEqualTo(HANDLES);
      // The memory holds about two hundred of them; the others share a few files.
      assertThat(Spill.files(stack.spoolFolder())).hasSizeBetween(1, 7);
      assertThat(Spill.bytes(stack.spoolFolder())).isGreaterThan(HANDLES / 2 * SMALL * 1_000);

      List<Rows> read = all(HANDLES, number -> reader.all(reader.record(handles.get(number))));
      for (int number = 0; number < HANDLES; number++) {
        assertThat(read.get(number)).isEqualTo(Rows.expected(number * 100L, SMALL));
      }

      List<String> releases =
          all(HANDLES, number -> owner.peer().release(handles.get(number)).error());
      assertThat(releases).containsOnly("COMPLETE");
      assertThat(Spill.files(stack.spoolFolder())).isEmpty();
      assertThat(keys.living()).isZero();
      assertThat(keys.all()).hasSize(HANDLES);
      assertThat(owner.peer().read(handles.getFirst(), 0).error()).isEqualTo("HANDLE_ENDED");
    }
  }

  @Test
  void eightReadersOfOneHandle_eachGetAllRows() throws Exception {
    try (Stack stack = new Stack(folder)) {
      Stack.Running owner = stack.localData("spoolMemory: 1MiB");
      Reader reader = stack.reader();
      Rows expected = Rows.expected(0, Rows.MANY);
      String onDisk = owner.peer().query(Rows.sql(0, Rows.MANY));
      assertThat(Spill.files(stack.spoolFolder())).hasSize(1);
      assertThat(all(READERS, _ -> reader.all(reader.record(onDisk)))).containsOnly(expected);

      long rows = 3 * Rows.MANY;
      String live = owner.peer().stream(Rows.sql(9, rows));
      assertThat(all(READERS, _ -> reader.all(reader.record(live))))
          .containsOnly(Rows.expected(9, rows));
    }
  }

  private static <T> List<T> all(int count, IntFunction<T> work)
      throws InterruptedException, ExecutionException {
    List<T> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> running = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        int each = number;
        running.add(threads.submit(() -> work.apply(each)));
      }
      for (Future<T> each : running) {
        done.add(each.get());
      }
    }
    return done;
  }
}
