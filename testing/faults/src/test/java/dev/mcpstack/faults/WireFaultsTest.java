package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.fixture.FaultyWire;
import dev.mcpstack.fixture.FaultyWire.Fault;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection between reader and owner is cut, and damages what it carries. */
@Timeout(300)
final class WireFaultsTest extends StackTest {
  private static final Rows ALL = Rows.expected(0, Rows.MANY);

  private Stack.Running owner;
  private HandleRecord record;

  @BeforeEach
  void startOwner() {
    owner = stack.localData("spoolMemory: 1MiB");
    record = reader.record(owner.peer().query(Rows.sql(0, Rows.MANY)));
  }

  private FaultyWire wire(IntFunction<Fault> faults) {
    return new FaultyWire(Reader.port(record), faults);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 10})
  void connection_cutEveryFewChunks_losesAndDoublesNoRow(long chunks) {
    long bytes = chunks * record.rows().bytes() / record.rows().chunks();
    try (FaultyWire wire = wire(_ -> new Fault.Cut(bytes));
        Reader.Reading reading = reader.open(Reader.over(wire.address(), record))) {
      assertThat(reading.rest()).isEqualTo(ALL);
      assertThat(reading.resumed())
          .isGreaterThanOrEqualTo((int) (record.rows().chunks() / chunks / 2));
    }
  }

  @Test
  void analysisInAnotherProcess_overAWireThatBreaks_isRight() {
    Stack.Running science = stack.dataScience();
    long bytes = record.rows().bytes() / 6;
    try (FaultyWire wire = wire(_ -> new Fault.Cut(bytes))) {
      // The store's record leads whoever asks for the rows over the wire.
      reader.store().complete(Reader.over(wire.address(), record));
      StoreFaultsTest.assertSum(science.peer().summarize(record.name()), 0, Rows.MANY);
      assertThat(wire.connections()).isGreaterThan(5);
    }
  }

  @Test
  void bitsThatChangeOnTheWay_areNeverTakenForRows() {
    long bytes = record.rows().bytes();
    try (FaultyWire wire =
            wire(number ->
                number < 5 ? new Fault.Flip(bytes / 12 * (number + 1)) : new Fault.None());
        Reader.Reading reading = reader.open(Reader.over(wire.address(), record))) {
      assertThat(reading.rest()).isEqualTo(ALL);
      assertThat(reading.resumed()).isPositive();
    }
  }
}
