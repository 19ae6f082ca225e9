package dev.mcpstack.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.fixture.TlsFront;
import dev.mcpstack.operator.pki.SecretText;
import dev.mcpstack.operator.pki.generated.TokenStoreAccess;
import dev.mcpstack.stack.ExternalStoreSpec;
import dev.mcpstack.stack.ExternalStoreSpec.Topology;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes into real servers, over TLS; what is there is read as a gateway's user may. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisServingTest {
  private static final String KEY = "mcpstack:sales:serving";
  private static final String PASSWORD = "only-for-this-test";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final RedisServing serving = new RedisServing(TIMEOUT);

  @TempDir private static Path folder;

  private TestCertificates certificates;

  @BeforeAll
  void sign() {
    certificates = new TestCertificates(folder).sign("tokens", "tokens.example.com");
  }

  private String authorities() {
    try {
      return Files.readString(certificates.ca());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoreTarget target(Topology topology, String user, String password, String... nodes) {
    return new StoreTarget(
        new ExternalStoreSpec(
            topology,
            Arrays.asList(nodes),
            topology == Topology.SENTINEL ? Optional.of("primary") : Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        user,
        SecretText.of(password),
        Optional.of(authorities()));
  }

  private TlsFront front(int port) {
    return new TlsFront(certificates.serving("tokens"), port);
  }

  private static String address(TlsFront front) {
    return "127.0.0.1:" + front.port();
  }

  private static <T> T ask(
      TestRedis redis, String password, Function<RedisCommands<String, String>, T> question) {
    RedisURI uri = RedisURI.create("redis://" + redis.address());
    if (!password.isEmpty()) {
      uri = RedisURI.builder(uri).withPassword(password.toCharArray()).build();
    }
    RedisClient client = RedisClient.create(uri);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private static String written(TestRedis redis, String password) {
    return ask(redis, password, commands -> commands.hget(KEY, "revision"));
  }

  @Test
  void ownStore_takesItFromTheOperatorsUser_andTheServersMayRead() throws Exception {
    Optional<Path> program = InstalledRedis.program();
    assumeThat(program).as("the Debian package redis-server is not installed").isPresent();
    TokenStoreAccess access = TokenStoreAccess.of(Map.of(), "sales", new SecureRandom());
    try (InstalledRedis redis =
        new InstalledRedis(program.orElseThrow(), folder, certificates, access)) {
      StoreTarget target = StoreTarget.own(redis.node(), access.operatorPassword(), authorities());
      for (int revision : List.of(8, 8, 7)) {
        assertThat(serving.write(target, "sales", revision)).isTrue();
        assertThat(readByServers(redis, access)).isEqualTo(Integer.toString(revision));
      }
      assertThat(serving.write(target, "other", 8)).isFalse();
      assertThat(
              serving.write(
                  StoreTarget.own(redis.node(), SecretText.of("wrong"), authorities()), "sales", 9))
          .isFalse();
    }
  }

  private static String readByServers(InstalledRedis redis, TokenStoreAccess access) {
    RedisURI uri =
        RedisURI.builder(RedisURI.create("rediss://" + redis.node()))
            .withVerifyPeer(false)
            .withAuthentication(TokenStoreAccess.USER, access.password().reveal().toCharArray())
            .build();
    RedisClient client = RedisClient.create();
    try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
      return connection.sync().hget(KEY, "revision");
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'', only-for-this-test", "default, only-for-this-test"})
  void storeOfSomebodyElse_takesItFromWhoMayWrite(String user, String password) {
    try (TestRedis redis =
            password.isEmpty() ? new TestRedis() : new TestRedis("requirepass " + password);
        TlsFront front = front(redis.port())) {
      StoreTarget target = target(Topology.STANDALONE, user, password, address(front));
      assertThat(serving.write(target, "sales", 8)).isTrue();
      assertThat(written(redis, password)).isEqualTo("8");
      assertThat(serving.write(target, "sales", 7)).isTrue();
      assertThat(written(redis, password)).isEqualTo("7");
      // Who has no password is let in with any.
      boolean another =
          serving.write(target(Topology.STANDALONE, user, "wrong", address(front)), "sales", 7);
      assertThat(another).isEqualTo(password.isEmpty());
      assertThat(written(redis, password)).isEqualTo("7");
    }
  }

  /** What the documentation asks for is enough, for this as for the servers. */
  @Test
  void storeOfSomebodyElse_takesItWithTheDocumentedRights() throws Exception {
    String rights =
        Files.readAllLines(Path.of("../docs/contracts.md")).stream()
            .filter(line -> line.contains("`+eval "))
            .findFirst()
            .map(line -> line.split("`", -1)[3])
            .orElseThrow();
    try (TestRedis redis =
            new TestRedis(
                "user team on >" + PASSWORD + " ~mcpstack:sales:* resetchannels -@all " + rights);
        TlsFront front = front(redis.port())) {
      StoreTarget target = target(Topology.STANDALONE, "team", PASSWORD, address(front));
      assertThat(serving.write(target, "sales", 8)).isTrue();
      assertThat(written(redis, "")).isEqualTo("8");
    }
  }

  @Test
  void replica_takesNothing_andSentinelsNameThePrimary() {
    try (TestRedis primary = new TestRedis();
        TestRedis replica = TestRedis.replicaOf(primary);
        TlsFront right = front(primary.port());
        TlsFront wrong = front(replica.port());
        SpeakingServer knows =
            new SpeakingServer(List.of("127.0.0.1", Integer.toString(right.port())));
        SpeakingServer isLate =
            new SpeakingServer(List.of("127.0.0.1", Integer.toString(wrong.port())));
        TlsFront sentinel = front(knows.port());
        TlsFront lateSentinel = front(isLate.port())) {
      assertThat(serving.write(target(Topology.STANDALONE, "", "", address(wrong)), "sales", 8))
          .isFalse();
      assertThat(
              serving.write(target(Topology.SENTINEL, "", "", address(lateSentinel)), "sales", 8))
          .isFalse();
      assertThat(
              serving.write(
                  target(Topology.SENTINEL, "", "", address(lateSentinel), address(sentinel)),
                  "sales",
                  8))
          .isTrue();
      assertThat(written(primary, "")).isEqualTo("8");
    }
  }

  @Test
  void cluster_takesItWhereTheKeyBelongs() throws Exception {
    Path notes = Files.createTempDirectory(folder, "cluster");
    try (TestRedis first = TestRedis.clusterNode(notes);
        TestRedis second = TestRedis.clusterNode(notes);
        TlsFront toFirst = front(first.port());
        TlsFront toSecond = front(second.port())) {
      ask(first, "", redis -> redis.configSet("cluster-announce-port", "" + toFirst.port()));
      ask(second, "", redis -> redis.configSet("cluster-announce-port", "" + toSecond.port()));
      int slot = ask(first, "", redis -> redis.clusterKeyslot(KEY)).intValue();
      int[] others = IntStream.range(0, 16_384).filter(each -> each != slot).toArray();
      ask(first, "", redis -> redis.clusterAddSlots(others));
      ask(second, "", redis -> redis.clusterAddSlots(slot));
      ask(first, "", redis -> redis.clusterMeet("127.0.0.1", second.port()));
      for (TestRedis node : List.of(first, second)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> ask(node, "", RedisCommands::clusterInfo).contains("cluster_state:ok"));
      }
      String closed = "127.0.0.1:" + TestRedis.freePort();
      for (String node : List.of(address(toFirst), address(toSecond))) {
        assertThat(serving.write(target(Topology.CLUSTER, "", "", closed, node), "sales", 8))
            .isTrue();
        assertThat(written(second, "")).isEqualTo("8");
        ask(second, "", redis -> redis.del(KEY));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-MOVED 3999 10.0.0.2:6379, 10.0.0.2:6379",
    "-MOVED 3999 ::1:6380, ::1:6380",
    // A server that does not know its name: it is the one that was asked.
    "-MOVED 3999 :6380, redis.example.com:6380",
    "-MOVED 3999, ''",
  })
  void redirection_namesTheOwner(String answer, String owner) {
    assertThat(RedisServing.owner(answer, "redis.example.com:6379")).isEqualTo(owner);
  }

  @Test
  void storeThatIsAwayOrNotBelieved_isNotTold() {
    try (TestRedis redis = new TestRedis();
        TlsFront front = front(redis.port())) {
      String closed = "127.0.0.1:" + TestRedis.freePort();
      assertThat(serving.write(target(Topology.STANDALONE, "", "", closed), "sales", 8)).isFalse();
      StoreTarget good = target(Topology.STANDALONE, "", "", address(front));
      for (Optional<String> believed : List.of(Optional.<String>empty(), Optional.of("x"))) {
        StoreTarget other =
            new StoreTarget(good.spec(), good.username(), good.password(), believed);
        assertThat(serving.write(other, "sales", 8)).isFalse();
      }
      // Without TLS nobody is told anything.
      assertThat(serving.write(target(Topology.STANDALONE, "", "", redis.address()), "sales", 8))
          .isFalse();
      assertThat(written(redis, "")).isNull();
    }
  }
}
