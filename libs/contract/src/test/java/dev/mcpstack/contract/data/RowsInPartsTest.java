package dev.mcpstack.contract.data;

import static dev.mcpstack.contract.data.DataFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.RowsSeal;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.fixture.FaultyWire;
import dev.mcpstack.fixture.FaultyWire.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A complete result that is read by several streams at once. */
@Timeout(120)
class RowsInPartsTest {
  private static final int ROWS = 40_000;
  private static final int CHUNK_BYTES = 32 << 10;

  private final DataFixture fixture = new DataFixture();
  private final Cancellation cancellation = new Cancellation();
  private final Map<Integer, List<Long>> parts = new ConcurrentSkipListMap<>();

  @AfterEach
  void stop() {
    fixture.close(); // Fails where a batch was not freed.
  }

  private HandleRecord result() {
    return fixture.result(ROWS, 40, CHUNK_BYTES, UnaryOperator.identity());
  }

  private Consumer<RowBatch> ids(int part) {
    List<Long> ids = new ArrayList<>();
    parts.put(part, ids);
    return batch -> {
      for (int row = 0; row < batch.rows(); row++) {
        ids.add((Long) batch.value(0, row));
      }
    };
  }

  private List<Long> read(HandleRecord record, int streams) {
    fixture.reader.readParts(record, ALICE, "c-1", cancellation, streams, this::ids);
    return parts.values().stream().flatMap(List::stream).toList();
  }

  private static List<Long> all(int rows) {
    return LongStream.range(0, rows).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "16, 16", "1000, 0"})
  void parts_togetherAreEveryRowOnceAndInOrder(int streams, int expected) {
    HandleRecord record = result();
    assertThat(read(record, streams)).isEqualTo(all(ROWS));
    assertThat((long) parts.size()).isEqualTo(expected == 0 ? record.rows().chunks() : expected);
    assertThat(parts.values()).noneMatch(List::isEmpty);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void result_ofOneChunk_isReadByOneStream(int rows) {
    assertThat(read(fixture.result(rows, 5), 4)).isEqualTo(all(rows));
    assertThat(parts).hasSize(1);
  }

  @Test
  void connections_thatBreak_loseAndDoubleNoRow() {
    HandleRecord record = result();
    try (FaultyWire wire = new FaultyWire(fixture.server.port(), _ -> new Fault.Cut(200_000))) {
      assertThat(read(with(record, wire.address(), record.rows()), 3)).isEqualTo(all(ROWS));
      assertThat(wire.connections()).isGreaterThan(6);
    }
  }

  @Test
  void sink_thatFails_endsTheOthers() {
    CountDownLatch failed = new CountDownLatch(1);
    assertThatThrownBy(() ->
            fixture.reader.readParts(
                result(),
                ALICE,
                "c-1",
                cancellation,
                2,
                part ->
                    batch -> {
                      if (part == 1) {
                        failed.countDown();
                        throw new IllegalStateException("enough");
                      }
                      await(failed);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cancellation_endsAll() {
    assertThatThrownBy(() ->
            fixture.reader.readParts(
                result(), ALICE, "c-1", cancellation, 4, _ -> _ -> cancellation.cancel()))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> assertThat(failure.code()).isEqualTo(ContractError.CALL_CANCELLED));
  }

  @Test
  void rows_otherThanTheRecordSays_areRefused() {
    HandleRecord record = result();
    RowsFacts facts = record.rows();
    RowsSeal seal = facts.seal().orElseThrow();
    for (RowsFacts other :
        List.of(
            new RowsFacts(facts.rows() + 1, facts.bytes(), facts.chunks(), facts.seal()),
            new RowsFacts(facts.rows(), facts.bytes() + 1, facts.chunks(), facts.seal()),
            new RowsFacts(facts.rows(), facts.bytes(), facts.chunks() - 1, facts.seal()),
            new RowsFacts(facts.rows(), facts.bytes(), facts.chunks() + 3, facts.seal()),
            new RowsFacts(
                facts.rows(),
                facts.bytes(),
                facts.chunks(),
                Optional.of(new RowsSeal(seal.schema(), "00", seal.figures()))))) {
      assertThatThrownBy(() -> read(with(record, record.owner().dataAddress(), other), 3))
          .as(other.toString())
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> assertThat(failure.code()).isEqualTo(ContractError.ROWS_CORRUPT));
    }
  }

  @Test
  void rows_stillBeingWritten_areNotReadInParts() {
    HandleRecord pending = with(result(), fixture.server.address(), RowsFacts.NONE);
    assertThatThrownBy(() -> read(pending, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  private static HandleRecord with(HandleRecord record, String address, RowsFacts facts) {
    return new HandleRecord(
        record.name(),
        record.kind(),
        record.principal(),
        new Owner("localdata", address),
        record.timeToLive(),
        facts,
        record.lineage());
  }
}
