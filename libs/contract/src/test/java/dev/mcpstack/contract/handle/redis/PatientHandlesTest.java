package dev.mcpstack.contract.handle.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.PatientHandles;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.fixture.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that come while the store is away. */
@Timeout(60)
class PatientHandlesTest {
  private static final Principal ALICE = Principal.withAllScopes("alice");
  private static final Executor THREADS = Thread::startVirtualThread;

  @Test
  void restart_isAnAnswerThatTakesLonger() throws Exception {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis)) {
      HandleStore patient = new PatientHandles(store, Duration.ofSeconds(30));
      create(patient);
      redis.stop();
      AtomicInteger refused = new AtomicInteger();
      CompletableFuture<HandleRecord> made =
          CompletableFuture.supplyAsync(() -> create(patient), THREADS);
      // What goes round it is refused, so the call above finds no store either.
      await()
          .until(() -> {
            if (unavailable(() -> create(store))) {
              refused.incrementAndGet();
            }
            return refused.get() == 2;
          });
      assertThat(made).isNotDone();
      redis.startAgain();
      assertThat(patient.find(ALICE, made.get().name())).isInstanceOf(Lookup.Live.class);
    }
  }

  @Test
  void storeThatCameBackEmpty_isAskedAgainUntilOwnersHaveRegistered() throws Exception {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore owners = Stores.of(redis);
        RedisHandleStore store = Stores.of(redis)) {
      HandleStore patient = new PatientHandles(store, Duration.ofSeconds(30));
      HandleRecord record = create(owners);
      assertThat(patient.find(ALICE, record.name())).isInstanceOf(Lookup.Live.class);
      redis.stop();
      redis.startAgain();
      CompletableFuture<Lookup> found =
          CompletableFuture.supplyAsync(() -> patient.find(ALICE, record.name()), THREADS);
      CompletableFuture<HandleStore.Lease> lease =
          CompletableFuture.supplyAsync(() -> patient.lease(ALICE, record.name()), THREADS);
      await()
          .ignoreExceptions()
          .until(() -> store.find(ALICE, record.name()) instanceof Lookup.Unknown);
      await()
          .ignoreExceptions()
          .until(() -> {
            owners.register(record, Duration.ofMinutes(1));
            return true;
          });
      assertThat(found.get()).isInstanceOf(Lookup.Live.class);
      lease.get().close();
    }
  }

  /** Each outage is waited for once, by all calls together. */
  @Test
  void storeThatStaysAway_isRefused_andThenAtOnce() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis)) {
      AtomicInteger asked = new AtomicInteger();
      HandleStore patient = new PatientHandles(counted(store, asked), Duration.ofMillis(700));
      redis.stop();
      assertThat(unavailable(() -> create(patient))).isTrue();
      assertThat(asked.getAndSet(0)).isGreaterThan(2);
      assertThat(unavailable(() -> create(patient))).isTrue();
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void interruptedCall_waitsNoMore() throws Exception {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis)) {
      HandleStore patient = new PatientHandles(store, Duration.ofHours(1));
      redis.stop();
      CompletableFuture<Boolean> ended = new CompletableFuture<>();
      Thread call =
          Thread.startVirtualThread(() -> {
            try {
              create(patient);
            } catch (RuntimeException _) {
              ended.complete(true);
            }
          });
      await().until(() -> call.getState() == Thread.State.TIMED_WAITING);
      call.interrupt();
      assertThat(ended.get()).isTrue();
    }
  }

  private static HandleStore counted(HandleStore store, AtomicInteger asked) {
    return (HandleStore)
        java.lang.reflect.Proxy.newProxyInstance(
            HandleStore.class.getClassLoader(),
            new Class<?>[] {HandleStore.class},
            (_, method, arguments) -> {
              asked.incrementAndGet();
              try {
                return method.invoke(store, arguments);
              } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static boolean unavailable(Runnable call) {
    StackException failure = catchThrowableOfType(StackException.class, call::run);
    return failure != null && failure.code() == ContractError.STORE_UNAVAILABLE;
  }

  private static HandleRecord create(HandleStore store) {
    return store.create(
        new NewHandle(
            HandleKind.ROWS,
            ALICE,
            new Owner("localdata", "127.0.0.1:9090"),
            Duration.ofMinutes(1),
            new RowsFacts(1, 2, 3),
            new Lineage("execute_query", "weather", "ab12", List.of())));
  }
}
