package dev.mcpstack.contract.spool;

import static dev.mcpstack.contract.spool.Fixtures.ALICE;
import static dev.mcpstack.contract.spool.Fixtures.SCHEMA;
import static dev.mcpstack.contract.spool.Fixtures.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.StoreTimes;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a spool keeps, refuses, and gives up for others. */
@Timeout(60)
class SpoolTest {
  private static final Duration TIME = Duration.ofMillis(200);

  private final AtomicLong clock = new AtomicLong();
  private final InMemoryHandleStore store = new InMemoryHandleStore(clock::get);
  private final Cancellation cancellation = new Cancellation();
  private final Spool spool = impatient(100, 250);

  private Spool impatient(long result, long all) {
    return new Spool(new SpoolLimits(all, result, all, 1_000), store, null, TIME, clock::get);
  }

  private String keep(int... chunkBytes) {
    clock.incrementAndGet();
    return Fixtures.keep(spool, store, chunkBytes);
  }

  @Test
  void kept_isFoundWithItsFacts() throws Exception {
    String handle = keep(40, 60);
    SpooledRows rows = spool.rows(handle).orElseThrow();
    assertThat(rows.schema()).contains(SCHEMA);
    RowsFacts facts = rows.facts();
    assertThat(facts.rows()).isEqualTo(20);
    assertThat(facts.bytes()).isEqualTo(100);
    assertThat(facts.chunks()).isEqualTo(2);
    assertThat(facts.isComplete()).isTrue();
    assertThat(Fixtures.read(rows, 0)).extracting(EncodedChunk::sequence).containsExactly(0L, 1L);
    assertThat(Fixtures.read(rows, 1)).extracting(EncodedChunk::sequence).containsExactly(1L);
    assertThat(spool.bytes()).isEqualTo(100);
    assertThat(spool.size()).isEqualTo(1);
    assertThat(spool.rows("rows_other")).isEmpty();
  }

  @Test
  void chunkOfRow_isTheOneThatHoldsIt() {
    SpooledRows rows = spool.rows(keep(10, 10, 10)).orElseThrow();
    assertThat(rows.chunkOfRow(0)).isZero();
    assertThat(rows.chunkOfRow(9)).isZero();
    assertThat(rows.chunkOfRow(10)).isEqualTo(1);
    assertThat(rows.chunkOfRow(29)).isEqualTo(2);
    assertThat(rows.chunkOfRow(30)).isEqualTo(3);
  }

  @Test
  void result_beyondItsLimit_isRefusedAndFreed() {
    try (RowsWriter writer = spool.write(cancellation)) {
      writer.add(chunk(0, 100));
      assertThatThrownBy(() -> writer.add(chunk(1, 1)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.RESULT_TOO_LARGE);
                assertThat(failure.safeMessage())
                    .isEqualTo(
                        "The result is larger than 100 bytes, the most that one result may take.");
              });
    }
    assertThat(spool.bytes()).isZero();
  }

  @Test
  void results_beyondAllTheirLimit_makeWayTheLongestUnusedFirst() throws Exception {
    String first = keep(100);
    String second = keep(100);
    clock.incrementAndGet();
    assertThat(Fixtures.read(spool.rows(first).orElseThrow(), 0)).hasSize(1);
    String third = keep(60);
    assertThat(spool.rows(second)).isEmpty();
    assertThat(spool.rows(first)).isPresent();
    assertThat(spool.rows(third)).isPresent();
    assertThat(spool.bytes()).isEqualTo(160);
    assertThat(store.find(ALICE, second))
        .isInstanceOfSatisfying(
            Lookup.Ended.class, ended -> assertThat(ended.reason()).isEqualTo(EndReason.EVICTED));
  }

  @Test
  void results_beyondTheirNumber_makeWayTheLongestUnusedFirst() throws Exception {
    Spool few = new Spool(new SpoolLimits(100, 100, 100, 3), store, null, TIME, clock::get);
    String first = Fixtures.keep(few, store, 1);
    String read = Fixtures.keep(few, store, 1);
    String empty = Fixtures.keep(few, store);
    assertThat(Fixtures.read(few.rows(first).orElseThrow(), 0)).hasSize(1);
    try (SpooledRows.Reading _ = few.rows(read).orElseThrow().read(0)) {
      String fourth = Fixtures.keep(few, store, 1);
      assertThat(few.rows(empty)).isEmpty();
      String fifth = Fixtures.keep(few, store, 1);
      assertThat(few.rows(first)).isEmpty();
      assertThat(few.rows(fourth)).isPresent();
      assertThat(few.rows(fifth)).isPresent();
      assertThat(few.size()).isEqualTo(3);
    }
    // Its reader let go of it just now.
    String _ = Fixtures.keep(few, store, 1);
    assertThat(few.rows(read)).isPresent();
  }

  @Test
  void results_thatAreAllRead_makeWayForNoneHoweverMany() {
    Spool few = new Spool(new SpoolLimits(100, 100, 100, 1), store, null, TIME, clock::get);
    String first = Fixtures.keep(few, store, 1);
    try (SpooledRows.Reading _ = few.rows(first).orElseThrow().read(0)) {
      String second = Fixtures.keep(few, store, 1);
      assertThat(few.rows(first)).isPresent();
      assertThat(few.rows(second)).isPresent();
    }
  }

  @Test
  void results_thatAreRead_neverMakeWay() {
    SpooledRows read = spool.rows(keep(100)).orElseThrow();
    SpooledRows other = spool.rows(keep(100)).orElseThrow();
    try (SpooledRows.Reading _ = read.read(0);
        SpooledRows.Reading _ = other.read(0);
        RowsWriter writer = spool.write(cancellation)) {
      writer.add(chunk(0, 50));
      assertThatThrownBy(() -> writer.add(chunk(1, 1)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.SPOOL_FULL);
                assertThat(failure.safeMessage()).endsWith("and all of them are in use.");
              });
    }
    assertThat(spool.bytes()).isEqualTo(200);
  }

  @Test
  void writer_withoutRoom_goesOnWhenAReaderLetsGo() throws Exception {
    Spool patient =
        new Spool(
            new SpoolLimits(100, 100, 100, 10), store, null, Duration.ofSeconds(30), clock::get);
    SpooledRows read = patient.rows(Fixtures.keep(patient, store, 100)).orElseThrow();
    SpooledRows.Reading reading = read.read(0);
    Thread writing =
        Thread.ofVirtual()
            .start(() -> {
              try (RowsWriter writer = patient.write(cancellation)) {
                writer.add(chunk(0, 90));
              }
            });
    await().until(() -> writing.getState() == Thread.State.TIMED_WAITING);
    assertThat(patient.bytes()).isEqualTo(100);
    reading.close();
    writing.join();
    assertThat(patient.bytes()).isZero();
  }

  @Test
  void writer_withoutRoom_endsWhenItsWorkIsCancelled() throws Exception {
    SpooledRows read = spool.rows(keep(100)).orElseThrow();
    Spool patient =
        new Spool(new SpoolLimits(50, 50, 50, 10), store, null, Duration.ofMinutes(10), clock::get);
    try (SpooledRows.Reading _ =
            patient.rows(Fixtures.keep(patient, store, 50)).orElseThrow().read(0);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        RowsWriter writer = patient.write(cancellation)) {
      Future<?> adding = executor.submit(() -> writer.add(chunk(0, 1)));
      cancellation.cancel();
      assertThatThrownBy(adding::get).hasRootCauseInstanceOf(StackException.class);
    }
    assertThat(read.bytes()).isEqualTo(100);
  }

  @Test
  void chunk_tooLargeToMove_isRefusedWithWhatToDo() {
    Spool large = impatient(1L << 40, 1L << 40);
    try (RowsWriter writer = large.write(cancellation)) {
      writer.add(chunk(0, EncodedChunk.MAX_BYTES));
      assertThatThrownBy(() -> writer.add(chunk(1, EncodedChunk.MAX_BYTES + 1)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.RESULT_TOO_LARGE);
                assertThat(failure.remedy()).isEqualTo("Select fewer or shorter columns.");
              });
    }
  }

  @Test
  void writer_closedWithoutKeeping_freesWhatItWrote() {
    keep(50);
    RowsWriter writer = spool.write(cancellation);
    writer.add(chunk(0, 90));
    assertThat(spool.bytes()).isEqualTo(140);
    writer.close();
    writer.close();
    assertThat(spool.bytes()).isEqualTo(50);
    assertThat(spool.size()).isEqualTo(1);
  }

  @Test
  void writer_oncePastComplete_takesNoMore() {
    try (RowsWriter writer = spool.write(cancellation)) {
      writer.begin(SCHEMA);
      writer.add(chunk(0, 10));
      writer.complete(List.of());
      assertThatThrownBy(() -> writer.add(chunk(1, 10))).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void sweep_freesWhatExpiredAndLeavesWhatIsLeased() {
    String leased = keep(30);
    keep(40);
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    try (HandleStore.Lease _ = store.lease(ALICE, leased)) {
      clock.addAndGet(Duration.ofSeconds(30).toNanos());
      spool.sweep();
      assertThat(spool.rows(leased)).isPresent();
      assertThat(spool.bytes()).isEqualTo(30);
      assertThat(spool.size()).isEqualTo(1);
    }
    clock.addAndGet(StoreTimes.GRACE.toNanos());
    spool.sweep();
    assertThat(spool.bytes()).isZero();
  }

  @Test
  void rows_heldByAReader_outliveTheSweep() throws Exception {
    String handle = keep(30);
    SpooledRows held = spool.rows(handle).orElseThrow();
    try (SpooledRows.Reading reading = held.read(0)) {
      store.release(ALICE, handle);
      spool.sweep();
      assertThat(spool.rows(handle)).isEmpty();
      assertThat(spool.bytes()).isEqualTo(30);
      assertThat(reading.next(Duration.ZERO)).isInstanceOf(SpooledRows.Step.Rows.class);
    }
    assertThat(spool.bytes()).isZero();
    try (SpooledRows.Reading late = held.read(0)) {
      assertThatThrownBy(() -> late.next(Duration.ZERO)).hasMessage("The rows have been let go.");
    }
  }

  @Test
  void writers_ofManyThreads_keepTheCountRight() throws Exception {
    Spool shared = impatient(1 << 20, 1 << 20);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 400; i++) {
        boolean kept = i % 2 == 0;
        running.add(
            executor.submit(() -> {
              try (RowsWriter writer = shared.write(new Cancellation())) {
                writer.begin(SCHEMA);
                writer.add(chunk(0, 10));
                writer.add(chunk(1, 20));
                if (kept) {
                  writer.complete(List.of());
                  writer.keep(Fixtures.newHandle(store));
                }
              }
              shared.sweep();
            }));
      }
    }
    for (Future<?> future : running) {
      future.get();
    }
    assertThat(shared.size()).isEqualTo(200);
    assertThat(shared.bytes()).isEqualTo(200 * 30);
  }
}
