package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.runtime.Watches.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What only a restart mends, and what is called what. */
final class LivenessTest {
  private static final Watch GOOD = new Watch("services in all", true);

  @Test
  void watchesThatAreKeptUp_areNoReason() {
    assertThat(new Liveness(_ -> Optional.empty(), () -> List.of(GOOD)).get()).isEmpty();
  }

  @Test
  void watchThatStopped_isNamed() {
    Watch stopped = new Watch("pods in shop", false);
    assertThat(new Liveness(_ -> Optional.empty(), () -> List.of(GOOD, stopped)).get())
        .contains("The watch of pods in shop has stopped.");
  }

  @Test
  void lookThatHangs_isNamed() {
    assertThat(
            new Liveness(
                    limit -> limit.toMinutes() == 10 ? Optional.of("shop/demo") : Optional.empty(),
                    List::of)
                .get())
        .contains("The look at stack shop/demo hangs for 10 minutes.");
  }

  @Test
  void identity_isThatOfThePod() {
    assertThat(
            Identity.of(
                Map.of("HOSTNAME", "mcpstack-operator-7f", "KUBERNETES_SERVICE_HOST", "10.0.0.1"),
                1))
        .isEqualTo("mcpstack-operator-7f");
    assertThat(Identity.of(Map.of("HOSTNAME", "laptop"), 4711)).isEqualTo("laptop-4711");
    assertThat(Identity.of(Map.of(), 4711)).isEqualTo("operator-4711");
    assertThat(Identity.ofThisProcess()).endsWith(Long.toString(ProcessHandle.current().pid()));
  }
}
