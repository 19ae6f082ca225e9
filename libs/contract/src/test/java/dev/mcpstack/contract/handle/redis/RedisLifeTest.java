package dev.mcpstack.contract.handle.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.OwnedHandles;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.fixture.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that is slow to come, goes away, comes back empty, or wants to know who is there. */
@Timeout(60)
class RedisLifeTest {
  private static final Principal ALICE = Principal.withAllScopes("alice");
  private static final Principal MALLORY = Principal.withAllScopes("mallory");

  @Test
  void time_isTheServersOwn() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis)) {
      HandleRecord record = create(store, Duration.ofMillis(300));
      assertThat(store.find(ALICE, record.name())).isInstanceOf(Lookup.Live.class);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() ->
              assertThat(store.find(ALICE, record.name()))
                  .isInstanceOfSatisfying(
                      Lookup.Ended.class,
                      ended -> assertThat(ended.reason()).isEqualTo(EndReason.EXPIRED)));
    }
  }

  @Test
  void stacks_shareAServerAndNoHandle() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis);
        RedisHandleStore other =
            new RedisHandleStore(Stores.link(redis, Optional.empty()), "marketing")) {
      HandleRecord record = create(store, Duration.ofMinutes(1));
      assertThat(other.find(ALICE, record.name())).isEqualTo(new Lookup.Unknown());
    }
  }

  @Test
  void store_thatIsAway_isSaidSoAndIsUsedAgainWhenItComes() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis)) {
      redis.stop();
      assertUnavailable(() -> create(store, Duration.ofMinutes(1)));
      assertUnavailable(() -> store.find(ALICE, "rows_any"));
      redis.startAgain();
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptionsMatching(RedisLifeTest::isUnavailable)
          .until(() -> create(store, Duration.ofMinutes(1)) != null);
    }
  }

  @Test
  void owner_whileTheStoreIsAway_servesWhatItHasAndMakesNothing() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis)) {
      OwnedHandles owner = new OwnedHandles(store);
      HandleRecord record = create(owner, Duration.ofMinutes(1));
      redis.stop();
      assertThat(owner.find(ALICE, record.name()).requireLive()).isEqualTo(record);
      try (HandleStore.Lease lease = owner.lease(ALICE, record.name())) {
        assertThat(lease.record()).isEqualTo(record);
        assertThat(lease.renew()).isTrue();
      }
      assertUnavailable(() -> owner.find(MALLORY, record.name()));
      assertUnavailable(() -> owner.find(ALICE, "rows_of_somebody_else"));
      assertUnavailable(() -> create(owner, Duration.ofMinutes(1)));
    }
  }

  @Test
  void owner_ofAStoreThatCameBackEmpty_registersItsHandlesAgain() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis);
        RedisHandleStore reader = Stores.of(redis)) {
      OwnedHandles owner = new OwnedHandles(store);
      HandleRecord first = create(owner, Duration.ofMinutes(1));
      HandleRecord second = create(owner, Duration.ofMinutes(1));
      HandleRecord released = create(owner, Duration.ofMinutes(1));
      owner.release(ALICE, released.name());
      redis.stop();
      redis.startAgain();
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptionsMatching(RedisLifeTest::isUnavailable)
          .until(() -> reader.find(ALICE, first.name()) instanceof Lookup.Unknown);
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptionsMatching(RedisLifeTest::isUnavailable)
          .untilAsserted(() ->
              // As its sweep asks every few seconds.
              assertThat(owner.ended(List.of(first.name(), second.name(), released.name())))
                  .containsExactly(released.name()));
      assertThat(reader.find(ALICE, first.name()).requireLive()).isEqualTo(first);
      assertThat(reader.find(ALICE, second.name()).requireLive()).isEqualTo(second);
      assertThat(reader.find(ALICE, released.name())).isEqualTo(new Lookup.Unknown());
    }
  }

  @Test
  void lease_ofAnOwner_outlastsAStoreThatGoesAwayAndComesBackEmpty() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis);
        RedisHandleStore reader = Stores.of(redis)) {
      OwnedHandles owner = new OwnedHandles(store);
      HandleRecord record = create(owner, Duration.ofSeconds(10));
      HandleStore.Lease lease = owner.lease(ALICE, record.name());
      redis.stop();
      assertThat(lease.renew()).isTrue();
      redis.startAgain();
      await()
          .atMost(Duration.ofSeconds(40))
          .ignoreExceptionsMatching(RedisLifeTest::isUnavailable)
          // Past its time and alive: only a lease in the new store can hold it.
          .until(() -> {
            assertThat(lease.renew()).isTrue();
            return reader.find(ALICE, record.name()) instanceof Lookup.Live(_, Duration left)
                && left.isZero();
          });
      lease.close();
      assertThat(owner.find(ALICE, record.name())).isInstanceOf(Lookup.Ended.class);
      assertThat(lease.renew()).isFalse();
    }
  }

  @Test
  void lease_letGoWhileTheStoreIsAway_lapsesQuietly() {
    try (TestRedis redis = new TestRedis();
        RedisHandleStore store = Stores.of(redis)) {
      OwnedHandles owner = new OwnedHandles(store);
      HandleStore.Lease lease = owner.lease(ALICE, create(owner, Duration.ofMinutes(1)).name());
      redis.stop();
      lease.close();
      assertUnavailable(() -> create(owner, Duration.ofMinutes(1)));
    }
  }

  /** The commands that docs/contracts.md names, and no others. */
  @Test
  void user_withTheDocumentedRights_mayDoAllThatTheStoreDoes(@TempDir Path folder)
      throws Exception {
    Path credentials = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(credentials.resolve("username"), "mcpstack\n");
    Files.writeString(credentials.resolve("password"), "right\n");
    try (TestRedis redis =
            new TestRedis("user default off", "user mcpstack on >right " + documentedRights());
        RedisHandleStore store =
            new RedisHandleStore(Stores.link(redis, Optional.of(credentials)), "sales");
        RedisHandleStore other =
            new RedisHandleStore(Stores.link(redis, Optional.of(credentials)), "marketing")) {
      HandleRecord record = create(store, Duration.ofMinutes(1));
      try (HandleStore.Lease lease = store.lease(ALICE, record.name())) {
        assertThat(lease.renew()).isTrue();
      }
      assertThat(store.find(ALICE, record.name()).requireLive()).isEqualTo(record);
      store.release(ALICE, record.name());
      assertThat(store.ended(List.of(record.name()))).containsExactly(record.name());
      assertUnavailable(() -> create(other, Duration.ofMinutes(1)));
    }
  }

  private static String documentedRights() throws Exception {
    Path page = Path.of("../../docs/contracts.md");
    Matcher rights =
        Pattern.compile("`~mcpstack:<stack>:\\*` and\\s+`([^`]+)`").matcher(Files.readString(page));
    assertThat(rights.find()).as("rights in " + page).isTrue();
    return "~mcpstack:sales:* " + rights.group(1);
  }

  @Test
  void password_isReadFromItsFolderAtEveryConnecting(@TempDir Path folder) throws Exception {
    Path credentials = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(credentials.resolve("password"), "wrong\n");
    try (TestRedis redis = new TestRedis("requirepass right");
        RedisHandleStore store =
            new RedisHandleStore(Stores.link(redis, Optional.of(credentials)), "sales")) {
      StackException refused = assertUnavailable(() -> create(store, Duration.ofMinutes(1)));
      assertThat(refused.safeMessage()).doesNotContain("wrong");
      Files.writeString(credentials.resolve("password"), "right\n");
      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptionsMatching(RedisLifeTest::isUnavailable)
          .until(() -> create(store, Duration.ofMinutes(1)) != null);
    }
  }

  private static HandleRecord create(HandleStore store, Duration timeToLive) {
    return store.create(
        new NewHandle(
            HandleKind.ROWS,
            ALICE,
            new Owner("localdata", "127.0.0.1:9090"),
            timeToLive,
            new RowsFacts(1, 2, 3),
            new Lineage("execute_query", "weather", "ab12", List.of())));
  }

  private static StackException assertUnavailable(Runnable call) {
    StackException failure = catchThrowableOfType(StackException.class, call::run);
    assertThat(failure.code()).isEqualTo(ContractError.STORE_UNAVAILABLE);
    return failure;
  }

  private static boolean isUnavailable(Throwable thrown) {
    return thrown instanceof StackException failure
        && failure.code() == ContractError.STORE_UNAVAILABLE;
  }
}
