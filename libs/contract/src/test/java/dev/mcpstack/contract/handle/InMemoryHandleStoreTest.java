package dev.mcpstack.contract.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InMemoryHandleStoreTest extends HandleStoreContract {
  // Near the end of the range, as System.nanoTime may be: differences are right, comparisons not.
  private static final AtomicLong CLOCK = new AtomicLong(Long.MAX_VALUE - 1_000);

  @Override
  protected HandleStore newStore() {
    return new InMemoryHandleStore(CLOCK::get);
  }

  @Override
  protected void pass(Duration time) {
    CLOCK.addAndGet(time.toNanos());
  }

  @Test
  void store_onTheMachinesClock_keepsWhatIsYoung() {
    HandleStore store = new InMemoryHandleStore();
    HandleRecord record =
        store.create(
            new NewHandle(
                HandleKind.ROWS,
                ALICE,
                new Owner("localdata", ""),
                TIME_TO_LIVE,
                RowsFacts.NONE,
                new Lineage("summarize", "", "", List.of())));
    assertThat(store.find(ALICE, record.name())).isInstanceOf(Lookup.Live.class);
    assertThat(record.lineage().howToMakeAgain())
        .isEqualTo("Call summarize again with the same arguments.");
  }
}
