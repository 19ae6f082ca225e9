package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server that held rows is lost, and another one has the same source. */
@Timeout(300)
final class RemadeRowsTest extends StackTest {
  private static final String LIMITS = "spoolMemory: 1MiB";

  private Stack.Running science(Stack.Running maker) {
    return stack.dataScience(", remakeAt: '" + anyOf(maker).owner().dataAddress() + "'");
  }

  /** The record of some rows of a server, which names where it serves them. */
  private HandleRecord anyOf(Stack.Running server) {
    return reader.record(server.peer().query("SELECT 1 AS x"));
  }

  @Test
  void rows_lostWithTheirOwner_areMadeAgainByAnotherUnderTheirHandle() {
    stack.remakesLostRows(true);
    Stack.Running owner = stack.localData(LIMITS);
    Stack.Running other = stack.localData(LIMITS);
    Stack.Running science = science(other);
    String handle = owner.peer().query(Rows.sql(7, Rows.MANY));
    HandleRecord before = reader.record(handle);
    assertThat(before.lineage().statement()).contains(Rows.sql(7, Rows.MANY));
    owner.process().kill();

    Peer.Reply reply = science.peer().summarize(handle);

    assertThat(reply.error()).as(reply.text()).isEqualTo("COMPLETE");
    assertThat(reply.textAt("rows")).isEqualTo(Long.toString(Rows.MANY));
    HandleRecord after = reader.record(handle);
    assertThat(after.owner()).isNotEqualTo(before.owner());
    assertThat(after.rows().rows()).isEqualTo(before.rows().rows());
    assertThat(reader.all(after)).isEqualTo(Rows.expected(7, Rows.MANY));
    assertThat(other.peer().read(handle, Rows.MANY - 1).error()).isEqualTo("COMPLETE");
  }

  @Test
  void rows_lostWithAnOwnerThatCameBack_areMadeAgainThere() {
    stack.remakesLostRows(true);
    Stack.Running owner = stack.localData(LIMITS);
    Stack.Running science = stack.dataScience();
    String handle = owner.peer().query(Rows.sql(0, Rows.MANY));
    HandleRecord record = reader.record(handle);
    owner.process().kill();
    stack.localData(LIMITS, Reader.port(record));

    assertThat(science.peer().summarize(handle).textAt("rows")).isEqualTo(Long.toString(Rows.MANY));
    assertThat(reader.all(reader.record(handle))).isEqualTo(Rows.expected(0, Rows.MANY));
  }

  @Test
  void rows_thatAreOthersNow_endTheirHandle() {
    stack.remakesLostRows(true);
    Stack.Running owner = stack.localData(LIMITS);
    String handle = owner.peer().query("SELECT x, y FROM points");
    stack.points("x,y\n1,2\n2,5\n");
    Stack.Running science = science(stack.localData(LIMITS));
    owner.process().kill();

    Peer.Reply reply = science.peer().summarize(handle);

    assertThat(reply.error()).as(reply.text()).isEqualTo("HANDLE_ENDED");
    assertThat(reply.text())
        .contains(
            "could not be shown to be the same rows", "Call execute_query on source 's' again");
    assertThat(reader.find(handle))
        .isInstanceOfSatisfying(
            Lookup.Ended.class, ended -> assertThat(ended.reason()).isEqualTo(EndReason.LOST));
  }

  @Test
  void rows_thatCouldNotBeMadeAgain_canBeMadeLaterAndAreStillTheSame() {
    stack.remakesLostRows(true);
    Stack.Running owner = stack.localData(LIMITS);
    Stack.Running narrow = stack.localData(LIMITS + ", maxResult: 2MiB");
    int port = Reader.port(anyOf(narrow));
    Stack.Running science = science(narrow);
    String handle = owner.peer().query(Rows.sql(3, Rows.MANY));
    HandleRecord before = reader.record(handle);
    owner.process().kill();
    for (int i = 0; i < 2; i++) {
      assertThat(science.peer().summarize(handle).error()).isEqualTo("RESULT_TOO_LARGE");
      assertThat(reader.record(handle).rows()).isEqualTo(before.rows());
    }
    narrow.process().kill();
    stack.localData(LIMITS, port);

    assertThat(science.peer().summarize(handle).textAt("rows")).isEqualTo(Long.toString(Rows.MANY));
    assertThat(reader.all(reader.record(handle))).isEqualTo(Rows.expected(3, Rows.MANY));
  }

  @Test
  void rows_ofASourceThatNoLongerAllowsIt_areNotMadeAgain() {
    stack.remakesLostRows(true);
    Stack.Running owner = stack.localData(LIMITS);
    String handle = owner.peer().query("SELECT x, y FROM points");
    stack.remakesLostRows(false);
    Stack.Running other = stack.localData(LIMITS);
    Stack.Running science = science(other);
    owner.process().kill();

    Peer.Reply reply = science.peer().summarize(handle);

    assertThat(reply.error()).as(reply.text()).isEqualTo("HANDLE_ENDED");
    assertThat(reply.text()).contains("does not allow");
    String without = other.peer().query("SELECT x, y FROM points");
    assertThat(reader.record(without).lineage().statement()).isEmpty();
  }
}
