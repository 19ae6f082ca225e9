package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.condition;
import static dev.mcpstack.operator.apply.World.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.pki.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of stacks that were left alone once ran out. */
final class UpkeepTest {
  private static final String HOSTED = MINIMAL + "gateway: {allowedHosts: [mcp.example.com]}\n";
  private static final String ISSUED =
      MINIMAL + "tls: {mode: CertManager, issuerRef: {name: inner}}\n";
  private static final Duration DUE = Duration.ofDays(61);

  private final World world = new World(HOSTED);

  private String value(String secret, String key) {
    return world.cluster.object("Secret", secret).text("data", key).orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paused: true",
        "later: 1",
        "gateway: {port: none}",
        "gateway: {auth: {required: false}}",
      })
  void certificatesOfAStackThatIsLeftAlone_areRenewedAsTheyAre(String spec) {
    world.settled();
    String authority = value("sales-ca", "ca.crt");
    world.write(MINIMAL + spec + "\n");
    Outcome stopped = world.look();
    String why = ready(stopped);
    assertThat(why).startsWith("UNKNOWN ");
    assertThat(world.cluster.writes()).isEmpty();
    Instant due = stopped.next().orElseThrow();
    assertThat(due)
        .isBetween(world.clock.instant().plus(DUE.minusDays(2)), world.clock.instant().plus(DUE));

    world.clock.set(due);
    Outcome renewed = world.look();
    assertThat(ready(renewed)).isEqualTo(why);
    assertThat(renewed.next().orElseThrow()).isAfter(due.plus(Duration.ofDays(59)));
    assertThat(world.cluster.writes())
        .containsExactlyInAnyOrder(
            "apply Secret sales-tls-gateway",
            "apply Secret sales-tls-localdata",
            "apply Secret sales-tls-datascience",
            "apply Secret sales-tls-endpoint",
            "apply Secret sales-tls-tokens");
    assertThat(value("sales-ca", "ca.crt")).isEqualTo(authority);

    // Names and life are as they were, so the stack that is looked after again needs no others.
    world.restart();
    String endpoint = value("sales-tls-endpoint", "tls.crt");
    world.write(HOSTED);
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(value("sales-tls-endpoint", "tls.crt")).isEqualTo(endpoint);
  }

  @Test
  void certificatesOfAnIssuer_reachThePodsOfAPausedStack() {
    world.write(ISSUED);
    FakeCertManager certManager = new FakeCertManager(world.cluster);
    TestIssuer issuer = new TestIssuer(world.clock.instant());
    world.look();
    certManager.settle(issuer, world.clock.instant());
    world.settled();
    world.write(ISSUED + "paused: true\n");
    certManager.renewAll();
    certManager.settle(issuer, world.clock.instant());
    String issued = value("sales-tls-gateway-issued", "tls.crt");
    for (int i = 0; i < 3; i++) {
      world.clock.set(world.look().next().orElseThrow());
    }
    assertThat(value("sales-tls-gateway", "tls.crt")).isEqualTo(issued);
    assertThat(world.cluster.writes()).allMatch(write -> write.startsWith("apply Secret "));
  }

  @Test
  void secretThatIsNotThere_isNotMade() {
    world.settled();
    world.write(HOSTED + "paused: true\n");
    world.cluster.remove("Secret", "sales-tls-gateway");
    world.cluster.put("Secret", "sales-tls-endpoint", Map.of("data", Map.of()));
    world.clock.pass(DUE);
    world.look();
    assertThat(world.cluster.writes())
        .doesNotContain("apply Secret sales-tls-gateway", "apply Secret sales-tls-endpoint")
        .contains("apply Secret sales-tls-tokens");
    world.cluster.remove("Secret", "sales-ca");
    assertThat(ready(world.look())).isEqualTo("UNKNOWN Paused");
  }

  @Test
  void secretThatCantBeWritten_isToldAndTriedAgain() {
    world.settled();
    world.write(HOSTED + "paused: true\n");
    world.cluster.refuse(
        "Secret", "sales-tls-gateway", new Finding(Reason.NOT_PERMITTED, "It is so."));
    world.clock.pass(DUE);
    Outcome refused = world.look();
    assertThat(condition(refused, "CertificatesReady").reason()).isEqualTo("NotPermitted");
    assertThat(refused.next()).contains(world.clock.instant().plusSeconds(30));
    assertThat(world.cluster.writes()).containsAll(List.of("apply Secret sales-tls-endpoint"));
  }
}
