package dev.mcpstack.contract.data;

import static dev.mcpstack.contract.data.FakeOwner.CHUNKS;
import static dev.mcpstack.contract.data.FakeOwner.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.RowsSeal;
import dev.mcpstack.contract.handle.Seals;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnFigures;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.EndOfRows;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An owner that lies, breaks off or falls silent: the reader says so, and never less. */
@Timeout(60)
class VerificationTest {
  private final FakeOwner owner = new FakeOwner();
  private final ArrowMemory memory = new ArrowMemory(1 << 20);
  private final RowsReader reader = reader(Duration.ofSeconds(10), Duration.ofSeconds(10));

  private RowsReader reader(Duration firstMessage, Duration silence) {
    return new RowsReader(
        memory,
        PeerTrust.random(),
        new RowStream.Limits(firstMessage, silence, Duration.ofMillis(300)));
  }

  @AfterEach
  void stop() {
    reader.close();
    owner.close();
    memory.close();
  }

  private static Chunk marker(EndOfRows.Builder end) {
    return Chunk.newBuilder().setSequence(3).setRowsTotal(3).setEnd(end).build();
  }

  private static Chunk chunk(int index) {
    return message(CHUNKS.get(index)).build();
  }

  private static long readAll(RowsReader reader, HandleRecord record) {
    try (RowStream stream = reader.open(record, DataFixture.ALICE, "c-1", new Cancellation())) {
      while (stream.next()) {
        assertThat(stream.batch().rows()).isEqualTo(1);
      }
      assertThat(stream.next()).as("next after the end").isFalse();
      return stream.rows();
    }
  }

  private StackException failureOfReading(RowsFacts facts) {
    try {
      readAll(reader, owner.record(facts));
    } catch (StackException e) {
      return e;
    }
    throw new AssertionError("everything was taken for right");
  }

  @Test
  void rows_thatAreRight_pass() {
    owner.answerWith(List.of(chunk(0), chunk(1), chunk(2), marker(FakeOwner.end())));
    assertThat(readAll(reader, owner.record(RowsFacts.NONE))).isEqualTo(3);
    assertThat(readAll(reader, owner.record(new RowsFacts(3, 0, 3, Optional.of(FakeOwner.seal())))))
        .isEqualTo(3);
  }

  static List<Arguments> lies() {
    Chunk right = marker(FakeOwner.end());
    byte[] flipped = CHUNKS.get(1).payload().clone();
    flipped[flipped.length / 2] ^= 1;
    EncodedChunk otherColumns = FakeOwner.encode(Column.of("y", ColumnType.INTEGER)).get(1);
    byte[] noArrow = {1, 2, 3};
    return List.of(
        Arguments.of("chunk 1 is missing", List.of(chunk(0), chunk(2), right)),
        Arguments.of(
            "the stream ended before its end marker", List.of(chunk(0), chunk(0), chunk(1))),
        Arguments.of(
            "chunk 1 is damaged",
            List.of(
                chunk(0), message(CHUNKS.get(1)).setPayload(ByteString.copyFrom(flipped)).build())),
        Arguments.of(
            "the count of rows went back",
            List.of(chunk(0), chunk(1), message(CHUNKS.get(2)).setRowsTotal(1).build())),
        Arguments.of(
            "a chunk holds another number of rows than it says",
            List.of(chunk(0), message(CHUNKS.get(1)).setRowsTotal(5).build())),
        Arguments.of(
            "the columns changed between chunks", List.of(chunk(0), message(otherColumns).build())),
        Arguments.of(
            "chunk 0 can't be read",
            List.of(
                Chunk.newBuilder()
                    .setPayload(ByteString.copyFrom(noArrow))
                    .setCrc32C(EncodedChunk.checksum(noArrow))
                    .build())),
        Arguments.of("the stream ended before its end marker", List.of(chunk(0), chunk(1))),
        Arguments.of("the stream ended before its end marker", List.of()),
        Arguments.of("the totals differ", List.of(chunk(0), chunk(1), right)),
        Arguments.of(
            "the totals differ",
            List.of(chunk(0), chunk(1), chunk(2), marker(FakeOwner.end().setRows(4)))),
        Arguments.of(
            "the totals differ",
            List.of(chunk(0), chunk(1), chunk(2), marker(FakeOwner.end().setPayloadBytes(4)))),
        Arguments.of(
            "the digest differs",
            List.of(
                chunk(0),
                chunk(1),
                chunk(2),
                marker(
                    FakeOwner.end()
                        .setSeal(
                            Seals.toMessage(FakeOwner.seal()).toBuilder()
                                .setDigest(ByteString.copyFrom(new byte[32])))))),
        Arguments.of(
            "the figures of the columns differ",
            List.of(
                chunk(0),
                chunk(1),
                chunk(2),
                marker(
                    FakeOwner.end()
                        .setSeal(
                            Seals.toMessage(
                                new RowsSeal(
                                    FakeOwner.seal().schema(),
                                    FakeOwner.seal().digest(),
                                    List.of(new ColumnFigures.Whole(0, 2, 0, 0, 0)))))))),
        Arguments.of(
            "the end marker can't be read",
            List.of(chunk(0), chunk(1), chunk(2), marker(FakeOwner.end().clearSeal()))),
        Arguments.of(
            "there was more after the end marker",
            List.of(chunk(0), chunk(1), chunk(2), right, right)));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void rows_thatAreNotWhatTheOwnerHolds_areCorrupt(String what, List<Chunk> messages) {
    owner.answerWith(messages);
    StackException failure = failureOfReading(RowsFacts.NONE);
    assertThat(failure.code()).isEqualTo(ContractError.ROWS_CORRUPT);
    assertThat(failure.safeMessage())
        .isEqualTo("The rows did not arrive as the localdata server holds them: " + what + ".");
  }

  @Test
  void rows_thatAreNotThoseTheRecordNames_areCorrupt() {
    owner.answerWith(List.of(chunk(0), chunk(1), chunk(2), marker(FakeOwner.end())));
    RowsSeal other = new RowsSeal(FakeOwner.seal().schema(), "00", List.of());
    StackException failure = failureOfReading(new RowsFacts(4, 0, 3, Optional.of(other)));
    assertThat(failure.code()).isEqualTo(ContractError.ROWS_CORRUPT);
    assertThat(failure.safeMessage()).contains("the handle's record names others");
    assertThat(failure.details()).containsEntry("chunksMoved", 3L).containsKey("bytesMoved");
  }

  @Test
  void stream_thatFailed_failsAgainTheSameWay() {
    owner.answerWith(List.of(chunk(0)));
    try (RowStream stream =
        reader.open(owner.record(RowsFacts.NONE), DataFixture.ALICE, "c-1", new Cancellation())) {
      assertThat(stream.next()).isTrue();
      assertThatThrownBy(stream::next).hasMessageContaining("before its end marker");
      assertThatThrownBy(stream::next).hasMessageContaining("before its end marker");
      assertThatThrownBy(stream::batch).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void owner_thatIsSilentFromTheStart_isUnavailable() {
    owner.answer = (_, _) -> {};
    try (RowsReader impatient = reader(Duration.ofMillis(500), Duration.ofMinutes(1))) {
      assertThatThrownBy(() -> readAll(impatient, owner.record(RowsFacts.NONE)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> assertThat(failure.code()).isEqualTo(ContractError.PEER_UNAVAILABLE));
    }
  }

  @Test
  void owner_thatFallsSilentLater_isUnavailableAndSaysHowFarItCame() {
    owner.answer =
        (request, observer) -> {
          if (request.getFirstChunk() == 0) {
            observer.onNext(chunk(0));
          }
        };
    try (RowsReader impatient = reader(Duration.ofMinutes(1), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> readAll(impatient, owner.record(RowsFacts.NONE)))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
                assertThat(failure.details()).containsEntry("chunksMoved", 1L);
              });
    }
  }

  @Test
  void owner_ofAnotherContractVersion_isRefusedByName() {
    owner.contractVersion = 2;
    StackException failure = failureOfReading(RowsFacts.NONE);
    assertThat(failure.code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
    assertThat(failure.safeMessage())
        .isEqualTo(
            "The server that holds the rows speaks version 2 of the data contract, and this one"
                + " version 1.");
    assertThat(failure.remedy()).isEqualTo("Bring all servers of the stack to one release.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK"})
  void status_withoutAFailureBehindIt_becomesOneOfOursWithoutItsText(Status.Code code) {
    owner.answer =
        (_, observer) ->
            observer.onError(
                code.toStatus().withDescription("driver: password=hunter2").asException());
    StackException failure = failureOfReading(RowsFacts.NONE);
    assertThat(failure.code())
        .isEqualTo(
            switch (code) {
              case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> ContractError.PEER_UNAVAILABLE;
              default -> ContractError.INTERNAL_ERROR;
            });
    assertThat(failure.safeMessage()).startsWith("The localdata server").doesNotContain("hunter2");
    assertThat(failure.remedy()).doesNotContain("hunter2");
  }

  @Test
  void failure_ofAnotherModulesCode_comesBackAsItWas() {
    StackException sent =
        new StackException(
                new RemoteErrorCode(
                    "SOURCE_REFUSED", 2007, ErrorCategory.EXTERNAL, true, "Ask the source."),
                "The source refused.")
            .withDetail("source", "weather")
            .withDetail("attempts", 3)
            .withDetail("seconds", 1.5)
            .withDetail("again", true)
            .withDetail("state", Thread.State.NEW);
    owner.answer = (_, observer) -> observer.onError(Failures.toStatus(sent, "c-1"));
    StackException failure = failureOfReading(RowsFacts.NONE);
    assertThat(failure.code()).isEqualTo(sent.code());
    assertThat(failure.code().number()).isEqualTo(2007);
    assertThat(failure.safeMessage()).isEqualTo("The source refused.");
    assertThat(failure.remedy()).isEqualTo("Ask the source.");
    assertThat(failure.details().toString())
        .isEqualTo("{source=weather, attempts=3, seconds=1.5, again=true, state=NEW}");
  }

  @ParameterizedTest
  @EnumSource
  void failure_ofAnyCodeOfOurs_comesBackAsItWas(ContractError code) {
    StackException sent = new StackException(code, "Said: ü " + "x".repeat(2_000));
    owner.answer = (_, observer) -> observer.onError(Failures.toStatus(sent, "c-1"));
    StackException failure = failureOfReading(RowsFacts.NONE);
    assertThat(failure.code()).isSameAs(code);
    assertThat(failure.safeMessage()).hasSize(1_000).startsWith("Said: ü xx").endsWith("…");
    assertThat(failure.remedy()).isEqualTo(code.remedy());
  }

  @ParameterizedTest
  @EnumSource
  void failure_ofAnyCategory_keepsIt(ErrorCategory category) {
    StackException sent =
        new StackException(new RemoteErrorCode("X", 2999, category, false, "R."), "M.");
    owner.answer = (_, observer) -> observer.onError(Failures.toStatus(sent, "c-1"));
    assertThat(failureOfReading(RowsFacts.NONE).code().category()).isEqualTo(category);
  }
}
