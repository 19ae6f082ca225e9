package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The token store starts anew; what it knew is known again. */
@ClusterTest
@Order(60)
final class TokenStoreTest {
  private static final Duration BACK = Duration.ofMinutes(5);

  private final Suite suite;

  TokenStoreTest(Suite suite) {
    this.suite = suite;
  }

  /** With a volume the store reads what it had written; without one the owners tell it again. */
  @Test
  void tokenStoreKilled_handlesSurvive() {
    suite.needsPods();
    Stack shop = suite.shop();
    suite
        .report()
        .say(suite.storageClass().map(each -> "on a volume of " + each).orElse("without a volume"));
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      String handle = agent.query("SELECT id, amount FROM orders").at("handle");
      Pod store = shop.pod("tokens");
      shop.kill(store);
      Agent.Reply meanwhile = agent.query("SELECT 1 AS one");
      suite.report().say("meanwhile: " + meanwhile.text());
      if (!meanwhile.isError()) {
        agent.call("release", Map.of("handle", meanwhile.at("handle")));
      }
      suite
          .waiting()
          .until(
              "another token store",
              BACK,
              () ->
                  shop.pods("tokens").stream()
                          .anyMatch(pod ->
                              Pods.isReady(pod)
                                  && !pod.getMetadata()
                                      .getUid()
                                      .equals(store.getMetadata().getUid()))
                      ? Seen.yes("ready")
                      : Seen.notYet(Pods.text(shop.pods("tokens"))));
      suite
          .waiting()
          .until(
              "the rows from before",
              BACK,
              () -> {
                Agent.Reply reply = agent.call("summarize", Map.of("handle", handle));
                return reply.isError() ? Seen.notYet(reply.text()) : Seen.yes(reply.text());
              });
      Agent.Reply anew = agent.query("SELECT 2 AS two");
      assertThat(anew.isError()).as(anew.text()).isFalse();
      agent.call("release", Map.of("handle", anew.at("handle")));
      agent.call("release", Map.of("handle", handle));
    }
    shop.becomesReady();
  }
}
