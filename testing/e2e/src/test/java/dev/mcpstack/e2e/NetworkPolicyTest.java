package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Who may reach the endpoint, where the cluster's network cares. */
@ClusterTest
@Order(85)
final class NetworkPolicyTest {
  private final Suite suite;

  NetworkPolicyTest(Suite suite) {
    this.suite = suite;
  }

  @Test
  void agents_comeFromNamedNamespacesOnly() {
    Assumptions.assumeTrue(
        suite.settings().networkPolicies(),
        () ->
            "no API tells whether something enforces network policies: give -D"
                + Settings.PREFIX
                + "networkPolicies=true if so");
    suite.needsPods();
    Stack shop = suite.shop();
    shop.patch(
        "{\"spec\":{\"networkPolicy\":{\"clientNamespaces\":{\"example.com/e2e\":\"in\"}}}}");
    shop.becomes("looked at", Duration.ofMinutes(1), _ -> true);
    Inside.Said kept = new Inside(suite).doctor(shop);
    suite
        .client()
        .namespaces()
        .withName(shop.namespace())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"example.com/e2e\":\"in\"}}}");
    Inside.Said let = new Inside(suite).doctor(shop);
    shop.patch("{\"spec\":{\"networkPolicy\":{\"clientNamespaces\":null}}}");
    shop.becomesReady();
    suite.report().say("without the label: " + kept.text() + "\nwith it: " + let.text());
    assertThat(kept.exitCode()).as(kept.text()).isNotZero();
    assertThat(let.exitCode()).as(let.text()).isZero();
  }
}
