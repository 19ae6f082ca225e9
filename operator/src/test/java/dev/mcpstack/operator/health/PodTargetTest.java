package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class PodTargetTest {
  private static final String POD =
      """
      metadata:
        uid: uid-%1$s
        labels: {mcpstack.dev/stack: sales, mcpstack.dev/revision: "%2$s", mcpstack.dev/role: %3$s}
      status: {phase: %4$s, podIP: 10.0.0.%2$s, containerStatuses: [{restartCount: 2}, {restartCount: 1}, {}]}
      """;

  @SuppressWarnings("unchecked") // The text is one of this test's own.
  private static LiveObject live(String kind, String name, String yaml) {
    return new LiveObject(
        kind,
        name,
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private static LiveObject pod(String name, String revision, String role, String phase) {
    return live("Pod", name, POD.formatted(name, revision, role, phase));
  }

  @Test
  void pods_areFoundByTheirCell() {
    List<LiveObject> all =
        List.of(
            pod("a", "7", "gateway", "Running"),
            pod("b", "7", "localdata", "Pending"),
            pod("c", "8", "unified", "Running"),
            // No pods of a cell, and none that hold anything any more.
            pod("d", "8", "tokens", "Running"),
            pod("e", "8", "gateway", "Succeeded"),
            pod("f", "8", "gateway", "Failed"),
            pod("g", "x", "gateway", "Running"),
            live("Service", "h", POD.formatted("h", "8", "gateway", "Running")),
            live("Pod", "i", "metadata: {uid: uid-i}"));
    assertThat(PodTarget.of(new Observed(all)))
        .isEqualTo(
            Map.of(
                7,
                List.of(
                    new PodTarget("a", "uid-a", "10.0.0.7", 3, true),
                    new PodTarget("b", "uid-b", "10.0.0.7", 3, false)),
                8,
                List.of(new PodTarget("c", "uid-c", "10.0.0.8", 3, true))));
  }

  /** It may be so for a moment: then nobody knows what it holds. */
  @Test
  void podWithoutAnAddress_runsAllTheSame() {
    LiveObject pod =
        live(
            "Pod",
            "a",
            """
            metadata: {uid: u, labels: {mcpstack.dev/revision: "7", mcpstack.dev/role: gateway}}
            status: {phase: Running}
            """);
    assertThat(PodTarget.of(new Observed(List.of(pod))))
        .isEqualTo(Map.of(7, List.of(new PodTarget("a", "u", "", 0, true))));
  }
}
