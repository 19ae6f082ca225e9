package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A handle is released while somebody reads it. */
@Timeout(300)
final class ReleaseDuringReadTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void reader_ofAReleasedHandle_isToldAndNeverTakesAPartForAll() {
    try (Stack stack = new Stack(folder)) {
      Stack.Running owner = stack.localData("spoolMemory: 4MiB");
      Reader reader = stack.reader();
      for (int batches : new int[] {0, 1, 2, 3, 5, 8, 13}) {
        String handle = owner.peer().query(Rows.sql(batches, Rows.MANY));
        HandleRecord record = reader.record(handle);
        try (Reader.Reading reading = reader.open(record)) {
          reading.take(batches);
          assertThat(owner.peer().release(handle).error()).isEqualTo("COMPLETE");
          StackException failure = Failure.of(reading::rest);
          assertThat(failure.code())
              .as("after %d batches: %s", batches, failure.getMessage())
              .isEqualTo(ContractError.HANDLE_ENDED);
          assertThat(failure.details()).containsEntry("state", "released");
        }
      }
      Failure.await().until(() -> Spill.files(stack.spoolFolder()).isEmpty());
    }
  }

  @Test
  void release_justBeforeTheEnd_givesAllRowsOrAnError() {
    try (Stack stack = new Stack(folder)) {
      Stack.Running owner = stack.localData("spoolMemory: 4MiB");
      Reader reader = stack.reader();
      int whole = 0;
      for (int i = 0; i < 10; i++) {
        String handle = owner.peer().query(Rows.sql(i, Rows.MANY));
        HandleRecord record = reader.record(handle);
        try (Reader.Reading reading = reader.open(record)) {
          reading.take((int) record.rows().chunks() - 10 + i);
          owner.peer().release(handle);
          assertThat(reading.rest()).isEqualTo(Rows.expected(i, Rows.MANY));
          whole++;
        } catch (StackException e) {
          assertThat(e.code()).isEqualTo(ContractError.HANDLE_ENDED);
        }
      }
      System.out.println(
          "released near the end: " + whole + " of 10 came whole, the others said so");
    }
  }
}
