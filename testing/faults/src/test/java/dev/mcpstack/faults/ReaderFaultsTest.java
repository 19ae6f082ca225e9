package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.fixture.ServerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader is killed, or takes its time. */
@Timeout(600)
final class ReaderFaultsTest extends StackTest {
  private static final Rows ALL = Rows.expected(0, Rows.MANY);

  @Test
  void reader_killedInTheMiddle_harmsNoOther() {
    Stack.Running owner = stack.localData("spoolMemory: 1MiB");
    String handle = owner.peer().query(Rows.sql(0, Rows.MANY));
    ServerProcess killed = stack.readerProcess(handle, 5);
    ServerProcess other = stack.readerProcess(handle, 2);
    assertThat(killed.line()).isEqualTo("in the middle");
    assertThat(other.line()).isEqualTo("in the middle");
    killed.kill();
    assertThat(reader.all(reader.record(handle))).isEqualTo(ALL);
    other.goOn();
    assertThat(other.line()).isEqualTo(ALL.toString());
    assertThat(other.exitCode()).isZero();
    // Nobody reads it any more, so a release frees the disk at once.
    assertThat(owner.peer().release(handle).error()).isEqualTo("COMPLETE");
    Failure.await().until(() -> Spill.files(stack.spoolFolder()).isEmpty());
  }

  @Test
  @Tag("full")
  void leaseOfAKilledReader_lapses() {
    Stack.Running owner = stack.localData("spoolMemory: 1MiB, handleLifetime: 20s");
    String handle = owner.peer().query(Rows.sql(0, Rows.MANY));
    ServerProcess killed = stack.readerProcess(handle, 5);
    assertThat(killed.line()).isEqualTo("in the middle");
    killed.kill();
    // Its time is over, and the lease holds it for a reader who may come back.
    Failure.await()
        .until(() -> reader.find(handle) instanceof Lookup.Live(_, Duration left) && left.isZero());
    Failure.await().until(() -> reader.find(handle) instanceof Lookup.Ended);
    assertThat(reader.find(handle))
        .isInstanceOfSatisfying(
            Lookup.Ended.class, ended -> assertThat(ended.reason()).isEqualTo(EndReason.EXPIRED));
    Failure.await().until(() -> Spill.files(stack.spoolFolder()).isEmpty());
  }

  @Test
  @Tag("full")
  void reader_whoPausesBeyondTheHandlesTime_goesOnToTheRightEnd() {
    Stack.Running owner = stack.localData("spoolMemory: 1MiB, handleLifetime: 1m");
    HandleRecord record = reader.record(owner.peer().query(Rows.sql(0, Rows.MANY)));
    HandleRecord clock = reader.record(owner.peer().query(Rows.sql(0, 1)));
    try (Reader.Reading reading = reader.open(record)) {
      reading.take(5);
      // The other one, made after it, that nobody reads: a minute has passed for both.
      Failure.await().until(() -> reader.find(clock.name()) instanceof Lookup.Ended);
      assertThat(reader.find(record.name()))
          .isInstanceOfSatisfying(Lookup.Live.class, live -> assertThat(live.remaining()).isZero());
      assertThat(reading.rest()).isEqualTo(ALL);
    }
    Failure.await().until(() -> reader.find(record.name()) instanceof Lookup.Ended);
  }
}
