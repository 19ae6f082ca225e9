package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.condition;
import static dev.mcpstack.operator.apply.World.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.pki.PkiSettings;
import dev.mcpstack.operator.pki.TestIssuer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stack whose certificates cert-manager makes. */
final class CertManagerTest {
  private static final String WITH_ISSUER =
      MINIMAL + "tls: {mode: CertManager, issuerRef: {name: inner, kind: ClusterIssuer}}\n";
  private static final List<String> ROLES =
      List.of("gateway", "localdata", "datascience", "endpoint", "tokens");

  private final World world = new World(WITH_ISSUER);
  private final FakeCertManager certManager = new FakeCertManager(world.cluster);
  private final TestIssuer issuer = new TestIssuer(world.clock.instant());

  private String value(String secret, String key) {
    return world.cluster.object("Secret", secret).text("data", key).orElse("");
  }

  private boolean isFromIssuer(String role) {
    return value("sales-tls-" + role, "tls.crt")
        .equals(value("sales-tls-" + role + "-issued", "tls.crt"));
  }

  private List<String> names(String part) {
    return world.cluster.names().stream().filter(name -> name.contains(part)).toList();
  }

  /** Lets days pass in looks that the operator asks for. */
  private Outcome settled() {
    Outcome outcome = world.look();
    for (int i = 0; i < 12; i++) {
      certManager.settle(issuer, world.clock.instant());
      world.cluster.settle();
      outcome = world.look();
      world.clock.set(outcome.next().orElseThrow());
    }
    return outcome;
  }

  @Test
  void newStack_asksForCertificatesAndUsesThem() {
    Outcome first = world.look();
    assertThat(ready(first)).isEqualTo("FALSE CertificatesPending");
    assertThat(first.next()).contains(world.clock.instant().plusSeconds(30));
    assertThat(names("Certificate "))
        .containsExactlyInAnyOrderElementsOf(
            ROLES.stream().map(role -> "Certificate sales-tls-" + role).toList());
    certManager.settle(issuer, world.clock.instant());
    Outcome settled = world.settled();
    assertThat(ready(settled)).isEqualTo("TRUE Ready");
    assertThat(ROLES).allMatch(this::isFromIssuer);
    assertThat(value("sales-ca", "ca.crt")).isEqualTo(value("sales-tls-gateway-issued", "ca.crt"));
    assertThat(names("Secret "))
        .allSatisfy(name ->
            assertThat(
                    world
                        .cluster
                        .object("Secret", name.substring("Secret ".length()))
                        .isOwnedBy(World.OWNER.uid()))
                .as("%s is owned", name)
                .isTrue());
    assertThat(condition(settled(), "CertificatesReady").reason()).isEqualTo("Ready");
    world.cluster.writes();
    world.look();
    assertThat(world.cluster.writes()).isEmpty();
  }

  @Test
  void renewedCertificate_reachesThePodsInPlace() {
    settled();
    LiveObject deployment = world.cluster.object("Deployment", "sales-r1-gateway");
    String before = value("sales-tls-gateway", "tls.crt");
    certManager.renewAll();
    assertThat(ready(settled())).isEqualTo("TRUE Ready");
    assertThat(value("sales-tls-gateway", "tls.crt")).isNotEqualTo(before);
    assertThat(ROLES).allMatch(this::isFromIssuer);
    assertThat(world.cluster.object("Deployment", "sales-r1-gateway").tree().get("spec"))
        .isEqualTo(deployment.tree().get("spec"));
  }

  @Test
  void ownAuthority_givesWayToTheIssuerAndComesBack_inTheSameRevision() {
    world.write(MINIMAL);
    world.settled();
    String own = value("sales-ca", "ca.crt");
    world.write(WITH_ISSUER);
    world.look();
    assertThat(value("sales-ca", "ca.crt")).isEqualTo(own);
    certManager.settle(issuer, world.clock.instant());
    Outcome moving = world.look();
    assertThat(condition(moving, "CertificatesReady").reason()).isEqualTo("Rotating");
    assertThat(value("sales-ca", "ca.crt")).isNotEqualTo(own);
    assertThat(ROLES).noneMatch(this::isFromIssuer);
    assertThat(moving.next()).contains(world.clock.instant().plus(PkiSettings.SETTLE));
    assertThat(ready(settled())).isEqualTo("TRUE Ready");
    assertThat(ROLES).allMatch(this::isFromIssuer);
    assertThat(value("sales-ca", "ca.crt")).isEqualTo(value("sales-tls-gateway-issued", "ca.crt"));

    String issuers = value("sales-ca", "ca.crt");
    world.write(MINIMAL);
    world.look();
    assertThat(names("Certificate ")).isEmpty();
    assertThat(names("-issued")).isEmpty();
    assertThat(value("sales-ca", "ca.crt")).isNotEqualTo(issuers);
    Outcome back = settled();
    assertThat(ready(back)).isEqualTo("TRUE Ready");
    assertThat(value("sales-ca", "issuer.crt")).isEqualTo(value("sales-ca", "ca.crt"));
    assertThat(names("sales-r2")).isEmpty();
  }

  @Test
  void certificateThatIsNotWantedAnyMore_isRemoved() {
    settled();
    world.write(WITH_ISSUER + "gateway: {certificateSecretName: public}\n");
    world.cluster.putSecret("public", Map.of("tls.crt", "c", "tls.key", "k"));
    settled();
    assertThat(names("endpoint-issued")).isEmpty();
    assertThat(names("Certificate ")).hasSize(4);
  }

  @Test
  void absentCertManager_isToldAndNothingElseChanges() {
    world.write(MINIMAL);
    world.settled();
    String own = value("sales-ca", "ca.crt");
    ROLES.forEach(role ->
        world.cluster.refuse(
            "Certificate", "sales-tls-" + role, new Finding(Reason.API_MISSING, "It is so.")));
    world.write(WITH_ISSUER);
    Outcome outcome = world.settled();
    assertThat(ready(outcome)).isEqualTo("TRUE Ready");
    assertThat(condition(outcome, "CertificatesReady").reason()).isEqualTo("ApiMissing");
    assertThat(condition(outcome, "CertificatesReady").message()).contains("Install what brings");
    assertThat(condition(outcome, "Degraded").reason()).isEqualTo("ApiMissing");
    assertThat(outcome.next()).contains(world.clock.instant().plusSeconds(30));
    assertThat(value("sales-ca", "ca.crt")).isEqualTo(own);
  }

  @Test
  void missingRight_isToldWithWhatGrantsIt() {
    Finding refused = new Finding(Reason.NOT_PERMITTED, "no.");
    ROLES.forEach(role -> world.cluster.refuse("Certificate", "sales-tls-" + role, refused));
    Outcome outcome = world.look();
    assertThat(ready(outcome)).isEqualTo("FALSE NotPermitted");
    assertThat(condition(outcome, "CertificatesReady").message())
        .contains("integrations.certificates=true");
  }

  @Test
  void issuerThatFails_isQuoted() {
    world.look();
    certManager.fail("Referenced \"ClusterIssuer\" not found: inner.");
    Outcome outcome = world.look();
    assertThat(condition(outcome, "CertificatesReady").message())
        .contains("sales-tls-gateway: There was no certificate. Referenced \"ClusterIssuer\"");
  }

  @Test
  void secretOfSomebodyElse_underTheNameOfAnIssuedOne_isNotUsed() {
    world.cluster.put("Secret", "sales-tls-gateway-issued", Map.of());
    LiveObject foreign = world.cluster.object("Secret", "sales-tls-gateway-issued");
    Outcome outcome = world.look();
    assertThat(condition(outcome, "CertificatesReady").reason()).isEqualTo("NameTaken");
    assertThat(condition(outcome, "CertificatesReady").message())
        .contains("It is the Secret sales-tls-gateway-issued.");
    assertThat(names("Certificate ")).hasSize(4);
    assertThat(world.cluster.object("Secret", "sales-tls-gateway-issued")).isEqualTo(foreign);
  }
}
