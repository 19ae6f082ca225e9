package dev.mcpstack.contract.handle.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.TokenStoreConfig.Redis;
import dev.mcpstack.contract.server.TokenStoreConfig.Redis.Topology;
import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.fixture.TlsFront;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisSentinel;

/**
 * The ways that a store is run: over TLS, behind sentinels, in a cluster. Real servers each time.
 */
@Timeout(120)
class RedisTopologiesTest {
  private static final Principal ALICE = Principal.withAllScopes("alice");

  @TempDir private Path folder;

  private static RedisHandleStore store(Topology topology, Optional<Path> ca, String... nodes) {
    return new RedisHandleStore(
        RedisLink.of(
            new Redis(
                "sales",
                topology,
                List.of(nodes),
                topology == Topology.SENTINEL ? Optional.of("tokens") : Optional.empty(),
                Optional.empty(),
                ca.isPresent(),
                ca)),
        "sales");
  }

  private static HandleRecord create(HandleStore store) {
    return store.create(
        new NewHandle(
            HandleKind.ROWS,
            ALICE,
            new Owner("localdata", "127.0.0.1:9090"),
            Duration.ofMinutes(5),
            new RowsFacts(1, 2, 3),
            new Lineage("execute_query", "weather", "ab12", List.of())));
  }

  private static <T> T ask(TestRedis redis, Function<RedisCommands<String, String>, T> question) {
    RedisClient client = RedisClient.create(RedisURI.create("redis://" + redis.address()));
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Test
  void tls_isSpokenToWhoShowsTheRightCertificateAndToNobodyElse() throws Exception {
    TestCertificates own = new TestCertificates(Files.createDirectory(folder.resolve("own")));
    own.sign("tokens", "localhost").signNames("elsewhere", "dns:elsewhere.example");
    TestCertificates foreign =
        new TestCertificates(Files.createDirectory(folder.resolve("foreign")));
    foreign.sign("tokens", "localhost");
    try (TestRedis redis = new TestRedis();
        TlsFront right = new TlsFront(own.serving("tokens"), redis.port());
        TlsFront otherName = new TlsFront(own.serving("elsewhere"), redis.port());
        TlsFront otherAuthority = new TlsFront(foreign.serving("tokens"), redis.port());
        RedisHandleStore store =
            store(Topology.STANDALONE, Optional.of(own.ca()), "localhost:" + right.port())) {
      HandleRecord record = create(store);
      assertThat(store.find(ALICE, record.name()).requireLive()).isEqualTo(record);
      for (int port : List.of(otherName.port(), otherAuthority.port(), redis.port())) {
        try (RedisHandleStore refused =
            store(Topology.STANDALONE, Optional.of(own.ca()), "localhost:" + port)) {
          assertThatThrownBy(() -> create(refused))
              .isInstanceOfSatisfying(
                  StackException.class,
                  failure -> assertThat(failure.code()).isEqualTo(ContractError.STORE_UNAVAILABLE));
        }
      }
    }
  }

  @Test
  void sentinels_nameTheNewPrimaryWhenTheOldOneIsLost() throws Exception {
    try (TestRedis primary = new TestRedis();
        TestRedis replica = TestRedis.replicaOf(primary)) {
      int port = TestRedis.freePort();
      RedisSentinel sentinel =
          RedisSentinel.newRedisSentinel()
              .port(port)
              .bind("127.0.0.1")
              .masterName("tokens")
              .masterPort(primary.port())
              .quorumSize(1)
              .downAfterMilliseconds(500)
              .failOverTimeout(2_000)
              .parallelSyncs(1)
              .build();
      sentinel.start();
      try (RedisHandleStore store =
          store(Topology.SENTINEL, Optional.empty(), "127.0.0.1:" + port)) {
        HandleRecord before = create(store);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> ask(replica, RedisCommands::dbsize) == 1L);
        primary.stop();
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptionsInstanceOf(StackException.class)
            .until(() -> create(store) != null);
        assertThat(store.find(ALICE, before.name()).requireLive()).isEqualTo(before);
      } finally {
        sentinel.stop();
      }
    }
  }

  @Test
  void cluster_hasItsHandlesOnAllNodes() throws Exception {
    try (TestRedis first = TestRedis.clusterNode(folder);
        TestRedis second = TestRedis.clusterNode(folder)) {
      ask(first, redis -> redis.clusterAddSlots(IntStream.range(0, 8_192).toArray()));
      ask(second, redis -> redis.clusterAddSlots(IntStream.range(8_192, 16_384).toArray()));
      ask(first, redis -> redis.clusterMeet("127.0.0.1", second.port()));
      for (TestRedis node : List.of(first, second)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> ask(node, RedisCommands::clusterInfo).contains("cluster_state:ok"));
      }
      try (RedisHandleStore store = store(Topology.CLUSTER, Optional.empty(), first.address())) {
        List<HandleRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          records.add(create(store));
        }
        assertThat((long) ask(first, RedisCommands::dbsize)).isBetween(1L, 39L);
        assertThat((long) ask(second, RedisCommands::dbsize)).isBetween(1L, 39L);
        for (HandleRecord record : records) {
          assertThat(store.find(ALICE, record.name()).requireLive()).isEqualTo(record);
        }
        store.release(ALICE, records.getFirst().name());
        assertThat(store.ended(records.stream().map(HandleRecord::name).toList()))
            .containsExactly(records.getFirst().name());
      }
    }
  }
}
