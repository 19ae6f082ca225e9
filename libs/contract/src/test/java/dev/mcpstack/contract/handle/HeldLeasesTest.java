package dev.mcpstack.contract.handle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Handles of work that outlasts their time. */
class HeldLeasesTest {
  private static final Principal ALICE = Principal.withAllScopes("alice");

  private final AtomicLong clock = new AtomicLong();
  private final InMemoryHandleStore store = new InMemoryHandleStore(clock::get);
  private final HeldLeases leases = new HeldLeases(clock::get);
  private final HandleRecord record =
      store.create(
          new NewHandle(
              HandleKind.JOB,
              ALICE,
              new Owner("localdata", ""),
              Duration.ofMinutes(1),
              RowsFacts.NONE,
              new Lineage("slow", "", "00", List.of())));

  private boolean lives() {
    return store.find(ALICE, record.name()) instanceof Lookup.Live;
  }

  private void pass(Duration time) {
    for (long seconds = time.toSeconds(); seconds > 0; seconds -= 5) {
      clock.addAndGet(Duration.ofSeconds(5).toNanos());
      leases.renew();
    }
  }

  @Test
  void handle_ofWorkThatGoesOn_outlivesItsTime_andHasItWholeOnceItIsDone() {
    HandleStore.Lease lease = store.lease(ALICE, record.name());
    Cancellation.Registration held = leases.hold(lease);
    pass(Duration.ofMinutes(10));
    assertThat(lives()).isTrue();

    held.close();
    store.complete(record);
    lease.close();

    pass(Duration.ofSeconds(55));
    assertThat(lives()).isTrue();
    pass(Duration.ofSeconds(10));
    assertThat(lives()).isFalse();
  }

  @Test
  void handle_thatNobodyHoldsAnyMore_endsWithItsLease() {
    leases.hold(store.lease(ALICE, record.name())).close();
    pass(Duration.ofSeconds(55));
    assertThat(lives()).isTrue();
    pass(Duration.ofSeconds(10));
    assertThat(lives()).isFalse();
  }

  @Test
  void handle_thatWasReleased_isNotHeld() {
    var _ = leases.hold(store.lease(ALICE, record.name()));
    store.release(ALICE, record.name());
    pass(Duration.ofMinutes(1));
    assertThat(lives()).isFalse();
  }
}
