package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class ConditionTest {
  private static GenericKubernetesResource stack(String status) {
    return new KubernetesSerialization()
        .unmarshal(
            "apiVersion: mcpstack.dev/v1alpha1\nkind: McpStack\nmetadata: {name: a}\n" + status,
            GenericKubernetesResource.class);
  }

  @Test
  void stackWithoutStatus_hasNone() {
    assertThat(Condition.of(stack(""))).isEmpty();
    assertThat(Condition.of(stack("status: {conditions: 5}"))).isEmpty();
  }

  @Test
  void condition_isReadWithWhatItLacks() {
    GenericKubernetesResource stack =
        stack(
            "status: {conditions: [{type: Ready, status: 'True', reason: R, message: m}, {type:"
                + " Degraded, status: 'False'}]}");
    assertThat(Condition.of(stack, "Ready"))
        .contains(new Condition("Ready", "True", "R", "m", ""))
        .get()
        .hasToString("Ready=True (R) since : m");
    assertThat(Condition.of(stack, "Degraded").orElseThrow().isTrue()).isFalse();
    assertThat(Condition.of(stack, "Progressing")).isEmpty();
  }
}
