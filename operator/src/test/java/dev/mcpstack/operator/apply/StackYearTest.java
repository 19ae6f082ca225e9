package dev.mcpstack.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.stack.StackCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stack that nobody changes. */
final class StackYearTest {
  private final World world = new World(World.MINIMAL);

  private String value(String secret, String key) {
    return world.cluster.object("Secret", secret).text("data", key).orElseThrow();
  }

  @Test
  void certificates_overTwoYears_areReplacedWhileTheStackIsReady() {
    StackCondition before = World.condition(world.settled(), "Ready");
    LiveObject deployment = world.cluster.object("Deployment", "sales-r1-gateway");
    Instant end = world.clock.instant().plus(Duration.ofDays(730));
    Set<String> authorities = new HashSet<>();
    Set<String> leaves = new HashSet<>();
    Set<String> reasons = new HashSet<>();
    int looks = 0;
    while (world.clock.instant().isBefore(end)) {
      Outcome outcome = world.look();
      world.cluster.settle();
      assertThat(World.condition(outcome, "Ready")).isEqualTo(before);
      reasons.add(World.condition(outcome, "CertificatesReady").reason());
      authorities.add(value("sales-ca", "issuer.crt"));
      leaves.add(value("sales-tls-gateway", "tls.crt"));
      Instant next = outcome.next().orElseThrow();
      assertThat(next).isAfter(world.clock.instant());
      world.clock.set(next);
      looks++;
    }
    assertThat(authorities).hasSize(4);
    assertThat(leaves).hasSizeBetween(10, 40);
    assertThat(reasons).containsExactlyInAnyOrder("Ready", "Rotating");
    assertThat(looks).isLessThan(200);
    assertThat(world.cluster.object("Deployment", "sales-r1-gateway").tree().get("spec"))
        .isEqualTo(deployment.tree().get("spec"));
  }
}
