package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.condition;
import static dev.mcpstack.operator.apply.World.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.stack.CellStatus;
import dev.mcpstack.stack.ServerStatus;
import dev.mcpstack.stack.StackStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stack that is looked at again and again. */
final class StackSyncTest {
  private static final List<String> SERVERS = List.of("gateway", "localdata", "datascience");

  private final World world = new World(MINIMAL);

  private LiveObject deployment(int revision, String role) {
    return world.cluster.object("Deployment", "sales-r" + revision + "-" + role);
  }

  private Optional<String> selected() {
    return world.cluster.object("Service", "sales").text("spec", "selector", Labels.REVISION);
  }

  private List<String> names(String part) {
    return world.cluster.names().stream().filter(name -> name.contains(part)).toList();
  }

  @Test
  void minimalStack_getsReadyWithAllObjects() {
    Outcome first = world.look();
    assertThat(ready(first)).isEqualTo("FALSE Starting");
    assertThat(condition(first, "Ready").message())
        .contains("Ready are: gateway 0 of 0, localdata 0 of 0, datascience 0 of 0.");
    Outcome settled = world.settled();
    assertThat(ready(settled)).isEqualTo("TRUE Ready");
    assertThat(settled.status().endpoint()).contains("https://sales.shop.svc:8080/mcp");
    assertThat(settled.status().keysSecret()).contains("sales-keys");
    assertThat(settled.status().activeRevision()).contains(1);
    assertThat(settled.status().cells()).extracting(CellStatus::revision).containsExactly(1);
    assertThat(world.cluster.names())
        .contains(
            "ControllerRevision sales-r1",
            "Service sales",
            "Service sales-preview",
            "ServiceAccount sales",
            "StatefulSet sales-tokens",
            "Secret sales-ca",
            "Secret sales-keys",
            "Secret sales-tls-endpoint",
            "Secret sales-tls-tokens",
            "Secret sales-tokens");
    for (String role : SERVERS) {
      assertThat(world.cluster.names())
          .contains("Deployment sales-r1-" + role, "Secret sales-tls-" + role);
    }
    for (String name : world.cluster.names()) {
      String[] parts = name.split(" ", 2);
      if (!name.equals("ControllerRevision sales-tokens-0")) {
        assertThat(world.cluster.object(parts[0], parts[1]).isOwnedBy(World.OWNER.uid()))
            .as("%s is owned", name)
            .isTrue();
      }
    }
  }

  @Test
  void settledStack_isOnlyReadAndSaysTheSame() {
    StackStatus before = world.settled().status();
    for (int i = 0; i < 5; i++) {
      world.clock.pass(Duration.ofHours(1));
      assertThat(world.look().status()).isEqualTo(before);
    }
    assertThat(world.cluster.writes()).isEmpty();
  }

  @Test
  void settledStackWithRoutes_isOnlyRead() {
    world.write(
        MINIMAL
            + "gateway: {httpRoute: {host: mcp.example.com, gateway: public}}\n"
            + "observability: {serviceMonitor: true}\n");
    world.settled();
    assertThat(names("HTTPRoute ")).hasSize(1);
    world.look();
    assertThat(world.cluster.writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Split", "Unified"})
  void otherMode_isStagedBesideTheOneThatServes(String first) {
    boolean toUnified = first.equals("Split");
    List<String> before = toUnified ? SERVERS : List.of("unified");
    List<String> after = toUnified ? List.of("unified") : SERVERS;
    world.write(MINIMAL + "mode: " + first + "\n");
    world.settled();
    assertThat(names("Deployment sales-r1-")).hasSameSizeAs(before);

    world.write(MINIMAL + "mode: " + (toUnified ? "Unified" : "Split") + "\n");
    Outcome staged = world.look();
    assertThat(ready(staged)).isEqualTo("TRUE Staging");
    assertThat(selected()).contains("1");
    assertThat(names("Deployment sales-r1-")).hasSameSizeAs(before);
    assertThat(names("Deployment sales-r2-")).hasSameSizeAs(after);
    // Nobody is cut off while both are there.
    for (String role : List.of("gateway", "localdata", "datascience", "unified")) {
      assertThat(world.cluster.names()).contains("NetworkPolicy sales-" + role);
    }
    assertThat(staged.status().cells())
        .extracting(cell -> cell.servers().stream().map(ServerStatus::role).toList())
        .containsExactly(before, after);

    world.cluster.settle();
    Outcome settled = world.settled();
    assertThat(ready(settled)).isEqualTo("TRUE Ready");
    assertThat(selected()).contains("2");
    assertThat(names("Deployment ")).hasSameSizeAs(after);
    assertThat(names("NetworkPolicy sales-")).hasSize(after.size() + 2);
  }

  @Test
  void changedStack_isStagedThenSwitchedThenCleared() {
    world.settled();
    world.write(MINIMAL + "limits: {handleLifetime: 40m}\n");

    Outcome staged = world.look();
    assertThat(ready(staged)).isEqualTo("TRUE Staging");
    assertThat(world.cluster.names()).contains("Deployment sales-r2-gateway");
    assertThat(selected()).contains("1");
    world.look();
    assertThat(selected()).contains("1");
    assertThat(staged.status().activeRevision()).contains(1);

    world.cluster.settle();
    Outcome switched = world.look();
    assertThat(ready(switched)).isEqualTo("TRUE Switching");
    assertThat(switched.status().activeRevision()).contains(2);
    assertThat(selected()).contains("2");
    assertThat(world.cluster.names()).contains("Deployment sales-r1-gateway");

    assertThat(ready(world.look())).isEqualTo("TRUE Ready");
    assertThat(names("sales-r1")).containsExactly("ControllerRevision sales-r1");
    assertThat(names("sales-r2-")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void revisions_areKeptUpToTheLimit(int limit) {
    for (int i = 1; i <= 6; i++) {
      world.write(
          MINIMAL
              + "limits: {handleLifetime: "
              + (30 + i)
              + "m}\nrollout: {historyLimit: "
              + limit
              + "}\n");
      world.settled();
    }
    assertThat(names("ControllerRevision sales-r")).hasSize(limit);
    assertThat(world.cluster.names()).contains("ControllerRevision sales-r6");
  }

  /** The limit once took the release that served, and with it the pods, while another started. */
  @Test
  void revisionThatServes_isKeptWhateverTheLimit() {
    world.write(MINIMAL + "rollout: {historyLimit: 1}\n");
    world.settled();
    for (int i = 1; i <= 4; i++) {
      world.write(
          MINIMAL + "limits: {handleLifetime: " + (30 + i) + "m}\nrollout: {historyLimit: 1}\n");
      world.look();
      world.look();
      world.look();
    }
    assertThat(selected()).contains("1");
    assertThat(world.cluster.names())
        .contains("ControllerRevision sales-r1", "Deployment sales-r1-gateway");
  }

  /** What served was once deleted with the release that somebody deleted. */
  @Test
  void cellWhoseReleaseIsLost_servesUntilAnotherIsComplete() {
    world.settled();
    world.cluster.remove("ControllerRevision", "sales-r1");
    world.look();
    world.look();
    assertThat(selected()).contains("1");
    assertThat(world.cluster.names())
        .contains(
            "Deployment sales-r1-gateway",
            "ConfigMap sales-r1-config",
            "Deployment sales-r2-gateway");
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(selected()).contains("2");
    assertThat(names("sales-r1")).isEmpty();
  }

  @Test
  void otherScale_staysInTheRevision() {
    world.settled();
    world.write(MINIMAL + "gateway: {pods: {replicas: 3}}\n");
    world.look();
    assertThat(world.cluster.writes()).containsExactly("apply Deployment sales-r1-gateway");
    assertThat(deployment(1, "gateway").number("spec", "replicas")).isEqualTo(3);
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(names("sales-r2")).isEmpty();
  }

  @Test
  void suspendedStack_hasNoPodsUntilItIsWantedAgain() {
    world.settled();
    world.write(MINIMAL + "suspended: true\n");
    assertThat(ready(world.settled())).isEqualTo("FALSE Suspended");
    for (String role : SERVERS) {
      assertThat(deployment(1, role).number("spec", "replicas")).isZero();
    }
    assertThat(world.cluster.object("StatefulSet", "sales-tokens").number("spec", "replicas"))
        .isZero();
    world.write(MINIMAL);
    assertThat(ready(world.look())).isEqualTo("FALSE Starting");
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(deployment(1, "gateway").number("spec", "replicas")).isEqualTo(1);
  }

  @Test
  void pausedStack_isNotTouched() {
    StackStatus before = world.settled().status();
    world.write(MINIMAL + "paused: true\nlimits: {handleLifetime: 40m}\n");
    Outcome paused = world.look();
    assertThat(ready(paused)).isEqualTo("UNKNOWN Paused");
    // What was known of the rest is still said, and of which specification.
    assertThat(condition(paused, "CertificatesReady"))
        .isEqualTo(
            before.conditions().stream()
                .filter(each -> each.type().equals("CertificatesReady"))
                .findFirst()
                .orElseThrow());
    assertThat(paused.status().cells()).isEqualTo(before.cells());
    assertThat(world.cluster.writes()).isEmpty();
  }

  @Test
  void invalidStack_isNotTouchedAndSaysWhatIsWrong() {
    world.settled();
    world.write(MINIMAL + "some: 1\nlimits: {handleLifetime: never}\n");
    Outcome invalid = world.look();
    assertThat(ready(invalid)).isEqualTo("UNKNOWN SpecInvalid");
    assertThat(condition(invalid, "Ready").message()).contains("some");
    assertThat(world.cluster.writes()).isEmpty();
  }

  /** A definition that was upgraded before the operator lets keys through that it can't know. */
  @Test
  void stackWithKeysOfALaterRelease_isNotTouchedAndAsksForAnUpgrade() {
    world.settled();
    world.write(MINIMAL + "later: 1\nlimits: {handleLifetime: 40m, burst: 2}\n");
    Outcome newer = world.look();
    assertThat(ready(newer)).isEqualTo("UNKNOWN SpecNewer");
    assertThat(condition(newer, "Ready").message())
        .contains("later: ", "limits.burst: ", "Upgrade the operator");
    assertThat(world.cluster.writes()).isEmpty();
    world.write(MINIMAL);
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
  }

  @Test
  void secretThatIsMissing_isNamedAndLookedForSoon() {
    world.write(
        """
        sources:
        - name: sales
          type: PostgreSQL
          url: jdbc:postgresql://db/sales
          credentialsSecretRef: {name: sales-db, usernameKey: user, passwordKey: pass}
        """);
    Outcome missing = world.settled();
    assertThat(ready(missing)).isEqualTo("FALSE SecretMissing");
    assertThat(condition(missing, "Ready").message()).contains("It is called sales-db.");
    assertThat(missing.next()).contains(world.clock.instant().plusSeconds(30));

    world.cluster.putSecret("sales-db", Map.of("user", "reader"));
    Outcome incomplete = world.settled();
    assertThat(ready(incomplete)).isEqualTo("FALSE SecretIncomplete");
    assertThat(condition(incomplete, "Ready").message())
        .contains("The Secret sales-db has nothing under the key pass.")
        .doesNotContain("reader");

    world.cluster.putSecret("sales-db", Map.of("user", "reader", "pass", "secret"));
    Outcome settled = world.settled();
    assertThat(ready(settled)).isEqualTo("TRUE Ready");
    assertThat(settled.next().orElseThrow()).isAfter(world.clock.instant().plusSeconds(30));
  }

  @Test
  void externalTokenStore_takesThePlaceOfTheManagedOne() {
    world.settled();
    world.write(MINIMAL + "tokenStore: {external: {nodes: ['redis.example.com:6379']}}\n");
    Outcome settled = world.settled();
    assertThat(ready(settled)).isEqualTo("TRUE Ready");
    assertThat(condition(settled, "TokenStoreReady").reason()).isEqualTo("TokenStoreExternal");
    assertThat(names("StatefulSet ")).isEmpty();
  }

  @Test
  void releaseOfSomebodyElse_isNeverApplied() {
    world.settled();
    Map<String, Object> object =
        Map.of(
            "apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "sales-r7-config"));
    world.cluster.put(
        "ControllerRevision",
        "sales-r7",
        Map.of(
            "metadata",
            Map.of("labels", Map.of(Labels.STACK, "sales", Labels.REVISION, "7")),
            "revision",
            7,
            "data",
            Map.of("identity", "x", "objects", List.of(object))));
    world.write(MINIMAL + "limits: {handleLifetime: 40m}\n");
    world.settled();
    assertThat(names("sales-r7")).containsExactly("ControllerRevision sales-r7");
    assertThat(selected()).contains("2");
  }

  @Test
  void foreignServiceOfTheSameName_isLeftAndNamed() {
    world.cluster.put(
        "Service", "sales", Map.of("spec", Map.of("selector", Map.of("app", "shop"))));
    LiveObject foreign = world.cluster.object("Service", "sales");
    world.look();
    Outcome taken = world.look();
    assertThat(ready(taken)).isEqualTo("FALSE NameTaken");
    assertThat(condition(taken, "Ready").message()).contains("It is the Service sales.");
    assertThat(taken.next()).contains(world.clock.instant().plusSeconds(30));
    assertThat(world.cluster.object("Service", "sales")).isEqualTo(foreign);
    assertThat(world.cluster.names())
        .contains("StatefulSet sales-tokens", "Deployment sales-r1-gateway");
    world.cluster.remove("Service", "sales");
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
  }

  @Test
  void refusedObject_isToldAndTriedAgain() {
    world.settled();
    world.write(MINIMAL + "limits: {handleLifetime: 40m}\n");
    world.cluster.refuse("Deployment", "sales-r2-localdata");
    world.look();
    Outcome refused = world.look();
    assertThat(ready(refused)).isEqualTo("TRUE Refused");
    assertThat(condition(refused, "Ready").message())
        .contains("It is the Deployment sales-r2-localdata: no.");
    assertThat(selected()).contains("1");
    assertThat(world.cluster.names()).contains("Deployment sales-r1-gateway");
    world.cluster.allow("Deployment", "sales-r2-localdata");
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(selected()).contains("2");
  }

  @Test
  void lostDeployment_comesBackInTheSameRevision() {
    world.settled();
    world.cluster.remove("Deployment", "sales-r1-gateway");
    world.look();
    assertThat(world.cluster.writes()).containsExactly("apply Deployment sales-r1-gateway");
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(selected()).contains("1");
  }
}
