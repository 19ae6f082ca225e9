package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.PodNeeds;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Quota;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Two pods of half a processor and 1Gi each, and one that only has a limit. */
final class RoomTest {
  private static final List<PodNeeds> MORE =
      List.of(
          PodNeeds.of(
              workload(
                  """
                  priorityClassName: high
                  containers:
                  - resources: {requests: {cpu: 400m, memory: 1Gi}, limits: {memory: 2Gi}}
                  - resources: {requests: {cpu: 100m}}
                  initContainers:
                  - resources: {requests: {cpu: 300m, memory: 1Gi}}
                  """),
              2),
          PodNeeds.of(workload("containers: [{resources: {limits: {memory: 1Gi}}}]"), 1));

  private static Manifest workload(String spec) {
    return new Manifest(
        "apps/v1",
        "Deployment",
        "sales-r2-gateway",
        Map.of("spec", Map.of("template", Map.of("spec", tree(spec)))));
  }

  @SuppressWarnings("unchecked") // YAML of a map.
  private static Map<String, Object> tree(String yaml) {
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static Quota quota(String yaml) {
    return Quota.of(new LiveObject("ResourceQuota", "team-a", tree(yaml)));
  }

  private static String lacking(String yaml) {
    return Room.lacking(MORE, List.of(quota(yaml))).orElse("");
  }

  @ParameterizedTest(name = "{0}, of which {1} are used")
  @CsvSource({
    "pods: 7,                   pods: 4,                   ''",
    "pods: 7,                   pods: 5,                   '3 pods, 2 pods'",
    "pods: 1,                   pods: 5,                   '3 pods, 0 pods'",
    "count/pods: 7,             count/pods: 5,             '3 pods, 2 pods'",
    "requests.cpu: 2,           requests.cpu: 1000m,       ''",
    "requests.cpu: 2,           requests.cpu: 1001m,       '1 CPU, 0.999 CPU'",
    "cpu: 1,                    cpu: 500m,                 '1 CPU, 0.5 CPU'",
    "requests.memory: 10Gi,     requests.memory: 7Gi,      ''",
    "requests.memory: 10Gi,     requests.memory: 7.5Gi,    '3Gi of memory, 2.5Gi of memory'",
    "memory: 3000M,             memory: 0,                 '3Gi of memory, 2.794Gi of memory'",
    "limits.memory: 5Gi,        limits.memory: 0,          ''",
    "limits.memory: 4Gi,        limits.memory: 0,          '5Gi of limits.memory, 4Gi of limits.memory'",
    "limits.cpu: 1,             limits.cpu: 1,             ''",
    "services: 0,               services: 3,               ''",
    "requests.storage: 0,       requests.storage: 0,       ''",
    "pods: many,                pods: 0,                   ''",
  })
  void quota_thatLeavesTooLittle_isSaid(String hard, String used, String said) {
    String text = lacking("status: {hard: {%s}, used: {%s}}".formatted(hard, used));
    if (said.isEmpty()) {
      assertThat(text).isEmpty();
      return;
    }
    String[] parts = said.split(", ", 2);
    assertThat(text)
        .isEqualTo(
            "It needs %s, and ResourceQuota team-a leaves %s. Raise the quota, or ask for fewer or smaller pods: it goes on by itself then."
                .formatted(parts[0], parts[1]));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "scopes: [NotTerminating]                                                                    | 3",
        "scopes: [Terminating]                                                                       | 0",
        "scopes: [NotBestEffort]                                                                     | 3",
        "scopes: [BestEffort]                                                                        | 0",
        "scopes: [NotBestEffort, Terminating]                                                        | 0",
        "scopes: [PriorityClass]                                                                     | 2",
        "scopes: [CrossNamespacePodAffinity]                                                         | 0",
        "scopes: [OfTomorrow]                                                                        | 0",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}    | 2",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [low]}]}     | 0",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: NotIn, values: [high]}]} | 1",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: DoesNotExist}]}          | 1",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Exists}]}                | 2",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Near}]}                  | 0",
      })
  void quota_withScopes_countsThePodsThatMatch(String scopes, int pods) {
    String text =
        lacking("{spec: {%s}, status: {hard: {pods: 0}, used: {pods: 0}}}".formatted(scopes));
    assertThat(text).startsWith(pods == 0 ? "" : "It needs %d pod".formatted(pods));
    assertThat(text.isEmpty()).isEqualTo(pods == 0);
  }

  @Test
  void quotas_areHeldOneByOne() {
    Quota wide = Quota.of(new LiveObject("ResourceQuota", "b", tree("status: {hard: {pods: 9}}")));
    Quota tight = Quota.of(new LiveObject("ResourceQuota", "a", tree("status: {hard: {pods: 2}}")));
    assertThat(Room.lacking(MORE, List.of(wide, tight)).orElse(""))
        .contains("ResourceQuota a leaves 2 pods")
        .doesNotContain("ResourceQuota b");
    assertThat(Room.lacking(MORE, List.of())).isEmpty();
    assertThat(Room.lacking(List.of(), List.of(tight))).isEmpty();
  }

  @Test
  void quota_thatKubernetesHasNotCountedYet_leavesWhatever() {
    assertThat(lacking("spec: {hard: {pods: 0}}")).isEmpty();
  }

  @Test
  void text_isTheSum() {
    assertThat(Room.text(MORE)).isEqualTo("3 pods, 1 CPU, 3Gi of memory");
  }
}
