package dev.mcpstack.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.fixture.TlsFront;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.pki.SecretText;
import dev.mcpstack.stack.ExternalStoreSpec;
import dev.mcpstack.stack.ExternalStoreSpec.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks a real server, over TLS. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisPingTest {
  private static final String PASSWORD = "only-for-this-test";

  private final TestRedis redis =
      new TestRedis("requirepass " + PASSWORD, "user sales on >" + PASSWORD + " ~* +@all -ping");
  private final RedisPing ping = new RedisPing(Duration.ofSeconds(20));

  @TempDir private static Path folder;

  @TempDir private static Path elsewhere;

  private TestCertificates certificates;
  private TlsFront front;

  @BeforeAll
  void start() {
    certificates = new TestCertificates(folder).sign("redis", "redis.example.com");
    front = new TlsFront(certificates.serving("redis"), redis.port());
  }

  @AfterAll
  void stop() {
    front.close();
    redis.close();
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
        Optional.of(text(certificates.ca())));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String address() {
    return "127.0.0.1:" + front.port();
  }

  private Finding standalone(String user, String password, String node) {
    return ping.ask(target(Topology.STANDALONE, user, password, node));
  }

  @ParameterizedTest
  @CsvSource({
    "'', only-for-this-test, READY",
    "default, only-for-this-test, READY",
    // Who may not ping may do the rest.
    "sales, only-for-this-test, READY",
    "sales, wrong, TOKEN_STORE_REFUSES",
    "nobody, only-for-this-test, TOKEN_STORE_REFUSES",
    "'', wrong, TOKEN_STORE_REFUSES",
    "'', '', TOKEN_STORE_REFUSES",
  })
  void store_lets_inWhoIsKnown(String user, String password, Reason reason) {
    Finding found = standalone(user, password, address());
    assertThat(found.reason()).isEqualTo(reason);
    assertThat(found.message()).doesNotContain(PASSWORD);
  }

  @Test
  void closedPort_isUnreachable() {
    Finding found = standalone("", PASSWORD, "127.0.0.1:" + TestRedis.freePort());
    assertThat(found.reason()).isEqualTo(Reason.TOKEN_STORE_UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({"no-such-host.invalid:6379", "127.0.0.1:99999", "127.0.0.1:0"})
  void addressOfNobody_isUnreachable(String node) {
    Finding found = standalone("", PASSWORD, node);
    assertThat(found).isEqualTo(new Finding(Reason.TOKEN_STORE_UNREACHABLE, "It is " + node + "."));
  }

  /** It takes the connection and never says a word. */
  @Test
  void blackHole_isUnreachableAfterAWhile() throws IOException {
    try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      Finding found =
          new RedisPing(Duration.ofMillis(300))
              .ask(target(Topology.STANDALONE, "", PASSWORD, "127.0.0.1:" + hole.getLocalPort()));
      assertThat(found.reason()).isEqualTo(Reason.TOKEN_STORE_UNREACHABLE);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void serverWithoutTls_isNotTrusted() {
    assertThat(standalone("", PASSWORD, redis.address()).reason())
        .isIn(Reason.TOKEN_STORE_NOT_TRUSTED, Reason.TOKEN_STORE_UNREACHABLE);
  }

  @Test
  void certificateOfAnotherAuthority_isNotTrusted() {
    TestCertificates other = new TestCertificates(elsewhere);
    StoreTarget target = target(Topology.STANDALONE, "", PASSWORD, address());
    assertThat(
            ping.ask(
                    new StoreTarget(
                        target.spec(), "", target.password(), Optional.of(text(other.ca()))))
                .reason())
        .isEqualTo(Reason.TOKEN_STORE_NOT_TRUSTED);
    assertThat(
            ping.ask(new StoreTarget(target.spec(), "", target.password(), Optional.empty()))
                .reason())
        .isEqualTo(Reason.TOKEN_STORE_NOT_TRUSTED);
    assertThat(
            ping.ask(new StoreTarget(target.spec(), "", target.password(), Optional.of("x")))
                .reason())
        .isEqualTo(Reason.TOKEN_STORE_NOT_TRUSTED);
  }

  @Test
  void certificateOfAnotherHost_isNotTrusted() {
    certificates.signNames("stranger", "dns:stranger.example.com");
    try (TlsFront stranger = new TlsFront(certificates.serving("stranger"), redis.port())) {
      assertThat(standalone("", PASSWORD, "127.0.0.1:" + stranger.port()).reason())
          .isEqualTo(Reason.TOKEN_STORE_NOT_TRUSTED);
    }
  }

  @Test
  void cluster_answersIfOneNodeDoes() {
    String closed = "127.0.0.1:" + TestRedis.freePort();
    assertThat(ping.ask(target(Topology.CLUSTER, "", PASSWORD, closed, address())).reason())
        .isEqualTo(Reason.READY);
    assertThat(ping.ask(target(Topology.CLUSTER, "", PASSWORD, closed, closed)).detail())
        .isEqualTo("It is " + closed + ".");
  }

  /** The server is no sentinel: it does not know the command. */
  @Test
  void sentinelThatNamesNoPrimary_isUnreachable() {
    assertThat(ping.ask(target(Topology.SENTINEL, "", PASSWORD, address())))
        .isEqualTo(
            new Finding(
                Reason.TOKEN_STORE_UNREACHABLE,
                "The sentinel " + address() + " does not know the primary."));
  }

  @Test
  void sentinel_namesThePrimaryThatIsAsked() {
    List<String> answer = List.of("127.0.0.1", Integer.toString(front.port()));
    try (SpeakingServer sentinel = new SpeakingServer(answer);
        TlsFront secured = new TlsFront(certificates.serving("redis"), sentinel.port())) {
      String node = "127.0.0.1:" + secured.port();
      assertThat(ping.ask(target(Topology.SENTINEL, "", PASSWORD, node)).reason())
          .isEqualTo(Reason.READY);
      assertThat(ping.ask(target(Topology.SENTINEL, "", "wrong", node)).reason())
          .isEqualTo(Reason.TOKEN_STORE_REFUSES);
    }
  }
}
