package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.handle.HandleRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An owner is told to stop. */
@Timeout(300)
final class OwnerStoppedTest extends StackTest {
  @Test
  void owner_withAReaderInTheMiddle_servesItOutAndEndsWithItsLastHandle() {
    Stack.Running owner = stack.localData("spoolMemory: 1MiB, stopGrace: 10m");
    String handle = owner.peer().query(Rows.sql(0, Rows.MANY));
    HandleRecord record = reader.record(handle);
    try (Reader.Reading reading = reader.open(record)) {
      reading.take(5);
      owner.process().terminate();
      // A query that can't be made keeps nothing, whether it came before the signal or after.
      Failure.await()
          .until(() ->
              owner.peer().call("execute_query", nothing()).error().equals("SERVER_STOPPING"));
      Peer.Reply refused = owner.peer().call("execute_query", nothing());
      assertThat(refused.text())
          .contains("The localdata server is stopping and begins nothing new.");
      assertThat(refused.textAt("error.retryable")).isEqualTo("true");
      assertThat(owner.peer().call("open_stream", nothing()).error()).isEqualTo("SERVER_STOPPING");

      assertThat(owner.peer().read(handle, 39_999).textAt("rows")).contains("39999");
      assertThat(reading.rest()).isEqualTo(Rows.expected(0, Rows.MANY));
    }
    // Who comes now is served as well.
    assertThat(reader.all(record)).isEqualTo(Rows.expected(0, Rows.MANY));
    assertThat(owner.process().isAlive()).isTrue();
    assertThat(owner.peer().release(handle).error()).isEqualTo("COMPLETE");
    // Long before the grace is over.
    assertThat(owner.process().exitCode()).isZero();
    assertThat(Spill.files(stack.spoolFolder())).isEmpty();
  }

  @Test
  void owner_whoseGraceIsOver_endsInOrderThoughAHandleIsHeld() {
    Stack.Running owner = stack.localData("spoolMemory: 1MiB, stopGrace: 2s");
    HandleRecord record = reader.record(owner.peer().query(Rows.sql(0, Rows.MANY)));
    try (Reader.Reading reading = reader.open(record)) {
      reading.take(5);
      owner.process().terminate();
      assertThat(owner.process().exitCode()).isZero();
      assertThat(owner.process().errors()).contains("its time was over");
      assertThat(Spill.files(stack.spoolFolder())).isEmpty();
      assertThat(Failure.of(reading::rest).code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
    }
  }

  @Test
  void ownerOfNothing_endsAtOnce() {
    Stack.Running owner = stack.localData("stopGrace: 10m");
    owner.process().terminate();
    assertThat(owner.process().exitCode()).isZero();
  }

  private static Map<String, Object> nothing() {
    return Map.of("source", "s", "sql", "SELECT nowhere FROM points");
  }
}
