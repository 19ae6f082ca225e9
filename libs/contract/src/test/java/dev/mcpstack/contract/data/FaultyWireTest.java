package dev.mcpstack.contract.data;

import static dev.mcpstack.contract.data.DataFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.fixture.FaultyWire;
import dev.mcpstack.fixture.FaultyWire.Fault;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives over a bad wire equals what was sent, or there is a clear error. */
@Timeout(120)
class FaultyWireTest {
  private static final int ROWS = 40_000;
  private static final int CHUNK_BYTES = 32 << 10;

  private final DataFixture fixture = new DataFixture();
  private final Cancellation cancellation = new Cancellation();

  @AfterEach
  void stop() {
    fixture.close();
  }

  private HandleRecord result() {
    return fixture.result(ROWS, 40, CHUNK_BYTES, UnaryOperator.identity());
  }

  private static HandleRecord over(FaultyWire wire, HandleRecord record) {
    return new HandleRecord(
        record.name(),
        record.kind(),
        record.principal(),
        new Owner("localdata", wire.address()),
        record.timeToLive(),
        record.rows(),
        record.lineage());
  }

  private FaultyWire wire(IntFunction<Fault> faults) {
    return new FaultyWire(fixture.server.port(), faults);
  }

  /** Reads all, and fails unless each row comes once and in its place. */
  private int readWhole(HandleRecord record) {
    long expected = 0;
    try (RowStream stream = fixture.reader.open(record, ALICE, "c-1", cancellation)) {
      while (stream.next()) {
        RowBatch batch = stream.batch();
        for (int row = 0; row < batch.rows(); row++) {
          assertThat(batch.value(0, row)).isEqualTo(expected++);
        }
      }
      assertThat(expected).isEqualTo(ROWS);
      return stream.resumed();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {40_000, 100_000, 333_333})
  void connection_cutAgainAndAgain_losesAndDoublesNoRow(long bytes) {
    HandleRecord record = result();
    try (FaultyWire wire = wire(_ -> new Fault.Cut(bytes))) {
      int resumed = readWhole(over(wire, record));
      assertThat(resumed).isGreaterThanOrEqualTo((int) (record.rows().bytes() / bytes / 2));
      assertThat(wire.connections()).isGreaterThan(resumed / 2);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  /** In the frames of HTTP/2 as well as in the rows. */
  @ParameterizedTest
  @MethodSource("seeds")
  void byteFlippedOnTheWire_isMendedOrSaid(int seed) {
    HandleRecord record = result();
    SplittableRandom random = new SplittableRandom(seed);
    long position = random.nextLong(record.rows().bytes());
    try (FaultyWire wire =
        wire(connection -> connection == 0 ? new Fault.Flip(position) : new Fault.None())) {
      try {
        readWhole(over(wire, record));
      } catch (StackException e) {
        // Before anything has arrived there is nothing to take up again.
        assertThat(e.code())
            .isIn(
                ContractError.PEER_UNAVAILABLE,
                ContractError.INTERNAL_ERROR,
                ContractError.ROWS_CORRUPT);
      }
    }
  }

  @Test
  void chunk_thatArrivesDamagedOnce_isFetchedAgain() {
    AtomicInteger sent = new AtomicInteger();
    HandleRecord record = result();
    EncodedChunk third = fixture.chunks(record).get(2);
    // Far behind the first chunks, so that it hits the rows of one.
    long position = 2L * CHUNK_BYTES + third.payload().length / 2;
    try (FaultyWire wire =
        wire(_ -> sent.getAndIncrement() == 0 ? new Fault.Flip(position) : new Fault.None())) {
      assertThat(readWhole(over(wire, record))).isEqualTo(1);
    }
  }

  @Test
  void owner_thatStaysAway_isSaidWithHowFarTheRowsCame() {
    HandleRecord record = result();
    try (FaultyWire wire =
        wire(connection -> connection == 0 ? new Fault.Cut(200_000) : new Fault.Cut(0))) {
      assertThatThrownBy(() -> readWhole(over(wire, record)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
                assertThat(failure.details()).containsKeys("bytesMoved", "chunksMoved");
              });
    }
  }

  @Test
  void cancel_whileTheOwnerIsAway_endsTheWaiting() {
    HandleRecord record = result();
    try (FaultyWire wire =
        wire(connection -> {
          if (connection > 0) {
            cancellation.cancel();
          }
          return new Fault.Cut(connection == 0 ? 200_000 : 0);
        })) {
      assertThatThrownBy(() -> readWhole(over(wire, record)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> assertThat(failure.code()).isEqualTo(ContractError.CALL_CANCELLED));
    }
  }
}
