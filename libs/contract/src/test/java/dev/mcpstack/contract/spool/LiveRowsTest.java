package dev.mcpstack.contract.spool;

import static dev.mcpstack.contract.spool.Fixtures.ALICE;
import static dev.mcpstack.contract.spool.Fixtures.SCHEMA;
import static dev.mcpstack.contract.spool.Fixtures.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A result that is read while it is written. */
@Timeout(60)
class LiveRowsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final InMemoryHandleStore store = new InMemoryHandleStore();
  private final Spool spool = Spool.inMemory(store, 10_000, 10_000);
  private final Cancellation work = new Cancellation();

  private static List<Long> follow(SpooledRows rows, long first) throws InterruptedException {
    List<Long> sequences = new ArrayList<>();
    try (SpooledRows.Reading reading = rows.read(first)) {
      while (reading.next(LONG) instanceof SpooledRows.Step.Rows next) {
        sequences.add(next.chunk().sequence());
        assertThat(next.chunk().isIntact()).isTrue();
      }
    }
    return sequences;
  }

  @Test
  void readers_ofALiveResult_eachGetEveryChunkFromWhereTheyBegan() throws Exception {
    String handle = Fixtures.newHandle(store);
    List<Future<List<Long>>> running = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
        RowsWriter writer = spool.write(work)) {
      writer.keep(handle);
      SpooledRows rows = spool.rows(handle).orElseThrow();
      assertThat(rows.schema()).isEmpty();
      for (int i = 0; i < 8; i++) {
        long first = i;
        running.add(readers.submit(() -> follow(rows, first)));
      }
      writer.begin(SCHEMA);
      for (int i = 0; i < 100; i++) {
        writer.add(chunk(i, 10));
      }
      assertThat(rows.facts().isComplete()).isFalse();
      assertThat(rows.facts().rows()).isEqualTo(1_000);
      writer.complete(List.of());
      assertThat(rows.facts().isComplete()).isTrue();
      for (int i = 0; i < 8; i++) {
        assertThat(running.get(i).get()).hasSize(100 - i).startsWith((long) i).endsWith(99L);
      }
    }
    assertThat(spool.bytes()).isEqualTo(1_000);
  }

  @Test
  void reader_aheadOfTheWriter_isToldHowFarItIs() throws Exception {
    try (RowsWriter writer = spool.write(work)) {
      writer.begin(SCHEMA);
      writer.add(chunk(0, 10));
      try (SpooledRows.Reading reading = writer.rows().read(1)) {
        assertThat(reading.next(Duration.ofMillis(20)))
            .isInstanceOfSatisfying(
                SpooledRows.Step.Waiting.class,
                waiting -> assertThat(waiting.soFar().rows()).isEqualTo(10));
      }
    }
  }

  @Test
  void reader_ofAResultThatFails_isToldWhy() throws Exception {
    String handle = Fixtures.newHandle(store);
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      RowsWriter writer = spool.write(work);
      writer.keep(handle);
      writer.begin(SCHEMA);
      writer.add(chunk(0, 10));
      Future<List<Long>> reading =
          readers.submit(() -> follow(spool.rows(handle).orElseThrow(), 0));
      writer.fail(new StackException(ContractError.CALLS_EXHAUSTED, "It broke."));
      writer.close();
      assertThatThrownBy(reading::get).hasRootCauseMessage("It broke.");
      assertThatThrownBy(() -> follow(spool.rows(handle).orElseThrow(), 0)).hasMessage("It broke.");
    }
    assertThat(spool.bytes()).isZero();
    assertThat(work.isCancelled()).isFalse();
  }

  @Test
  void writer_thatGoesAwayWithoutAWord_failsItsReaders() {
    String handle = Fixtures.newHandle(store);
    RowsWriter writer = spool.write(work);
    writer.keep(handle);
    writer.close();
    assertThatThrownBy(() -> follow(spool.rows(handle).orElseThrow(), 0))
        .hasMessage("The rows could not be written to their end.");
  }

  @Test
  void handle_releasedWhileItIsWritten_cancelsTheWorkAndFreesItsRows() {
    String handle = Fixtures.newHandle(store);
    try (RowsWriter writer = spool.write(work)) {
      writer.keep(handle);
      writer.begin(SCHEMA);
      writer.add(chunk(0, 10));
      store.release(ALICE, handle);
      spool.sweep();
      assertThat(work.isCancelled()).isTrue();
      assertThat(spool.bytes()).isZero();
      EncodedChunk late = chunk(1, 10);
      assertThatThrownBy(() -> writer.add(late))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> assertThat(failure.code()).isEqualTo(ContractError.HANDLE_ENDED));
      assertThat(spool.bytes()).isZero();
    }
  }

  @Test
  void cancel_ofACompleteResult_leavesIt() throws Exception {
    SpooledRows rows = spool.rows(Fixtures.keep(spool, store, 10)).orElseThrow();
    rows.cancel();
    assertThat(follow(rows, 0)).containsExactly(0L);
  }
}
