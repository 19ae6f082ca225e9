package dev.mcpstack.operator.pki.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.redis.RedisHandleStore;
import dev.mcpstack.contract.handle.redis.RedisLink;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.operator.pki.SecretData;
import dev.mcpstack.operator.pki.SecretText;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The user, the ACL file and the configuration at a real server. */
@Timeout(60)
final class TokenStoreAccessTest {
  private static final Principal ALICE = Principal.withAllScopes("alice");
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder = Path.of("");

  @Test
  void user_mayDoAllThatTheStoreDoes() throws Exception {
    TokenStoreAccess access = TokenStoreAccess.of(Map.of(), "sales", RANDOM);
    try (TestRedis redis = start(access);
        RedisHandleStore store = store(redis, access, "sales")) {
      HandleRecord record = create(store);
      try (HandleStore.Lease lease = store.lease(ALICE, record.name())) {
        assertThat(lease.renew()).isTrue();
      }
      store.complete(record.withRows(new RowsFacts(3, 2, 1)));
      assertThat(store.find(ALICE, record.name()).requireLive().rows().rows()).isEqualTo(3);
      store.release(ALICE, record.name());
      assertThat(store.ended(List.of(record.name()))).containsExactly(record.name());
      HandleRecord other = create(store);
      store.end(other.name(), EndReason.EVICTED);
      assertThat(store.find(ALICE, other.name())).isInstanceOf(Lookup.Ended.class);
    }
  }

  @Test
  void user_ofAnotherStack_mayTouchNothing() throws Exception {
    TokenStoreAccess access = TokenStoreAccess.of(Map.of(), "sales", RANDOM);
    try (TestRedis redis = start(access);
        RedisHandleStore store = store(redis, access, "marketing")) {
      StackException refused = catchThrowableOfType(StackException.class, () -> create(store));
      assertThat(refused.code()).isEqualTo(ContractError.STORE_UNAVAILABLE);
    }
  }

  @Test
  void serversUser_mayConfigureNothing_andNobodyElseIsLetIn() throws Exception {
    TokenStoreAccess access = TokenStoreAccess.of(Map.of(), "sales", RANDOM);
    try (TestRedis redis = start(access)) {
      RedisURI user = RedisURI.create("redis://" + redis.address());
      RedisURI known =
          RedisURI.builder(user)
              .withAuthentication(TokenStoreAccess.USER, access.password().reveal().toCharArray())
              .build();
      List<Consumer<RedisCommands<String, String>>> forbidden =
          List.of(
              commands -> commands.configGet("*"),
              commands -> commands.configSet("maxmemory", "1"),
              RedisCommands::aclList,
              RedisCommands::clientList,
              RedisCommands::flushall,
              commands -> commands.keys("*"),
              commands -> commands.get("mcpstack:sales:x"),
              commands -> commands.publish("any", "text"),
              commands -> commands.hgetall("elsewhere"));
      RedisClient client = RedisClient.create();
      try (StatefulRedisConnection<String, String> connection = client.connect(known)) {
        assertThat(connection.sync().ping()).isEqualTo("PONG");
        for (Consumer<RedisCommands<String, String>> each : forbidden) {
          assertThat(
                  catchThrowableOfType(
                      RedisCommandExecutionException.class, () -> each.accept(connection.sync())))
              .hasMessageContaining("NOPERM");
        }
        assertThat(
                catchThrowableOfType(
                    RedisException.class,
                    () -> {
                      try (StatefulRedisConnection<String, String> nobody = client.connect(user)) {
                        nobody.sync().ping();
                      }
                    }))
            .hasStackTraceContaining("NOAUTH");
      } finally {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      }
    }
  }

  @Test
  void handles_areThereAfterARestart() throws Exception {
    TokenStoreAccess access = TokenStoreAccess.of(Map.of(), "sales", RANDOM);
    HandleRecord record;
    try (TestRedis redis = start(access)) {
      try (RedisHandleStore store = store(redis, access, "sales")) {
        record = create(store);
      }
      redis.stop();
      redis.startAgain();
      try (RedisHandleStore store = store(redis, access, "sales")) {
        assertThat(store.find(ALICE, record.name()).requireLive()).isEqualTo(record);
      }
    }
  }

  @Test
  void password_thatIsStored_staysAndTheRestFollowsFromIt() {
    TokenStoreAccess first = TokenStoreAccess.of(Map.of(), "sales", RANDOM);
    Map<String, byte[]> damaged =
        Map.of(
            TokenStoreAccess.PASSWORD_KEY,
            SecretData.bytes(first.password().reveal() + "\n"),
            TokenStoreAccess.OPERATOR_PASSWORD_KEY,
            SecretData.bytes(first.operatorPassword().reveal()));
    TokenStoreAccess again = TokenStoreAccess.of(damaged, "sales", RANDOM);
    assertThat(again).isEqualTo(first);
    assertThat(SecretData.text(again.toData(), TokenStoreAccess.ACL_KEY)).isEqualTo(first.acl());
    assertThat(
            TokenStoreAccess.of(
                Map.of(TokenStoreAccess.PASSWORD_KEY, SecretData.bytes("short")), "sales", RANDOM))
        .isNotEqualTo(first);
  }

  /** Servers that run go on with their password. */
  @Test
  void stackOfBefore_keepsItsPasswordAndGetsTheOperators() {
    TokenStoreAccess first = TokenStoreAccess.of(Map.of(), "sales", RANDOM);
    TokenStoreAccess upgraded =
        TokenStoreAccess.of(
            Map.of(TokenStoreAccess.PASSWORD_KEY, SecretData.bytes(first.password().reveal())),
            "sales",
            RANDOM);
    assertThat(upgraded.password()).isEqualTo(first.password());
    assertThat(upgraded.operatorPassword()).isNotEqualTo(first.operatorPassword());
  }

  @Test
  void passwords_showNowhereButUnderTheirKeys() {
    TokenStoreAccess access = TokenStoreAccess.of(Map.of(), "sales", RANDOM);
    for (SecretText password : List.of(access.password(), access.operatorPassword())) {
      assertThat(password.reveal()).matches("[A-Za-z0-9_-]{43}");
      assertThat(access.toString()).doesNotContain(password.reveal());
      assertThat(access.acl()).doesNotContain(password.reveal());
    }
    assertThat(access.password()).isNotEqualTo(access.operatorPassword());
    assertThat(TokenStoreAccess.of(Map.of(), "sales", RANDOM)).isNotEqualTo(access);
  }

  @Test
  void rights_areTheDocumentedOnes() throws Exception {
    assertThat(Files.readString(Path.of("../docs/contracts.md")))
        .contains("`" + TokenStoreAccess.RIGHTS + "`");
  }

  @Test
  void configuration_isReachedOverTlsAlone() {
    assertThat(
            new TokenStoreServer("/tls/tls.crt", "/tls/tls.key", "/users.acl", "/data", 1 << 20)
                .configuration()
                .lines())
        .contains("port 0", "tls-port 6379", "tls-cert-file /tls/tls.crt")
        .contains("appendonly yes", "maxmemory-policy noeviction", "maxmemory 1048576");
  }

  private TestRedis start(TokenStoreAccess access) throws Exception {
    Path acl = Files.writeString(folder.resolve("users.acl"), access.acl());
    return new TestRedis(
        new TokenStoreServer("", "", acl.toString(), folder.toString(), 64 << 20)
            .keeping()
            .lines()
            .toArray(String[]::new));
  }

  private RedisHandleStore store(TestRedis redis, TokenStoreAccess access, String stack)
      throws Exception {
    Path credentials = Files.createDirectories(folder.resolve("credentials"));
    for (String key : List.of(TokenStoreAccess.USER_KEY, TokenStoreAccess.PASSWORD_KEY)) {
      Files.write(credentials.resolve(key), access.toData().getOrDefault(key, new byte[0]));
    }
    return new RedisHandleStore(
        RedisLink.of(
            new TokenStoreConfig.Redis(
                stack,
                TokenStoreConfig.Redis.Topology.STANDALONE,
                List.of(redis.address()),
                Optional.empty(),
                Optional.of(credentials),
                false,
                Optional.empty())),
        stack);
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
