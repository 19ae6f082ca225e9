package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Certificates change while agents call. */
@ClusterTest
@Order(70)
final class CertificateTest {
  /** Kubelets look every minute, at caches that may be as old. */
  private static final Duration MOUNTED = Duration.ofMinutes(4);

  /** Two waits of three minutes between the steps, with what comes between. */
  private static final Duration AUTHORITY = Duration.ofMinutes(15);

  private static final List<String> SERVERS =
      List.of("gateway", "localdata", "datascience", "endpoint", "tokens");

  private final Suite suite;
  private Stack shop;

  CertificateTest(Suite suite) {
    this.suite = suite;
    this.shop = new Stack(suite, "", "");
  }

  @BeforeEach
  void ready() {
    shop = suite.shop();
  }

  /** The operator watches no Secrets: a change of what it watches has it look. */
  private void haveItLook() {
    suite
        .client()
        .configMaps()
        .inNamespace(shop.namespace())
        .withName(shop.name() + "-tokens-config")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"example.com/look\":\""
                + System.nanoTime()
                + "\"}}}");
  }

  private String certificate(String role) {
    return shop.secret(shop.name() + "-tls-" + role, "tls.crt").orElse("");
  }

  private String authority(String key) {
    return shop.secret(shop.name() + "-ca", key).orElse("");
  }

  private List<String> replaceLeaves() {
    List<String> before = new ArrayList<>();
    for (String role : SERVERS) {
      before.add(certificate(role));
      suite
          .client()
          .secrets()
          .inNamespace(shop.namespace())
          .withName(shop.name() + "-tls-" + role)
          .delete();
    }
    haveItLook();
    suite
        .waiting()
        .until(
            "other certificates",
            Duration.ofMinutes(1),
            () ->
                SERVERS.stream()
                        .map(this::certificate)
                        .allMatch(now -> !now.isEmpty() && !before.contains(now))
                    ? Seen.yes("there")
                    : Seen.notYet("missing or the former"));
    return before;
  }

  @Test
  void deletedCertificates_areMadeAnewByTheSameAuthority() {
    String authority = authority("ca.crt");
    replaceLeaves();
    assertThat(authority("ca.crt")).isEqualTo(authority);
  }

  @Test
  void certificatesReplaced_noCallFails() {
    suite.needsPods();
    try (Load load = new Load(shop, suite.report());
        Tunnel tunnel = shop.tunnel()) {
      String shown = Trust.serial(shop.trust(), tunnel.port());
      replaceLeaves();
      suite
          .waiting()
          .until(
              "the endpoint to show its other certificate",
              MOUNTED,
              () ->
                  Seen.of(
                      Trust.serial(shop.trust(), tunnel.port()), serial -> !serial.equals(shown)));
      goesOn(load, 30);
      assertThat(load.failures()).isEmpty();
    }
  }

  /**
   * An authority whose key is lost is replaced in its three steps, with all certificates. The token
   * store shows its own without a restart; an operator that can't reach it restarts it.
   */
  @Test
  void authorityReplaced_callsGoOn() {
    suite.needsPods();
    suite.needsOperatorInside();
    String before = authority("ca.crt").strip();
    String store = life(shop.pod("tokens"));
    try (Load load = new Load(shop, suite.report())) {
      suite
          .client()
          .secrets()
          .inNamespace(shop.namespace())
          .withName(shop.name() + "-ca")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"issuer.key\":\"bG9zdA==\"}}");
      haveItLook();
      suite
          .waiting()
          .until(
              "the next authority to be believed beside the former",
              Duration.ofMinutes(1),
              () -> Seen.of(certificates(), number -> number == 2));
      suite
          .waiting()
          .until(
              "the former authority to be dropped",
              AUTHORITY,
              () ->
                  certificates() == 1 && !authority("ca.crt").strip().equals(before)
                      ? Seen.yes("dropped")
                      : Seen.notYet(certificates() + " in the bundle, " + load.calls() + " calls"));
      goesOn(load, 10);
      assertThat(load.failures()).isEmpty();
    }
    shop.becomesReady();
    assertThat(life(shop.pod("tokens"))).isEqualTo(store).endsWith(" restarts 0");
  }

  /** What another pod, or another start of its container, would change. */
  private static String life(Pod pod) {
    int restarts =
        pod.getStatus().getContainerStatuses().stream()
            .mapToInt(ContainerStatus::getRestartCount)
            .sum();
    return pod.getMetadata().getUid() + " restarts " + restarts;
  }

  private int certificates() {
    return authority("ca.crt").split("BEGIN CERTIFICATE", -1).length - 1;
  }

  private void goesOn(Load load, long more) {
    long reached = load.calls() + more;
    suite
        .waiting()
        .until(
            more + " more calls",
            Duration.ofMinutes(5),
            () -> Seen.of(load.calls(), calls -> calls >= reached));
  }
}
