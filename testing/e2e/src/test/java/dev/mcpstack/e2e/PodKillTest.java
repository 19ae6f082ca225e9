package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Pods that end without being told. */
@ClusterTest
@Order(50)
final class PodKillTest {
  private static final Duration BACK = Duration.ofMinutes(5);
  private static final String SQL = "SELECT id, amount FROM orders";

  private final Suite suite;
  private Stack shop;

  PodKillTest(Suite suite) {
    this.suite = suite;
    this.shop = new Stack(suite, "", "");
  }

  @BeforeEach
  void ready() {
    suite.needsPods();
    shop = suite.shop();
  }

  /** Waits for another pod that answers. */
  private void replaced(Pod killed, String role) {
    String name = killed.getMetadata().getName();
    suite
        .waiting()
        .until(
            "another " + role,
            BACK,
            () ->
                shop.pods(role).stream()
                        .anyMatch(
                            pod -> Pods.isReady(pod) && !pod.getMetadata().getName().equals(name))
                    ? Seen.yes("ready")
                    : Seen.notYet(Pods.text(shop.pods(role))));
  }

  private Agent.Reply queried() {
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      Agent.Reply reply = agent.query(SQL);
      if (!reply.isError()) {
        agent.call("release", Map.of("handle", reply.at("handle")));
      }
      return reply;
    }
  }

  private void answersAgain() {
    suite
        .waiting()
        .until(
            "a call that is answered",
            BACK,
            () -> {
              Agent.Reply reply = queried();
              return reply.isError() ? Seen.notYet(reply.text()) : Seen.yes(reply.text());
            });
  }

  @Test
  void gatewayKilled_callsAreAnsweredByAnotherAndHandlesLive() {
    String handle;
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      handle = agent.query(SQL).at("handle");
    }
    Pod gateway = shop.pod("gateway");
    shop.kill(gateway);
    answersAgain();
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      Agent.Reply rows = agent.call("read_rows", Map.of("handle", handle));
      assertThat(rows.isError()).as(rows.text()).isFalse();
      agent.call("release", Map.of("handle", handle));
    }
    replaced(gateway, "gateway");
  }

  @Test
  void localDataKilled_lossOfItsHandlesIsSaidAndAQueryMakesThemAnew() {
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      String handle = agent.query(SQL).at("handle");
      assertThat(agent.call("read_rows", Map.of("handle", handle)).isError()).isFalse();
      Pod owner = shop.pod("localdata");
      shop.kill(owner);
      // The pod is gone from the API at once, its process a moment later.
      Agent.Reply lost = readUntilItFails(agent, handle);
      suite.report().say("at once: " + lost.text());
      assertClear(lost);
      replaced(owner, "localdata");
      answersAgain();
      Agent.Reply later = agent.call("read_rows", Map.of("handle", handle));
      suite.report().say("later: " + later.text());
      assertThat(later.isError()).isTrue();
      assertClear(later);
      Agent.Reply anew = agent.query(SQL);
      assertThat(anew.isError()).as(anew.text()).isFalse();
      agent.call("release", Map.of("handle", anew.at("handle")));
    }
  }

  private Agent.Reply readUntilItFails(Agent agent, String handle) {
    AtomicReference<Agent.Reply> last = new AtomicReference<>();
    suite
        .waiting()
        .until(
            "the loss to be said",
            Duration.ofSeconds(30),
            () -> {
              Agent.Reply reply = agent.call("read_rows", Map.of("handle", handle));
              last.set(reply);
              return reply.isError() ? Seen.yes(reply.text()) : Seen.notYet(reply.text());
            });
    return last.get();
  }

  @Test
  void dataScienceKilled_rowsOfLocalDataAreStillAnalysed() {
    try (Tunnel tunnel = shop.tunnel();
        Agent agent = shop.agent(tunnel)) {
      String handle = agent.query(SQL).at("handle");
      Pod analyst = shop.pod("datascience");
      shop.kill(analyst);
      replaced(analyst, "datascience");
      suite
          .waiting()
          .until(
              "an analysis of the rows from before",
              BACK,
              () -> {
                Agent.Reply reply = agent.call("summarize", Map.of("handle", handle));
                return reply.isError() ? Seen.notYet(reply.text()) : Seen.yes(reply.text());
              });
      agent.call("release", Map.of("handle", handle));
    }
  }

  /** Named, with what to do; not a stack trace and not a fault of the program. */
  private static void assertClear(Agent.Reply reply) {
    assertThat(reply.at("error.code"))
        .isIn("HANDLE_ENDED", "PEER_UNAVAILABLE", "SERVER_UNAVAILABLE");
    assertThat(reply.at("error.recovery")).isNotBlank().doesNotStartWith("nothing at");
  }
}
