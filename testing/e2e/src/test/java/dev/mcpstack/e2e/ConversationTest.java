package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Query, token, analysis: from outside by a forwarded port, from inside by the Service. */
@ClusterTest
@Order(30)
final class ConversationTest {
  private final Suite suite;

  ConversationTest(Suite suite) {
    this.suite = suite;
  }

  @Test
  void forwardedPort_queryTokenAnalysisRelease() {
    suite.needsPods();
    Stack shop = suite.shop();
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      List<String> tools = agent.tools();
      suite.report().say(tools.size() + " tools: " + tools);
      assertThat(tools).contains("list_sources", "execute_query", "summarize", "wait", "release");

      Agent.Reply query = agent.query("SELECT city, amount FROM orders");
      suite.report().say(query.text());
      String handle = query.at("handle");
      Agent.Reply summary = agent.call("summarize", Map.of("handle", handle));
      suite.report().say(summary.text());
      assertThat(summary.isError()).as(summary.text()).isFalse();
      // (10 + 20 + 30 + 40 + 50) / 5
      assertThat(summary.at("numeric")).contains("mean=30.0");

      assertThat(agent.call("release", Map.of("handle", handle)).isError()).isFalse();
      Agent.Reply again = agent.call("read_rows", Map.of("handle", handle));
      assertThat(again.isError()).isTrue();
      assertThat(again.text()).contains("released");
    }
  }

  @Test
  void strangersKey_isRefused() {
    suite.needsPods();
    Stack shop = suite.shop();
    try (Tunnel tunnel = shop.tunnel()) {
      RuntimeException refusal =
          catchThrowableOfType(
              RuntimeException.class,
              () -> new Agent(tunnel.address(), "a".repeat(43), shop.trust()).close());
      assertThat(refusal).isNotNull();
      suite.report().say(Load.text(refusal));
      assertThat(Load.text(refusal)).contains("Authorization");
    }
  }

  @Test
  void service_isServedInsideTheCluster() {
    suite.needsPods();
    Stack shop = suite.shop();
    Inside.Said doctor = new Inside(suite).doctor(shop);
    suite.report().say(doctor.text());
    assertThat(doctor.exitCode()).as(doctor.text()).isZero();
    assertThat(doctor.text()).contains("All is well.");
  }
}
