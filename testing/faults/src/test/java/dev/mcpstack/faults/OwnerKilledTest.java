package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An owner is killed in the middle of a read. */
@Timeout(300)
final class OwnerKilledTest extends StackTest {
  private static final String LIMITS = "spoolMemory: 1MiB";

  @Test
  void owner_killedForGood_isSaidWithHowFarTheRowsCame() {
    Stack.Running owner = stack.localData(LIMITS);
    HandleRecord record = reader.record(owner.peer().query(Rows.sql(0, Rows.MANY)));
    try (Reader.Reading reading = reader.open(record)) {
      reading.take(5);
      owner.process().kill();
      StackException failure = Failure.of(reading::rest);
      assertThat(failure.code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
      assertThat(failure.safeMessage())
          .isEqualTo("The localdata server that holds the rows can't be reached now.");
      assertThat((Long) failure.details().get("bytesMoved"))
          .isBetween(5L << 18, record.rows().bytes() - 1);
      assertThat((Long) failure.details().get("chunksMoved"))
          .isBetween(5L, record.rows().chunks() - 1);
    }
    assertThat(Failure.of(() -> reader.all(record)).code())
        .isEqualTo(ContractError.PEER_UNAVAILABLE);
  }

  @Test
  void owner_thatComesBack_wipesWhatItLeftAndOwnsNothingOfIt() {
    Stack.Running dead = stack.localData(LIMITS);
    String lost = dead.peer().query(Rows.sql(0, Rows.MANY));
    HandleRecord record = reader.record(lost);
    List<Path> left = Spill.files(stack.spoolFolder());
    assertThat(left).hasSize(1);
    try (Reader.Reading reading = reader.open(record)) {
      reading.take(5);
      dead.process().kill();
      assertThat(left.getFirst()).exists();

      Stack.Running next = stack.localData(LIMITS, Reader.port(record));
      assertThat(left.getFirst()).doesNotExist();
      assertThat(left.getFirst().getParent()).doesNotExist();
      assertThat(Spill.files(stack.spoolFolder())).isEmpty();

      // The one in the middle finds an owner at the address that never had the rows.
      StackException failure = Failure.of(reading::rest);
      assertThat(failure.code()).isEqualTo(ContractError.HANDLE_ENDED);
      assertThat(failure.details()).containsEntry("state", "lost").containsKey("bytesMoved");
      Peer.Reply old = next.peer().read(lost, 0);
      assertThat(old.error()).as(old.text()).isEqualTo("HANDLE_ENDED");
      assertThat(old.text()).contains("Call execute_query on source 's' again");

      HandleRecord made = reader.record(next.peer().query(Rows.sql(7, Rows.MANY)));
      assertThat(reader.all(made)).isEqualTo(Rows.expected(7, Rows.MANY));
    }
  }
}
