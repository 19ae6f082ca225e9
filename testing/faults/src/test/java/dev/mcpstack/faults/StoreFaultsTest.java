package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The token store is restarted, emptied, or gone. */
@Timeout(300)
final class StoreFaultsTest {
  private static final Rows ALL = Rows.expected(0, Rows.MANY);
  private static final String SQL = Rows.sql(0, Rows.MANY);

  @TempDir private Path folder = Path.of("");

  @Test
  void store_restartedWithItsData_isMissedByNobody() throws IOException {
    Path data = Files.createDirectory(folder.resolve("redis"));
    try (Stack stack = new Stack(folder, "appendonly yes", "appendfsync always", "dir " + data)) {
      Stack.Running owner = stack.localData("spoolMemory: 1MiB");
      Reader reader = stack.reader();
      String handle = owner.peer().query(SQL);
      try (Reader.Reading reading = reader.open(reader.record(handle))) {
        reading.take(5);
        stack.redis().stop();
        stack.redis().startAgain();
        assertThat(reading.rest()).isEqualTo(ALL);
      }
      Failure.await().ignoreExceptions().until(() -> reader.find(handle) instanceof Lookup.Live);
      assertThat(reader.all(reader.record(handle))).isEqualTo(ALL);
      Failure.await().until(() -> query(owner).error().equals("COMPLETE"));
    }
  }

  @Test
  void store_emptied_isToldAgainByOwners() {
    try (Stack stack = new Stack(folder)) {
      Stack.Running owner = stack.localData("spoolMemory: 1MiB");
      Reader reader = stack.reader();
      String read = owner.peer().query(SQL);
      String unread = owner.peer().query(Rows.sql(1, 10));
      String released = owner.peer().query(Rows.sql(2, 10));
      assertThat(owner.peer().release(released).error()).isEqualTo("COMPLETE");
      try (Reader.Reading reading = reader.open(reader.record(read))) {
        reading.take(5);
        stack.redis().stop();
        stack.redis().startAgain();
        try (StoreKeys keys = new StoreKeys(stack.redis().address())) {
          assertThat(reading.rest()).isEqualTo(ALL);
          // Without anybody asking for them.
          Failure.await().until(() -> keys.living() == 2);
        }
      }
      Failure.await().ignoreExceptions().until(() -> reader.find(unread) instanceof Lookup.Live);
      assertThat(reader.all(reader.record(read))).isEqualTo(ALL);
      assertThat(reader.all(reader.record(unread))).isEqualTo(Rows.expected(1, 10));
      // What its principal has ended does not come back to life.
      assertThat(owner.peer().read(released, 0).error()).isEqualTo("HANDLE_UNKNOWN");
      Failure.await().until(() -> query(owner).error().equals("COMPLETE"));
    }
  }

  @Test
  void store_goneForGood_keepsWhatIsHeldReadableAndLetsNothingNewBegin() {
    try (Stack stack = new Stack(folder)) {
      Stack.Running owner = stack.localData("spoolMemory: 1MiB");
      Stack.Running science = stack.dataScience();
      Reader reader = stack.reader();
      String handle = owner.peer().query(SQL);
      String other = owner.peer().query(Rows.sql(5, 1_000));
      assertSum(science.peer().summarize(other), 5, 1_000);
      HandleRecord record = reader.record(handle);
      try (Reader.Reading reading = reader.open(record)) {
        reading.take(5);
        stack.redis().stop();
        assertThat(reading.rest()).isEqualTo(ALL);
      }
      // Between calls: a read that begins now, by whoever knows the owner.
      assertThat(reader.all(record)).isEqualTo(ALL);
      Peer.Reply page = owner.peer().read(handle, 39_999);
      assertThat(page.error()).as(page.text()).isEqualTo("COMPLETE");
      assertThat(page.textAt("rows")).contains("39999");
      // The analyses' server has never asked for this one, but it knows its owner.
      assertSum(science.peer().summarize(handle), 0, Rows.MANY);

      Peer.Reply refused = query(owner);
      assertThat(refused.error()).isEqualTo("STORE_UNAVAILABLE");
      assertThat(refused.text()).contains("The token store can't be reached.");
      assertThat(refused.textAt("error.retryable")).isEqualTo("true");
      Peer.Reply stream =
          owner.peer().call("open_stream", Map.of("source", "s", "sql", "SELECT 1 AS one"));
      assertThat(stream.error()).isEqualTo("STORE_UNAVAILABLE");
      StackException unknown = Failure.of(() -> reader.record(handle));
      assertThat(unknown.code()).isEqualTo(ContractError.STORE_UNAVAILABLE);
    }
  }

  @Test
  void stream_thatIsStillWrittenWhenTheStoreGoes_isReadToItsEnd() {
    try (Stack stack = new Stack(folder)) {
      Stack.Running owner = stack.localData("spoolMemory: 1MiB");
      Reader reader = stack.reader();
      HandleRecord record = reader.record(owner.peer().stream(Rows.sql(0, 4 * Rows.MANY)));
      try (Reader.Reading reading = reader.open(record)) {
        reading.take(2);
        stack.redis().stop();
        assertThat(reading.rest()).isEqualTo(Rows.expected(0, 4 * Rows.MANY));
      }
      stack.redis().startAgain();
      Failure.await()
          .ignoreExceptions()
          .until(() -> reader.find(record.name()) instanceof Lookup.Live);
      assertThat(reader.all(reader.record(record.name())))
          .isEqualTo(Rows.expected(0, 4 * Rows.MANY));
    }
  }

  private static Peer.Reply query(Stack.Running owner) {
    return owner.peer().call("execute_query", Map.of("source", "s", "sql", "SELECT 1 AS one"));
  }

  static void assertSum(Peer.Reply reply, long from, long rows) {
    assertThat(reply.error()).as(reply.text()).isEqualTo("COMPLETE");
    assertThat(reply.textAt("rows")).isEqualTo(Long.toString(rows));
    assertThat(reply.textAt("numeric"))
        .contains("sum=" + Rows.sumOfX(from, rows), "count=" + rows, "missing=0");
  }
}
