package dev.mcpstack.contract.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.StoreTimes;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpoolTest {
  private static final Principal ALICE = Principal.withAllScopes("alice");
  private static final RowSchema SCHEMA =
      new RowSchema(List.of(Column.of("x", ColumnType.INTEGER)));

  private final AtomicLong clock = new AtomicLong();
  private final InMemoryHandleStore store = new InMemoryHandleStore(clock::get);
  private final Spool spool = new Spool(100, 250);

  private static EncodedChunk chunk(int sequence, int bytes) {
    byte[] payload = new byte[bytes];
    payload[0] = (byte) sequence;
    return new EncodedChunk(
        sequence, 10, (sequence + 1) * 10L, EncodedChunk.checksum(payload), payload);
  }

  private String newHandle() {
    return store
        .create(
            new NewHandle(
                HandleKind.ROWS,
                ALICE,
                new Owner("localdata", ""),
                Duration.ofMinutes(1),
                RowsFacts.NONE,
                new Lineage("execute_query", "s", "", List.of())))
        .name();
  }

  private String keep(int... chunkBytes) {
    String handle = newHandle();
    try (Spool.Writer writer = spool.write(SCHEMA)) {
      for (int i = 0; i < chunkBytes.length; i++) {
        writer.add(chunk(i, chunkBytes[i]));
      }
      writer.keep(handle);
    }
    return handle;
  }

  @Test
  void kept_isFoundWithItsFacts() {
    String handle = keep(40, 60);
    StoredRows rows = spool.rows(handle).orElseThrow();
    assertThat(rows.schema()).isEqualTo(SCHEMA);
    assertThat(rows.facts()).isEqualTo(new RowsFacts(20, 100, 2));
    assertThat(rows.chunks()).extracting(EncodedChunk::sequence).containsExactly(0L, 1L);
    assertThat(spool.bytes()).isEqualTo(100);
    assertThat(spool.size()).isEqualTo(1);
    assertThat(spool.rows("rows_other")).isEmpty();
  }

  @Test
  void digest_isSha256OverThePayloadsInOrder() throws Exception {
    StoredRows rows = spool.rows(keep(40, 60)).orElseThrow();
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    expected.update(chunk(0, 40).payload());
    expected.update(chunk(1, 60).payload());
    byte[] digest = expected.digest();
    assertThat(rows.digest()).isEqualTo(digest);
    assertThat(new StoredRows(SCHEMA, rows.chunks()).digest()).isEqualTo(digest);
    rows.digest()[0]++;
    assertThat(rows.digest()).isEqualTo(digest);
  }

  @Test
  void facts_ofNoChunks_areZero() {
    assertThat(new StoredRows(SCHEMA, List.of()).facts()).isEqualTo(RowsFacts.NONE);
  }

  @Test
  void result_beyondItsLimit_isRefusedAndFreed() {
    try (Spool.Writer writer = spool.write(SCHEMA)) {
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
  void results_beyondAllTheirLimit_areRefusedUntilSomeAreFreed() {
    String first = keep(100);
    keep(100);
    try (Spool.Writer writer = spool.write(SCHEMA)) {
      writer.add(chunk(0, 50));
      assertThatThrownBy(() -> writer.add(chunk(1, 1)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> assertThat(failure.code()).isEqualTo(ContractError.SPOOL_FULL));
      store.release(ALICE, first);
      spool.sweep(store);
      assertThatCode(() -> writer.add(chunk(1, 1))).doesNotThrowAnyException();
    }
    assertThat(spool.bytes()).isEqualTo(100);
  }

  @Test
  void chunk_tooLargeToMove_isRefusedWithWhatToDo() {
    Spool large = new Spool(1L << 40, 1L << 40);
    try (Spool.Writer writer = large.write(SCHEMA)) {
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
    try (Spool.Writer writer = spool.write(SCHEMA)) {
      writer.add(chunk(0, 90));
      assertThat(spool.bytes()).isEqualTo(90);
    }
    assertThat(spool.bytes()).isZero();
    assertThat(spool.size()).isZero();
  }

  @Test
  void writer_closedTwice_freesOnce() {
    keep(50);
    Spool.Writer writer = spool.write(SCHEMA);
    writer.add(chunk(0, 90));
    writer.close();
    writer.close();
    assertThat(spool.bytes()).isEqualTo(50);
  }

  @Test
  void writer_oncePastComplete_takesNoMore() {
    try (Spool.Writer writer = spool.write(SCHEMA)) {
      writer.add(chunk(0, 10));
      StoredRows rows = writer.complete();
      assertThat(writer.complete()).isSameAs(rows);
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
      spool.sweep(store);
      assertThat(spool.rows(leased)).isPresent();
      assertThat(spool.bytes()).isEqualTo(30);
      assertThat(spool.size()).isEqualTo(1);
    }
    clock.addAndGet(StoreTimes.GRACE.toNanos());
    spool.sweep(store);
    assertThat(spool.bytes()).isZero();
  }

  @Test
  void rows_heldByAReader_outliveTheSweep() {
    String handle = keep(30);
    StoredRows held = spool.rows(handle).orElseThrow();
    store.release(ALICE, handle);
    spool.sweep(store);
    assertThat(spool.rows(handle)).isEmpty();
    assertThat(held.chunks().getFirst().isIntact()).isTrue();
  }

  @Test
  void writers_ofManyThreads_keepTheCountRight() throws Exception {
    Spool shared = new Spool(1 << 20, 1 << 20);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 400; i++) {
        boolean kept = i % 2 == 0;
        running.add(
            executor.submit(() -> {
              try (Spool.Writer writer = shared.write(SCHEMA)) {
                writer.add(chunk(0, 10));
                writer.add(chunk(1, 20));
                if (kept) {
                  writer.keep(newHandle());
                }
              }
              shared.sweep(store);
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
