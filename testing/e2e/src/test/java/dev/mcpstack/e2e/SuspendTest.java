package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A stack without pods for a while. */
@ClusterTest
@Order(80)
final class SuspendTest {
  private static final Duration ENDS = Duration.ofMinutes(5);

  private final Suite suite;

  SuspendTest(Suite suite) {
    this.suite = suite;
  }

  @Test
  void suspendedStack_hasNoPodsAndServesAgainWhenResumed() {
    Stack shop = suite.shop();
    String key = shop.key();
    String authority = shop.secret(shop.name() + "-ca", "ca.crt").orElseThrow();
    shop.patch("{\"spec\":{\"suspended\":true}}");
    shop.becomes(
        "suspended",
        Duration.ofMinutes(1),
        stack ->
            Condition.of(stack, "Ready")
                .filter(each -> each.reason().equals("Suspended"))
                .isPresent());
    suite
        .waiting()
        .until(
            "the end of all pods",
            ENDS,
            () -> {
              List<Pod> pods =
                  suite
                      .client()
                      .pods()
                      .inNamespace(shop.namespace())
                      .withLabel("mcpstack.dev/stack", shop.name())
                      .list()
                      .getItems();
              return pods.isEmpty() ? Seen.yes("none") : Seen.notYet(Pods.text(pods));
            });
    assertThat(suite.client().services().inNamespace(shop.namespace()).withName(shop.name()).get())
        .isNotNull();
    shop.patch("{\"spec\":{\"suspended\":false}}");
    shop.becomesReady();
    assertThat(shop.key()).isEqualTo(key);
    assertThat(shop.secret(shop.name() + "-ca", "ca.crt")).contains(authority);
    suite.needsPods();
    // Ready was once said of a stack that had its pods still to come.
    assertThat(shop.pods("gateway")).anyMatch(Pods::isReady);
    assertThat(shop.pods("localdata")).anyMatch(Pods::isReady);
    shop.serves();
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      Agent.Reply reply = agent.query("SELECT sum(amount) AS total FROM orders");
      assertThat(reply.isError()).as(reply.text()).isFalse();
      agent.call("release", Map.of("handle", reply.at("handle")));
    }
  }
}
