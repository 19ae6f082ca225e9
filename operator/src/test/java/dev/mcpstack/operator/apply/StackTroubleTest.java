package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.condition;
import static dev.mcpstack.operator.apply.World.ready;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.stack.StackStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong: it is said, it is looked at again, and nothing is written meanwhile. */
final class StackTroubleTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String EXTERNAL =
      MINIMAL + "tokenStore: {external: {nodes: ['redis.example.com:6379']}}\n";

  private final World world = new World(MINIMAL);

  /** It is said, looks go on at a bearable pace, and none of them writes. */
  private void restsIn(String ready, String... words) {
    Outcome settled = world.settled();
    assertThat(ready(settled)).isEqualTo(ready);
    assertThat(condition(settled, "Ready").message()).contains(words);
    StackStatus before = settled.status();
    for (int i = 0; i < 5; i++) {
      Outcome again = world.look();
      assertThat(again.status()).isEqualTo(before);
      assertThat(again.next()).contains(world.clock.instant().plus(SOON));
      world.clock.pass(SOON);
    }
    assertThat(world.cluster.writes()).isEmpty();
  }

  private void heals() {
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void credentials_thatAreNoText_areNamedAndNeverShown() {
    world.write(
        """
        sources:
        - name: sales
          type: PostgreSQL
          url: jdbc:postgresql://db/sales
          credentialsSecretRef: {name: sales-db}
        """);
    byte[] binary = {(byte) 0xff, 's', 'e', 'c', 'r', 'e', 't'};
    world.cluster.putSecret(
        "sales-db", "Opaque", Map.of("username", bytes("reader"), "password", binary));
    restsIn("FALSE SecretMalformed", "In the Secret sales-db: password is no text in UTF-8.");
    world.cluster.putSecret("sales-db", Map.of("username", " \n", "password", "x"));
    restsIn("FALSE SecretMalformed", "In the Secret sales-db: username is blank.");
    world.cluster.putSecret("sales-db", Map.of("username", "reader", "password", ""));
    restsIn("FALSE SecretIncomplete", "sales-db has nothing under the key password.");
    world.cluster.putSecret("sales-db", Map.of("username", "reader", "password", "secret"));
    heals();
  }

  @Test
  void keysOfCallers_thatTheGatewayWouldRefuse_areNamed() {
    world.write(MINIMAL + "gateway: {auth: {keysSecretName: agents}}\n");
    restsIn("FALSE SecretMissing", "It is called agents.");
    world.cluster.putSecret("agents", Map.of());
    restsIn("FALSE SecretIncomplete", "The Secret agents holds no caller's key");
    world.cluster.putSecret("agents", Map.of("planner", "too-short"));
    restsIn("FALSE SecretMalformed", "In the Secret agents: The key of 'planner' is shorter");
    assertThat(world.settled().toString()).doesNotContain("too-short");
    world.cluster.putSecret("agents", Map.of("planner", "a-key-that-is-long-enough"));
    heals();
  }

  /** The first key is the operator's, the Secret is its owner's from then on. */
  @Test
  void ownKeys_thatSomebodyBreaks_areNamedAndLeft() {
    world.settled();
    world.cluster.seize("Secret", "sales-keys", "c2hvcnQ=", "data", "planner");
    LiveObject broken = world.cluster.object("Secret", "sales-keys");
    restsIn("FALSE SecretMalformed", "In the Secret sales-keys: The key of 'planner' is shorter");
    assertThat(world.cluster.object("Secret", "sales-keys")).isEqualTo(broken);
  }

  @Test
  void certificateOfTheEndpoint_thatCantBeUsed_isNamed() {
    world.write(MINIMAL + "gateway: {certificateSecretName: public}\n");
    restsIn("FALSE SecretMissing", "It is called public.");
    world.cluster.putSecret("public", Map.of("tls.crt", "rubbish"));
    restsIn("FALSE SecretIncomplete", "The Secret public has nothing under the key tls.key.");
    world.cluster.putSecret("public", Map.of("tls.crt", "rubbish", "tls.key", "rubbish"));
    restsIn("FALSE SecretMalformed", "In the Secret public: tls.crt holds no certificate in PEM.");
  }

  @Test
  void certificateOfTheIngress_ofAnotherType_isNamed() {
    world.write(MINIMAL + "gateway: {ingress: {host: mcp.example.com, tlsSecretName: public}}\n");
    restsIn("FALSE SecretMissing", "It is called public.");
    Map<String, byte[]> pair = Map.of("tls.crt", bytes("x"), "tls.key", bytes("y"));
    world.cluster.putSecret("public", "Opaque", pair);
    restsIn(
        "FALSE SecretMalformed", "it is of type Opaque, and an Ingress needs kubernetes.io/tls");
    world.cluster.putSecret("public", "kubernetes.io/tls", pair);
    heals();
  }

  @Test
  void secretsOfPods_thatAreMissing_areNamed() {
    world.write(
        MINIMAL
            + """
            dataScience:
              pods:
                env: [{name: TOKEN, secretKeyRef: {name: for-env, key: token}}]
                volumes: [{name: a, mountPath: /data, secretName: for-files}]
            """);
    restsIn("FALSE SecretMissing", "It is called for-env. It is called for-files.");
    world.cluster.putSecret("for-files", Map.of());
    world.cluster.putSecret("for-env", Map.of("other", "x"));
    restsIn("FALSE SecretIncomplete", "The Secret for-env has nothing under the key token.");
    world.cluster.putSecret("for-env", Map.of("token", "x"));
    heals();
  }

  @Test
  void secretsOfAnExternalStore_areLookedAtBeforeItIsAsked() {
    world.store = Optional.of(Finding.of(Reason.READY));
    world.write(
        EXTERNAL.replace(
            "]}}", "], credentialsSecretName: redis, caSecretRef: {name: redis-ca, key: ca}}}"));
    restsIn("FALSE SecretMissing", "It is called redis. It is called redis-ca.");
    assertThat(condition(world.look(), "TokenStoreReady").reason()).isEqualTo("TokenStoreExternal");
    world.cluster.putSecret("redis", Map.of("username", "sales"));
    world.cluster.putSecret("redis-ca", Map.of("ca", "rubbish"));
    restsIn("FALSE SecretIncomplete", "The Secret redis has nothing under the key password.");
    world.cluster.putSecret("redis", Map.of("password", "x"));
    restsIn("FALSE SecretMalformed", "In the Secret redis-ca: ca holds no certificate in PEM.");
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_STORE_UNREACHABLE, TokenStoreUnreachable",
    "TOKEN_STORE_NOT_TRUSTED, TokenStoreNotTrusted",
    "TOKEN_STORE_REFUSES, TokenStoreRefuses",
  })
  void externalStore_thatDoesNotAnswer_degradesAndCutsNobodyOff(Reason reason, String text) {
    world.write(EXTERNAL);
    world.store = Optional.of(new Finding(reason, "It is redis.example.com:6379."));
    restsIn("TRUE " + text, "It is redis.example.com:6379.", reason.remedy());
    Outcome away = world.look();
    assertThat(condition(away, "TokenStoreReady"))
        .extracting(each -> each.status() + " " + each.reason())
        .isEqualTo("FALSE " + text);
    assertThat(condition(away, "Degraded").status()).hasToString("TRUE");
    world.store = Optional.of(Finding.of(Reason.READY));
    heals();
    assertThat(condition(world.look(), "TokenStoreReady").status()).hasToString("TRUE");
    assertThat(condition(world.look(), "Degraded").status()).hasToString("FALSE");
  }

  @ParameterizedTest
  @CsvSource({
    "ConfigMap, sales-r1-config",
    "Deployment, sales-r1-gateway",
    "Deployment, sales-r1-localdata",
    "HorizontalPodAutoscaler, sales-r1-gateway",
    "HTTPRoute, sales",
    "Ingress, sales",
    "NetworkPolicy, sales-all",
    "PodDisruptionBudget, sales-r1-gateway",
    "Secret, sales-keys",
    "Secret, sales-tls-gateway",
    "Secret, sales-tls-endpoint",
    "Service, sales",
    "Service, sales-tokens",
    "ServiceAccount, sales",
    "ServiceMonitor, sales-metrics",
    "StatefulSet, sales-tokens",
  })
  void foreignObject_isLeftAndNamedAndHoldsUpNoOther(String kind, String name) {
    world.write(
        MINIMAL
            + """
            gateway:
              ingress: {host: mcp.example.com}
              httpRoute: {host: mcp.example.com, gateway: public}
              pods: {autoscaling: {maxReplicas: 2}}
            observability: {serviceMonitor: true}
            """);
    world.cluster.put(
        kind,
        name,
        Map.of(
            "metadata",
            Map.of("labels", Map.of("app", "theirs")),
            "spec",
            Map.of("theirs", "yes"),
            "data",
            Map.of()));
    Object foreign = world.cluster.object(kind, name).tree().get("spec");
    for (int i = 0; i < 3; i++) {
      world.look();
    }
    Outcome taken = world.look();
    assertThat(condition(taken, "Ready").reason()).isEqualTo("NameTaken");
    assertThat(condition(taken, "Ready").message())
        .contains("It is the " + kind + " " + name + ".", Reason.NAME_TAKEN.remedy());
    assertThat(taken.next()).contains(world.clock.instant().plus(SOON));
    LiveObject live = world.cluster.object(kind, name);
    assertThat(live.tree().get("spec")).isEqualTo(foreign);
    assertThat(live.isOwnedBy(World.OWNER.uid())).isFalse();
    assertThat(live.label("app")).contains("theirs");
    assertThat(world.cluster.writes()).noneMatch(write -> write.endsWith(kind + " " + name));
    assertThat(world.cluster.names())
        .contains(
            "Deployment sales-r1-datascience",
            "Service sales-preview",
            "NetworkPolicy sales-gateway",
            "Secret sales-tls-datascience");
    world.look();
    assertThat(world.cluster.writes()).isEmpty();
    world.cluster.remove(kind, name);
    heals();
  }

  @Test
  void foreignRevision_isLeftAndAnotherNumberIsTaken() {
    world.cluster.put("ControllerRevision", "sales-r1", Map.of("data", Map.of("theirs", "yes")));
    LiveObject foreign = world.cluster.object("ControllerRevision", "sales-r1");
    assertThat(ready(world.look())).isEqualTo("FALSE NameTaken");
    heals();
    assertThat(world.cluster.object("ControllerRevision", "sales-r1")).isEqualTo(foreign);
    assertThat(world.cluster.names()).contains("ControllerRevision sales-r2");
  }

  /** Without these nothing can be made that works, and a guess would restart the token store. */
  @ParameterizedTest
  @CsvSource({"sales-ca", "sales-tokens", "sales-tls-tokens"})
  void foreignSecret_onWhichAllDepends_endsTheLook(String name) {
    world.settled();
    String before = world.cluster.object("StatefulSet", "sales-tokens").tree().toString();
    world.cluster.remove("Secret", name);
    world.cluster.put("Secret", name, Map.of("data", Map.of()));
    LiveObject foreign = world.cluster.object("Secret", name);
    restsIn("FALSE NameTaken", "It is the Secret " + name + ".");
    assertThat(world.cluster.object("Secret", name)).isEqualTo(foreign);
    assertThat(world.cluster.object("StatefulSet", "sales-tokens").tree()).hasToString(before);
    world.cluster.remove("Secret", name);
    heals();
  }

  @Test
  void hostThatAnotherHas_isNotRoutedUntilItIsFree() {
    world.write(MINIMAL + "gateway: {ingress: {host: mcp.example.com}}\n");
    Finding taken = new Finding(Reason.HOST_TAKEN, "The stack b in namespace shop has it.");
    world.cluster.withhold("Ingress", Optional.of(taken));
    restsIn("FALSE HostTaken", "The stack b in namespace shop has it.");
    assertThat(world.look().status().externalEndpoints()).isEmpty();
    assertThat(world.cluster.names()).noneMatch(name -> name.startsWith("Ingress"));
    assertThat(world.cluster.object("Service", "sales").text("spec", "selector", Labels.REVISION))
        .contains("1");
    world.cluster.withhold("Ingress", Optional.empty());
    heals();
    assertThat(world.look().status().externalEndpoints())
        .isEqualTo(List.of("http://mcp.example.com/mcp"));
  }

  @Test
  void tokenStoreWithoutAPod_saysWhereToLook() {
    Outcome first = world.look();
    assertThat(condition(first, "TokenStoreReady").reason()).isEqualTo("TokenStoreStarting");
    world.cluster.settle();
    world.cluster.seize("StatefulSet", "sales-tokens", Map.of(), "status");
    Outcome none = world.look();
    assertThat(condition(none, "TokenStoreReady").message())
        .contains("kubectl describe statefulset");
  }

  @Test
  void localData_growsWithDataScience() {
    world.write(
        MINIMAL
            + "localData: {pods: {autoscaling: {maxReplicas: 4}}}\n"
            + "dataScience: {pods: {autoscaling: {maxReplicas: 4}}}\n");
    world.settled();
    String scaler = "sales-r1-localdata";
    assertThat(least(scaler)).isEqualTo(1);
    world.cluster.seize("Deployment", "sales-r1-datascience", 3, "spec", "replicas");
    world.settled();
    assertThat(least(scaler)).isEqualTo(3);
    world.look();
    assertThat(world.cluster.writes()).isEmpty();
  }

  private long least(String scaler) {
    return world.cluster.object("HorizontalPodAutoscaler", scaler).number("spec", "minReplicas");
  }
}
