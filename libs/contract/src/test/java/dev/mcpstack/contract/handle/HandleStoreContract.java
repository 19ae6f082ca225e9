package dev.mcpstack.contract.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleStore.Lease;
import dev.mcpstack.contract.handle.HandleStore.Presence;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnFigures;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.RowSchema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store does. A store's own test extends this and says how its time passes. */
@Timeout(60)
public abstract class HandleStoreContract {
  protected static final Principal ALICE = Principal.withAllScopes("alice");
  protected static final Principal MALLORY = Principal.withAllScopes("mallory");
  protected static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);
  protected static final Duration TOMBSTONE_LIFE = Duration.ofHours(24);
  private static final Lineage LINEAGE =
      new Lineage("execute_query", "weather", "ab12", List.of("rows_parent"));

  private HandleStore store;

  /** A store without handles. */
  protected abstract HandleStore newStore();

  /** Lets time pass for the store made last. */
  protected abstract void pass(Duration time);

  @BeforeEach
  final void startAnew() {
    store = newStore();
  }

  protected final HandleRecord create(HandleKind kind) {
    return store.create(
        new NewHandle(
            kind,
            ALICE,
            new Owner("localdata", "127.0.0.1:9090"),
            TIME_TO_LIVE,
            new RowsFacts(10, 2_000, 1),
            LINEAGE));
  }

  /** Lets time pass while leases are renewed as their holders do. */
  private void pass(Duration time, Lease... renewed) {
    Duration left = time;
    while (left.compareTo(StoreTimes.LEASE_RENEWAL) > 0) {
      pass(StoreTimes.LEASE_RENEWAL);
      left = left.minus(StoreTimes.LEASE_RENEWAL);
      for (Lease lease : renewed) {
        assertThat(lease.renew()).isTrue();
      }
    }
    pass(left);
  }

  private Lookup find(HandleRecord record) {
    return store.find(ALICE, record.name());
  }

  @ParameterizedTest
  @EnumSource
  void created_ofAnyKind_isFoundByItsPrincipalAsItWasMade(HandleKind kind) {
    HandleRecord record = create(kind);
    assertThat(find(record)).isEqualTo(new Lookup.Live(record, TIME_TO_LIVE));
    assertThat(record.principal()).isEqualTo("alice");
    assertThat(record.kind()).isEqualTo(kind);
    assertThat(record.owner()).isEqualTo(new Owner("localdata", "127.0.0.1:9090"));
    assertThat(record.rows()).isEqualTo(new RowsFacts(10, 2_000, 1));
    assertThat(record.lineage()).isEqualTo(LINEAGE);
    assertThat(record.timeToLive()).isEqualTo(TIME_TO_LIVE);
  }

  @Test
  void ended_byItsOwner_leavesATombstoneThatSaysWhy() {
    HandleRecord record = create(HandleKind.ROWS);
    try (Lease lease = store.lease(ALICE, record.name())) {
      store.end(record.name(), EndReason.EVICTED);
      assertThat(lease.renew()).isFalse();
    }
    assertThat(find(record))
        .isInstanceOfSatisfying(
            Lookup.Ended.class,
            ended -> {
              assertThat(ended.reason()).isEqualTo(EndReason.EVICTED);
              assertThat(ended.lineage()).isEqualTo(LINEAGE);
            });
    assertThat(store.ended(List.of(record.name()))).containsExactly(record.name());
    assertThat(store.find(MALLORY, record.name())).isEqualTo(new Lookup.Unknown());
    store.release(ALICE, record.name());
    assertThat(((Lookup.Ended) find(record)).reason()).isEqualTo(EndReason.EVICTED);
  }

  @Test
  void ended_thatNeverWas_staysUnknown() {
    String never = "rows_" + "A".repeat(43);
    store.end(never, EndReason.EVICTED);
    assertThat(store.find(ALICE, never)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void completed_isFoundWithWhatItsRowsCanBeCheckedBy() {
    HandleRecord record = create(HandleKind.ROWS);
    HandleRecord complete =
        record.withRows(
            new RowsFacts(
                3,
                300,
                1,
                Optional.of(
                    new RowsSeal(
                        new RowSchema(
                            List.of(
                                Column.of("n", ColumnType.INTEGER),
                                Column.of("x", ColumnType.FLOAT),
                                Column.decimal("d", 10, 2))),
                        "00ff",
                        List.of(
                            new ColumnFigures.Whole(3, 0, -1, Long.MAX_VALUE, -5),
                            new ColumnFigures.Real(2, 1, -0.5, 1e300, Double.NaN),
                            new ColumnFigures.Decimal(
                                1, 2, BigDecimal.ONE, BigDecimal.TEN, new BigDecimal("11.00")))))));
    store.complete(complete);
    assertThat(find(record)).isEqualTo(new Lookup.Live(complete, TIME_TO_LIVE));
    HandleRecord never = record.withRows(RowsFacts.NONE);
    store.complete(
        new HandleRecord(
            "rows_" + "B".repeat(43),
            never.kind(),
            never.principal(),
            never.owner(),
            never.timeToLive(),
            never.rows(),
            never.lineage()));
    assertThat(store.find(ALICE, "rows_" + "B".repeat(43))).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void name_hasAReadablePrefixAnd256RandomBits() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      names.add(create(HandleKind.ROWS).name());
    }
    assertThat(names).hasSize(1_000).allMatch(name -> name.matches("rows_[A-Za-z0-9_-]{43}"));
  }

  @Test
  void find_ofAnotherPrincipalsHandle_isEqualToOneThatNeverExisted() {
    HandleRecord record = create(HandleKind.ROWS);
    Lookup others = store.find(MALLORY, record.name());
    Lookup never = store.find(MALLORY, "rows_" + "A".repeat(43));
    assertThat(others).isEqualTo(never).isEqualTo(new Lookup.Unknown());
    assertThat(failureOf(others::requireLive)).isEqualTo(failureOf(never::requireLive));
  }

  @Test
  void find_ofAnotherPrincipalsTombstone_isUnknown() {
    HandleRecord record = create(HandleKind.ROWS);
    store.release(ALICE, record.name());
    assertThat(store.find(MALLORY, record.name())).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void remaining_getsLessAsTimePasses() {
    HandleRecord record = create(HandleKind.ROWS);
    pass(Duration.ofMinutes(5));
    assertThat(find(record)).isEqualTo(new Lookup.Live(record, Duration.ofMinutes(10)));
  }

  @Test
  void handle_atTheEndOfItsTime_expires() {
    HandleRecord record = create(HandleKind.ROWS);
    pass(TIME_TO_LIVE.minusMillis(1));
    assertThat(find(record)).isInstanceOf(Lookup.Live.class);
    pass(Duration.ofMillis(1));
    assertThat(find(record))
        .isEqualTo(new Lookup.Ended(HandleKind.ROWS, EndReason.EXPIRED, Duration.ZERO, LINEAGE));
  }

  /** Regression: the time was counted from when somebody noticed. */
  @Test
  void tombstone_ofAnExpiredHandle_countsFromWhenItExpired() {
    HandleRecord record = create(HandleKind.ROWS);
    pass(TIME_TO_LIVE.plusHours(1));
    assertThat(find(record))
        .isEqualTo(
            new Lookup.Ended(HandleKind.ROWS, EndReason.EXPIRED, Duration.ofHours(1), LINEAGE));
  }

  @Test
  void tombstone_after24Hours_isForgotten() {
    HandleRecord record = create(HandleKind.ROWS);
    store.release(ALICE, record.name());
    pass(TOMBSTONE_LIFE.minusMillis(1));
    assertThat(find(record)).isInstanceOf(Lookup.Ended.class);
    pass(Duration.ofMillis(1));
    assertThat(find(record)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void requireLive_ofAnEndedHandle_saysHowAndHowToGetItAgain() {
    HandleRecord record = create(HandleKind.ROWS);
    pass(TIME_TO_LIVE.plusSeconds(9));
    assertThatThrownBy(() -> find(record).requireLive())
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ContractError.HANDLE_ENDED);
              assertThat(failure.safeMessage()).isEqualTo("The data token expired 9 s ago.");
              assertThat(failure.remedy())
                  .isEqualTo(
                      "Call execute_query on source 'weather' again with the same arguments.");
              assertThat(failure.details()).containsEntry("state", "expired");
            });
  }

  @Test
  void requireLive_ofAReleasedHandle_saysSo() {
    HandleRecord record = create(HandleKind.MODEL);
    store.release(ALICE, record.name());
    assertThatThrownBy(() -> find(record).requireLive())
        .hasMessage("The model was released 1 s ago.");
  }

  @Test
  void require_ofAnotherKind_saysWhichIsNeeded() {
    HandleRecord model = create(HandleKind.MODEL);
    assertThatThrownBy(() -> find(model).require(HandleKind.ROWS))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ContractError.HANDLE_WRONG_KIND);
              assertThat(failure.safeMessage())
                  .isEqualTo("The handle names a model, but a data token is needed here.");
            });
    assertThat(find(model).require(HandleKind.MODEL)).isEqualTo(model);
  }

  @Test
  void require_ofAJobWhereRowsAreNeeded_namesWait() {
    HandleRecord job = create(HandleKind.JOB);
    assertThatThrownBy(() -> find(job).require(HandleKind.ROWS))
        .isInstanceOfSatisfying(
            StackException.class, failure -> assertThat(failure.remedy()).startsWith("Call wait"));
  }

  @Test
  void lease_keepsAHandleFromExpiringUntilItIsLetGo() {
    HandleRecord record = create(HandleKind.ROWS);
    Lease lease = store.lease(ALICE, record.name());
    assertThat(lease.record()).isEqualTo(record);
    pass(TIME_TO_LIVE.multipliedBy(3), lease);
    assertThat(find(record)).isEqualTo(new Lookup.Live(record, Duration.ZERO));
    assertThat(store.ended(List.of(record.name()))).isEmpty();
    lease.close();
    pass(Duration.ofSeconds(2));
    assertThat(find(record))
        .isEqualTo(
            new Lookup.Ended(HandleKind.ROWS, EndReason.EXPIRED, Duration.ofSeconds(2), LINEAGE));
  }

  @Test
  void leases_ofSeveralReaders_areCounted() {
    HandleRecord record = create(HandleKind.ROWS);
    Lease first = store.lease(ALICE, record.name());
    Lease second = store.lease(ALICE, record.name());
    pass(TIME_TO_LIVE, first, second);
    first.close();
    first.close();
    assertThat(find(record)).isInstanceOf(Lookup.Live.class);
    second.close();
    assertThat(find(record)).isInstanceOf(Lookup.Ended.class);
  }

  @Test
  void lease_thatNobodyRenews_lapses() {
    HandleRecord record = create(HandleKind.ROWS);
    pass(TIME_TO_LIVE.minusSeconds(10));
    Lease lost = store.lease(ALICE, record.name());
    pass(StoreTimes.LEASE_LIFE.minusMillis(1));
    assertThat(find(record)).isEqualTo(new Lookup.Live(record, Duration.ZERO));
    pass(Duration.ofMillis(1_001));
    assertThat(find(record))
        .isEqualTo(
            new Lookup.Ended(HandleKind.ROWS, EndReason.EXPIRED, Duration.ofSeconds(1), LINEAGE));
    assertThat(lost.renew()).isFalse();
    lost.close();
    assertThat(find(record))
        .isEqualTo(
            new Lookup.Ended(HandleKind.ROWS, EndReason.EXPIRED, Duration.ofSeconds(1), LINEAGE));
  }

  /** A reader whose connection broke comes back under the lease that it left behind. */
  @Test
  void lease_takenAgainBeforeTheLostOneLapses_goesOn() {
    HandleRecord record = create(HandleKind.ROWS);
    pass(TIME_TO_LIVE.minusMillis(1));
    Lease lost = store.lease(ALICE, record.name());
    pass(Duration.ofSeconds(30));
    Lease again = store.lease(ALICE, record.name());
    pass(Duration.ofSeconds(40));
    assertThat(lost.renew()).isFalse();
    assertThat(again.renew()).isTrue();
    assertThat(find(record)).isInstanceOf(Lookup.Live.class);
  }

  @Test
  void lease_afterARelease_cannotBeRenewed() {
    HandleRecord record = create(HandleKind.ROWS);
    Lease lease = store.lease(ALICE, record.name());
    store.release(ALICE, record.name());
    assertThat(lease.renew()).isFalse();
  }

  @Test
  void lease_letGoInTime_leavesTheTimeToLiveAsItWas() {
    HandleRecord record = create(HandleKind.ROWS);
    store.lease(ALICE, record.name()).close();
    pass(TIME_TO_LIVE.plusSeconds(3));
    assertThat(find(record))
        .isEqualTo(
            new Lookup.Ended(HandleKind.ROWS, EndReason.EXPIRED, Duration.ofSeconds(3), LINEAGE));
  }

  @Test
  void lease_ofWhatIsNotAlive_refuses() {
    HandleRecord record = create(HandleKind.ROWS);
    assertThatThrownBy(() -> store.lease(MALLORY, record.name()))
        .hasMessage("The handle is not known here.");
    store.release(ALICE, record.name());
    assertThatThrownBy(() -> store.lease(ALICE, record.name()))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> assertThat(failure.code()).isEqualTo(ContractError.HANDLE_ENDED));
  }

  @Test
  void release_underALease_endsTheHandleNow() {
    HandleRecord record = create(HandleKind.ROWS);
    try (Lease lease = store.lease(ALICE, record.name())) {
      store.release(ALICE, record.name());
      assertThat(find(record))
          .isEqualTo(new Lookup.Ended(HandleKind.ROWS, EndReason.RELEASED, Duration.ZERO, LINEAGE));
      assertThat(store.ended(List.of(record.name()))).containsExactly(record.name());
      assertThat(lease.record()).isEqualTo(record);
    }
  }

  @Test
  void release_ofAnotherPrincipalsHandle_leavesItAlive() {
    HandleRecord record = create(HandleKind.ROWS);
    store.release(MALLORY, record.name());
    store.release(MALLORY, "rows_never");
    assertThat(find(record)).isInstanceOf(Lookup.Live.class);
  }

  @Test
  void release_again_leavesTheTombstoneAsItWas() {
    HandleRecord record = create(HandleKind.ROWS);
    store.release(ALICE, record.name());
    pass(Duration.ofSeconds(5));
    store.release(ALICE, record.name());
    assertThat(find(record))
        .isEqualTo(
            new Lookup.Ended(HandleKind.ROWS, EndReason.RELEASED, Duration.ofSeconds(5), LINEAGE));
  }

  @Test
  void ended_namesThoseThatExpiredWereReleasedOrNeverExisted() {
    HandleRecord expired = create(HandleKind.ROWS);
    pass(TIME_TO_LIVE.plus(StoreTimes.GRACE));
    HandleRecord released = create(HandleKind.ROWS);
    HandleRecord alive = create(HandleKind.ROWS);
    store.release(ALICE, released.name());
    assertThat(store.ended(List.of(expired.name(), released.name(), alive.name(), "rows_never")))
        .containsExactlyInAnyOrder(expired.name(), released.name(), "rows_never");
    assertThat(store.ended(List.of())).isEmpty();
  }

  @Test
  void presence_ofAnExpiredHandle_lastsForItsGrace() {
    HandleRecord record = create(HandleKind.ROWS);
    pass(TIME_TO_LIVE.plus(StoreTimes.GRACE).minusMillis(1));
    assertThat(find(record)).isInstanceOf(Lookup.Ended.class);
    assertThat(store.presence(List.of(record.name())))
        .isEqualTo(Map.of(record.name(), Presence.LIVE));
    pass(Duration.ofMillis(1));
    assertThat(store.presence(List.of(record.name(), "rows_never")))
        .isEqualTo(Map.of(record.name(), Presence.ENDED, "rows_never", Presence.MISSING));
  }

  @Test
  void register_inAStoreThatHasLostIt_goesOnWithWhatIsLeft() {
    HandleRecord record = create(HandleKind.ROWS);
    store = newStore();
    assertThat(find(record)).isEqualTo(new Lookup.Unknown());
    store.register(record, Duration.ofMinutes(4));
    assertThat(find(record)).isEqualTo(new Lookup.Live(record, Duration.ofMinutes(4)));
    assertThat(store.find(MALLORY, record.name())).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void register_ofWhatIsThere_changesNothing() {
    HandleRecord record = create(HandleKind.ROWS);
    store.register(record, Duration.ofHours(9));
    assertThat(find(record)).isEqualTo(new Lookup.Live(record, TIME_TO_LIVE));
    store.release(ALICE, record.name());
    store.register(record, Duration.ofHours(9));
    assertThat(find(record)).isInstanceOf(Lookup.Ended.class);
  }

  @Test
  void calls_ofManyThreads_loseNoHandleAndNoLease() throws Exception {
    int threads = 8;
    int each = 200;
    HandleRecord shared = create(HandleKind.ROWS);
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<List<HandleRecord>>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        Callable<List<HandleRecord>> work =
            () -> {
              start.await();
              List<HandleRecord> mine = new ArrayList<>();
              for (int j = 0; j < each; j++) {
                try (Lease _ = store.lease(ALICE, shared.name())) {
                  mine.add(create(HandleKind.ROWS));
                }
              }
              return mine;
            };
        running.add(executor.submit(work));
      }
    }
    Set<String> names = new HashSet<>();
    for (Future<List<HandleRecord>> future : running) {
      for (HandleRecord record : future.get()) {
        assertThat(find(record)).isInstanceOf(Lookup.Live.class);
        names.add(record.name());
      }
    }
    assertThat(names).hasSize(threads * each);
    pass(TIME_TO_LIVE);
    // Were a lease lost, it would live on.
    assertThat(find(shared)).isInstanceOf(Lookup.Ended.class);
  }

  private static String failureOf(Runnable call) {
    try {
      call.run();
    } catch (StackException e) {
      return e.code() + "|" + e.safeMessage() + "|" + e.remedy() + "|" + e.details();
    }
    throw new AssertionError("it did not fail");
  }
}
