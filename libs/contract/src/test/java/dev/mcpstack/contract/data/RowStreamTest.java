package dev.mcpstack.contract.data;

import static dev.mcpstack.contract.data.DataFixture.ALICE;
import static dev.mcpstack.contract.data.DataFixture.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client library against the real service, over real sockets. */
@Timeout(60)
class RowStreamTest {
  private final DataFixture fixture = new DataFixture();
  private final Cancellation cancellation = new Cancellation();

  /** Closing the memory fails when a batch was not freed. */
  @AfterEach
  void stop() {
    fixture.close();
  }

  private RowStream open(HandleRecord record) {
    return open(record, ALICE);
  }

  private RowStream open(HandleRecord record, Principal principal) {
    return fixture.reader.open(record, principal, "c-1", cancellation);
  }

  private static long drain(RowStream stream) {
    while (stream.next()) {
      assertThat(stream.batch().rows()).isPositive();
    }
    return stream.rows();
  }

  private void assertNoLeaseIsLeft(HandleRecord record) {
    fixture.clock.addAndGet(DataFixture.TIME_TO_LIVE.toNanos());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> fixture.store.find(ALICE, record.name()) instanceof Lookup.Ended);
  }

  private static void assertCode(ContractError code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StackException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Test
  void stream_ofManyChunks_bringsEveryRowInOrder() {
    HandleRecord record = fixture.result(100_000, 40);
    long expected = 0;
    int batches = 0;
    try (RowStream stream = open(record)) {
      while (stream.next()) {
        RowBatch batch = stream.batch();
        for (int row = 0; row < batch.rows(); row++) {
          assertThat(batch.value(0, row)).isEqualTo(expected++);
        }
        batches++;
      }
      assertThat(stream.rows()).isEqualTo(100_000);
    }
    assertThat(expected).isEqualTo(100_000);
    assertThat(batches).isGreaterThanOrEqualTo(3).isEqualTo((int) record.rows().chunks());
    assertNoLeaseIsLeft(record);
  }

  @Test
  void stream_withoutRows_bringsTheColumns() {
    HandleRecord record = fixture.result(0, 0);
    try (RowStream stream = open(record)) {
      assertThat(stream.next()).isTrue();
      assertThat(stream.batch().rows()).isZero();
      assertThat(stream.batch().schema()).isEqualTo(DataFixture.SCHEMA);
      assertThat(stream.next()).isFalse();
    }
  }

  @Test
  void batches_areFreedAsTheStreamMovesOn() {
    HandleRecord record = fixture.result(20_000, 100, 64 << 10, UnaryOperator.identity());
    long most = 0;
    try (RowStream stream = open(record)) {
      while (stream.next()) {
        most = Math.max(most, fixture.memory.used());
      }
    }
    assertThat(record.rows().bytes()).isGreaterThan(2_000_000);
    assertThat(most).isBetween(1L, 500_000L);
    assertThat(fixture.memory.used()).isZero();
  }

  @Test
  void open_ofAnotherPrincipalsHandle_isUnknown() {
    HandleRecord record = fixture.result(10, 1);
    try (RowStream stream = open(record, MALLORY)) {
      assertThatThrownBy(stream::next)
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.HANDLE_UNKNOWN);
                assertThat(failure.safeMessage()).isEqualTo("The handle is not known here.");
                assertThat(failure.remedy()).isEqualTo(ContractError.HANDLE_UNKNOWN.remedy());
                assertThat(failure.details()).isEmpty();
              });
    }
  }

  @Test
  void open_ofAnExpiredHandle_failsAsTheStoreItselfWould() {
    HandleRecord record = fixture.result(10, 1);
    fixture.clock.addAndGet(DataFixture.TIME_TO_LIVE.plusSeconds(7).toNanos());
    StackException expected =
        Objects.requireNonNull(
            catchThrowableOfType(
                StackException.class,
                () -> fixture.store.find(ALICE, record.name()).requireLive()));
    try (RowStream stream = open(record)) {
      assertThatThrownBy(stream::next)
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(expected.code());
                assertThat(failure.safeMessage()).isEqualTo(expected.safeMessage());
                assertThat(failure.remedy()).isEqualTo(expected.remedy());
                assertThat(failure.details()).isEqualTo(expected.details());
              });
    }
  }

  @Test
  void open_byAPeerWithAnotherSecret_isRefusedWithoutAHintAtTheHandle() {
    HandleRecord record = fixture.result(10, 1);
    try (RowsReader stranger = new RowsReader(fixture.memory, PeerTrust.random())) {
      assertThatThrownBy(() -> stranger.open(record, ALICE, "c-1", cancellation))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.INTERNAL_ERROR);
                assertThat(failure.safeMessage())
                    .isEqualTo("The localdata server that holds the rows does not trust this one.");
              });
    }
  }

  @Test
  void handle_releasedWhileItIsRead_endsTheStreamWithAnError() {
    HandleRecord record = fixture.result(40, 1 << 20);
    try (RowStream stream = open(record)) {
      assertThat(stream.next()).isTrue();
      fixture.store.release(ALICE, record.name());
      assertCode(ContractError.HANDLE_ENDED, () -> drain(stream));
    }
  }

  @Test
  void handle_thatExpiresWhileItIsRead_isReadToItsEnd() {
    HandleRecord record = fixture.result(40, 1 << 20);
    fixture.clock.addAndGet(DataFixture.TIME_TO_LIVE.minusSeconds(1).toNanos());
    try (RowStream stream = open(record)) {
      assertThat(stream.next()).isTrue();
      fixture.clock.addAndGet(Duration.ofSeconds(30).toNanos());
      fixture.spool.sweep();
      assertThat(drain(stream)).isEqualTo(40);
    }
    // The lease would hold for another half minute, were it not let go.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> fixture.store.find(ALICE, record.name()) instanceof Lookup.Ended);
  }

  @Test
  void cancel_inTheMiddle_endsTheStreamAndFreesTheLease() {
    HandleRecord record = fixture.result(60, 1 << 20);
    try (RowStream stream = open(record)) {
      assertThat(stream.next()).isTrue();
      cancellation.cancel();
      assertCode(ContractError.CALL_CANCELLED, stream::next);
    }
    assertThat(fixture.server.chunksSent()).isLessThan(60);
    assertNoLeaseIsLeft(record);
    assertThat(fixture.memory.used()).isZero();
  }

  @Test
  void cancel_whileTheReaderWaits_wakesIt() throws Exception {
    try (FakeOwner silent = new FakeOwner();
        RowsReader reader = new RowsReader(fixture.memory, fixture.trust)) {
      silent.answer = (_, _) -> cancellation.cancel();
      HandleRecord record = silent.record(RowsFacts.NONE);
      try (RowStream stream = reader.open(record, ALICE, "c-1", cancellation)) {
        assertCode(ContractError.CALL_CANCELLED, stream::next);
      }
    }
  }

  @Test
  void open_ofACancelledCall_isRefusedBeforeAnythingMoves() {
    HandleRecord record = fixture.result(10, 1);
    cancellation.cancel();
    assertCode(ContractError.CALL_CANCELLED, () -> open(record).close());
    assertThat(fixture.server.chunksSent()).isZero();
  }

  @Test
  void interrupt_whileTheReaderWaits_isACancellation() {
    try (FakeOwner silent = new FakeOwner();
        RowsReader reader = new RowsReader(fixture.memory, fixture.trust)) {
      Thread waiting = Thread.currentThread();
      silent.answer = (_, _) -> waiting.interrupt();
      HandleRecord record = silent.record(RowsFacts.NONE);
      try (RowStream stream = reader.open(record, ALICE, "c-1", cancellation)) {
        assertCode(ContractError.CALL_CANCELLED, stream::next);
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void close_inTheMiddle_freesTheLeaseAndIsNotTakenForTheEnd() {
    HandleRecord record = fixture.result(60, 1 << 20);
    RowStream stream = open(record);
    assertThat(stream.next()).isTrue();
    stream.close();
    stream.close();
    assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
    assertNoLeaseIsLeft(record);
  }

  @Test
  void reader_thatStalls_holdsTheSenderBack() {
    // 64 chunks of a little more than 1 MiB, one row each.
    HandleRecord record = fixture.result(64, 1 << 20);
    assertThat(record.rows().chunks()).isEqualTo(64);
    try (RowStream stream = open(record)) {
      assertThat(stream.next()).isTrue();
      // 8 chunks fill the flow-control window, 3 are with the reader, and the rest of the
      // allowance is for what the sockets and the transport have in hand.
      await()
          .during(Duration.ofMillis(700))
          .atMost(Duration.ofSeconds(20))
          .until(() -> fixture.server.chunksSent() <= 16);
      assertThat(fixture.server.chunksSent()).isGreaterThanOrEqualTo(3);
      assertThat(drain(stream)).isEqualTo(64);
    }
    assertThat(fixture.server.chunksSent()).isEqualTo(64);
  }

  @Test
  void reader_thatStalls_doesNotHoldUpAnother() {
    HandleRecord record = fixture.result(64, 1 << 20);
    try (RowStream stalled = open(record);
        RowStream moving = open(record)) {
      assertThat(stalled.next()).isTrue();
      assertThat(drain(moving)).isEqualTo(64);
      assertThat(drain(stalled)).isEqualTo(64);
    }
  }

  @Test
  void readers_ofOneHandle_eachGetEveryRow() throws Exception {
    HandleRecord record = fixture.result(20_000, 100, 64 << 10, UnaryOperator.identity());
    List<Future<Long>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        running.add(
            executor.submit(() -> {
              try (RowStream stream = open(record)) {
                return drain(stream);
              }
            }));
      }
    }
    for (Future<Long> reader : running) {
      assertThat(reader.get()).isEqualTo(20_000);
    }
    assertNoLeaseIsLeft(record);
  }

  @Test
  void owner_goneInTheMiddle_isUnavailableAndSaysHowFarTheStreamCame() {
    HandleRecord record = fixture.result(64, 1 << 20);
    try (RowStream stream = open(record)) {
      assertThat(stream.next()).isTrue();
      fixture.server.close();
      assertThatThrownBy(() -> drain(stream))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
                assertThat(failure.safeMessage())
                    .isEqualTo("The localdata server that holds the rows can't be reached now.");
                assertThat(failure.details())
                    .hasEntrySatisfying("chunksMoved", n -> assertThat((Long) n).isPositive());
              });
    }
  }

  @Test
  void owner_goneBefore_isUnavailableAtOnce() {
    HandleRecord record = fixture.result(10, 1);
    try (RowStream stream = open(record)) {
      assertThat(drain(stream)).isEqualTo(10);
    }
    fixture.server.close();
    assertCode(
        ContractError.PEER_UNAVAILABLE,
        () -> {
          try (RowStream stream = open(record)) {
            stream.next();
          }
        });
    assertCode(ContractError.PEER_UNAVAILABLE, () -> open(record).close());
  }

  @Test
  void chunk_damagedInTheSpool_isCorruptAndNamed() {
    HandleRecord record =
        fixture.result(
            1_000,
            10,
            4_096,
            chunk -> {
              if (chunk.sequence() == 2) {
                byte[] damaged = chunk.payload().clone();
                damaged[damaged.length / 2] ^= 4;
                return new EncodedChunk(
                    chunk.sequence(), chunk.rows(), chunk.rowsTotal(), chunk.crc32c(), damaged);
              }
              return chunk;
            });
    try (RowStream stream = open(record)) {
      assertThatThrownBy(() -> drain(stream))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.ROWS_CORRUPT);
                assertThat(failure.safeMessage()).endsWith(": chunk 2 is damaged.");
                assertThat(failure.details()).containsEntry("chunksMoved", 2L);
              });
    }
  }

  @Test
  void memory_thatIsUsedUp_isSaidSo() {
    HandleRecord record = fixture.result(4, 1 << 20);
    try (ArrowMemory small = new ArrowMemory(64 << 10);
        RowsReader reader = new RowsReader(small, fixture.trust);
        RowStream stream = reader.open(record, ALICE, "c-1", cancellation)) {
      assertCode(ContractError.CALLS_EXHAUSTED, stream::next);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "192.0.2.1:9090"})
  void owner_thatCantBeDialledInTheClear_isUnavailable(String address) {
    HandleRecord local = fixture.result(1, 1);
    HandleRecord record =
        new HandleRecord(
            local.name(),
            local.kind(),
            local.principal(),
            new Owner("localdata", address),
            local.timeToLive(),
            local.rows(),
            local.lineage());
    assertCode(ContractError.PEER_UNAVAILABLE, () -> open(record).close());
  }

  @Test
  void reader_onceClosed_endsItsStreamsAndOpensNone() {
    HandleRecord record = fixture.result(64, 1 << 20);
    try (RowStream stream = open(record)) {
      assertThat(stream.next()).isTrue();
      fixture.reader.close();
      assertCode(ContractError.PEER_UNAVAILABLE, () -> drain(stream));
    }
    assertCode(ContractError.PEER_UNAVAILABLE, () -> open(record).close());
  }
}
