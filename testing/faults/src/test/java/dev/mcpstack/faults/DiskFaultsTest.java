package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.handle.HandleRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The owner's disk lies, or is full. */
@Timeout(300)
final class DiskFaultsTest extends StackTest {
  private static final long FILE_LIMIT = 8L << 20;

  private Stack.Running owner;

  @BeforeEach
  void startOwner() {
    owner = stack.localData("spoolMemory: 1MiB");
  }

  @Test
  void spillFile_thatIsDamaged_isSaidByChunkAndHarmsNoOther() {
    Stack.Running science = stack.dataScience();
    String damaged = owner.peer().query(Rows.sql(0, Rows.MANY));
    List<Path> files = Spill.files(stack.spoolFolder());
    assertThat(files).hasSize(1);
    String unharmed = owner.peer().query(Rows.sql(7, Rows.MANY));
    Spill.damageEnd(files.getFirst());

    HandleRecord record = reader.record(damaged);
    String words =
        "Chunk "
            + (record.rows().chunks() - 1)
            + " of the rows was damaged on the disk of the server that holds them.";
    Peer.Reply failed = science.peer().summarize(damaged);
    assertThat(failed.error()).as(failed.text()).isEqualTo("ROWS_CORRUPT");
    assertThat(failed.textAt("error.message")).isEqualTo(words);
    assertThat(Failure.of(() -> reader.all(record)))
        .hasMessage(words)
        .extracting("code")
        .isEqualTo(ContractError.ROWS_CORRUPT);
    assertThat(owner.peer().read(damaged, Rows.MANY - 1).error()).isEqualTo("ROWS_CORRUPT");
    // The chunks before it are as good as ever, and so are other results.
    assertThat(owner.peer().read(damaged, 20_000).textAt("rows")).contains("20000");
    StoreFaultsTest.assertSum(science.peer().summarize(unharmed), 7, Rows.MANY);
    assertThat(reader.all(reader.record(unharmed))).isEqualTo(Rows.expected(7, Rows.MANY));
  }

  @Test
  void fullDisk_failsTheQueryThatFilledItAlone() {
    HandleRecord before = reader.record(owner.peer().query(Rows.sql(0, 5_000)));
    owner.process().limitFiles(FILE_LIMIT);

    Peer.Reply full =
        owner.peer().call("execute_query", Map.of("source", "s", "sql", Rows.sql(0, Rows.MANY)));
    assertThat(full.error()).as(full.text()).isEqualTo("SPOOL_FULL");
    assertThat(full.text())
        .contains("The disk that results are kept on takes no more: it is full, or has failed.");
    // What it had written is given back.
    assertThat(Spill.files(stack.spoolFolder())).hasSize(1);

    // A result that is read while it is written says so to its reader.
    HandleRecord live = reader.record(owner.peer().stream(Rows.sql(0, Rows.MANY)));
    assertThat(Failure.of(() -> reader.all(live)).code()).isEqualTo(ContractError.SPOOL_FULL);

    HandleRecord small = reader.record(owner.peer().query(Rows.sql(3, 5_000)));
    assertThat(reader.all(small)).isEqualTo(Rows.expected(3, 5_000));
    assertThat(reader.all(before)).isEqualTo(Rows.expected(0, 5_000));
  }
}
