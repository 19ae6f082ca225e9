package dev.mcpstack.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.fixture.TlsFront;
import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.pki.SecretText;
import dev.mcpstack.operator.pki.generated.TokenStoreAccess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of a real server are replaced while it serves. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisReloadTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final RedisReload reload = new RedisReload(TIMEOUT);
  private final TokenStoreAccess access =
      TokenStoreAccess.of(Map.of(), "sales", new SecureRandom());

  @TempDir private static Path folder;
  @TempDir private static Path former;
  @TempDir private static Path next;

  private TestCertificates before;
  private TestCertificates after;
  private Optional<InstalledRedis> started = Optional.empty();

  @BeforeAll
  void sign() {
    before = new TestCertificates(former).sign("tokens", "tokens.example.com");
    after = new TestCertificates(next).sign("tokens", "tokens.example.com");
  }

  @AfterEach
  void stop() {
    started.ifPresent(InstalledRedis::close);
    started = Optional.empty();
  }

  private InstalledRedis redis() throws IOException {
    Optional<Path> program = InstalledRedis.program();
    assumeThat(program).as("the Debian package redis-server is not installed").isPresent();
    InstalledRedis redis =
        new InstalledRedis(
            program.orElseThrow(), Files.createTempDirectory(folder, "redis"), before, access);
    started = Optional.of(redis);
    return redis;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  /** As the operator knows it between the second step of a rotation and the third. */
  private OwnStore store(InstalledRedis redis) throws IOException {
    return store(redis.node(), access.operatorPassword(), redis.folder());
  }

  private OwnStore store(String node, SecretText password, String tls) throws IOException {
    String both = text(before.ca()) + text(after.ca());
    return new OwnStore(node, password, both, text(after.certificate("tokens")), tls);
  }

  private RedisWire connect(String node) throws IOException, GeneralSecurityException {
    String both = text(before.ca()) + text(after.ca());
    return RedisWire.to(node, Believed.factory(Optional.of(both)), TIMEOUT);
  }

  private RedisWire connect(String node, String user, String password)
      throws IOException, GeneralSecurityException {
    RedisWire wire = connect(node);
    assertThat(wire.ask("AUTH", user, password)).containsExactly("+OK");
    return wire;
  }

  private Certificate shown(InstalledRedis redis) throws IOException, GeneralSecurityException {
    try (RedisWire wire = connect(redis.node())) {
      return wire.shown();
    }
  }

  private static Certificate certificate(TestCertificates of)
      throws IOException, GeneralSecurityException {
    return Believed.certificates(text(of.certificate("tokens"))).iterator().next();
  }

  /** What of its state a restart would change. */
  private static String life(InstalledRedis redis) {
    RedisURI uri =
        RedisURI.builder(RedisURI.create("rediss://" + redis.node()))
            .withVerifyPeer(false)
            .withAuthentication("watcher", InstalledRedis.WATCHER.toCharArray())
            .build();
    RedisClient client = RedisClient.create();
    try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
      return connection
          .sync()
          .info("server")
          .lines()
          .filter(line -> line.startsWith("run_id:") || line.startsWith("process_id:"))
          .toList()
          .toString();
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Test
  void filesThatAreBrought_areShown_andOpenConnectionsGoOn() throws Exception {
    InstalledRedis redis = redis();
    String life = life(redis);
    String password = access.password().reveal();
    try (RedisWire open = connect(redis.node(), TokenStoreAccess.USER, password)) {
      redis.bring(after, "tls.crt", "tls.key");
      assertThat(shown(redis)).isEqualTo(certificate(before));
      assertThat(reload.ask(store(redis))).isEqualTo(StoreShows.WANTED);
      assertThat(shown(redis)).isEqualTo(certificate(after));
      assertThat(open.shown()).isEqualTo(certificate(before));
      assertThat(open.ask("PING")).containsExactly("+PONG");
    }
    assertThat(life(redis)).isEqualTo(life).contains("run_id:");
    assertThat(reload.ask(store(redis))).isEqualTo(StoreShows.WANTED);
  }

  @Test
  void filesThatAreNotBroughtYet_areShownAtALaterTime() throws Exception {
    InstalledRedis redis = redis();
    assertThat(reload.ask(store(redis))).isEqualTo(StoreShows.OTHER);
    assertThat(reload.ask(store(redis))).isEqualTo(StoreShows.OTHER);
    redis.bring(after, "tls.crt", "tls.key");
    assertThat(reload.ask(store(redis))).isEqualTo(StoreShows.WANTED);
  }

  @Test
  void halfOfAPair_isRefused_andTheFormerGoesOn() throws Exception {
    InstalledRedis redis = redis();
    redis.bring(after, "tls.crt");
    assertThat(reload.ask(store(redis))).isEqualTo(StoreShows.OTHER);
    assertThat(shown(redis)).isEqualTo(certificate(before));
    assertThat(redis.isAlive()).isTrue();
    redis.bring(after, "tls.key");
    assertThat(reload.ask(store(redis))).isEqualTo(StoreShows.WANTED);
  }

  @Test
  void operatorsUser_mayDoNothingElse() throws Exception {
    InstalledRedis redis = redis();
    String password = access.operatorPassword().reveal();
    List<List<String>> forbidden =
        List.of(
            List.of("CONFIG", "GET", "*"),
            List.of("CONFIG", "REWRITE"),
            List.of("CONFIG", "RESETSTAT"),
            List.of("GET", "mcpstack:sales:x"),
            List.of("KEYS", "*"),
            List.of("HGETALL", "mcpstack:sales:x"),
            List.of("HSET", "mcpstack:sales:x", "revision", "8"),
            List.of("HSET", "mcpstack:other:serving", "revision", "8"),
            List.of("HSET", "mcpstack:sales:serving:x", "revision", "8"),
            List.of("HGET", "mcpstack:sales:serving", "revision"),
            List.of("HDEL", "mcpstack:sales:serving", "revision"),
            List.of("SET", "mcpstack:sales:serving", "8"),
            List.of("EVAL", "return 1", "0"),
            List.of("ACL", "LIST"),
            List.of("CLIENT", "LIST"),
            List.of("INFO"),
            List.of("PING"),
            List.of("FLUSHALL"),
            List.of("SHUTDOWN"));
    try (RedisWire wire = connect(redis.node(), TokenStoreAccess.OPERATOR, password)) {
      for (List<String> command : forbidden) {
        assertThat(wire.ask(command.toArray(String[]::new)).getFirst())
            .as("%s", command)
            .startsWith("-NOPERM");
      }
    }
    try (RedisWire wire =
        connect(redis.node(), TokenStoreAccess.USER, access.password().reveal())) {
      assertThat(wire.ask("CONFIG", "SET", "tls-cert-file", "x").getFirst()).startsWith("-NOPERM");
    }
  }

  @Test
  void otherPassword_isRefused() throws Exception {
    InstalledRedis redis = redis();
    redis.bring(after, "tls.crt", "tls.key");
    OwnStore store = store(redis.node(), SecretText.of("another-password"), redis.folder());
    assertThat(reload.ask(store)).isEqualTo(StoreShows.REFUSED);
    assertThat(shown(redis)).isEqualTo(certificate(before));
  }

  /** Those of Maven's server, which has no TLS of its own, need none that is installed. */
  @Test
  void storeOfAnyKind_tellsWhatItShows() throws Exception {
    String user = "user operator on >" + access.operatorPassword().reveal() + " -@all ";
    try (TestRedis mayNot = new TestRedis(user);
        TestRedis knowsNot = new TestRedis(user + "+config|set");
        ServerSocket hangsUp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TlsFront refuses = new TlsFront(before.serving("tokens"), mayNot.port());
        TlsFront other = new TlsFront(before.serving("tokens"), knowsNot.port());
        TlsFront wanted = new TlsFront(after.serving("tokens"), mayNot.port())) {
      assertThat(asked(refuses.port(), both())).isEqualTo(StoreShows.REFUSED);
      assertThat(asked(other.port(), both())).isEqualTo(StoreShows.OTHER);
      assertThat(asked(wanted.port(), both())).isEqualTo(StoreShows.WANTED);
      assertThat(asked(refuses.port(), text(after.ca()))).isEqualTo(StoreShows.NOT_TRUSTED);
      assertThat(asked(wanted.port(), "no certificate")).isEqualTo(StoreShows.UNKNOWN);
      Thread.startVirtualThread(() -> hangUp(hangsUp));
      assertThat(asked(hangsUp.getLocalPort(), both())).isEqualTo(StoreShows.UNREACHABLE);
      assertThat(asked(TestRedis.freePort(), both())).isEqualTo(StoreShows.UNREACHABLE);
    }
  }

  private static void hangUp(ServerSocket server) {
    try (Socket client = server.accept()) {
      assertThat(client.getInputStream().read()).isPositive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String both() throws IOException {
    return text(before.ca()) + text(after.ca());
  }

  private StoreShows asked(int port, String authorities) throws IOException {
    return reload.ask(
        new OwnStore(
            "127.0.0.1:" + port,
            access.operatorPassword(),
            authorities,
            text(after.certificate("tokens")),
            folder.toString()));
  }

  @Test
  void store_showsNoPassword() throws IOException {
    OwnStore store = store("redis:6379", access.operatorPassword(), "/etc/redis-tls");
    assertThat(store.toString()).doesNotContain(access.operatorPassword().reveal());
  }
}
