package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be is refused by the API server itself, in the words of the broken rule. */
@ClusterTest
@Order(20)
final class RefusedSpecsTest {
  private static final int UNPROCESSABLE = 422;
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final Suite suite;

  RefusedSpecsTest(Suite suite) {
    this.suite = suite;
  }

  /**
   * A stack that breaks one rule.
   *
   * @param says part of the rule's message
   */
  record Refused(String says, String name, Map<?, ?> spec) {
    @Override
    public String toString() {
      return says;
    }
  }

  static List<Refused> refused() {
    Map<?, ?> file = YAML.unmarshal(Templates.read("refused.yaml"), Map.class);
    return file.get("refused") instanceof List<?> cases
        ? cases.stream().map(RefusedSpecsTest::refused).toList()
        : List.of();
  }

  private static Refused refused(Object tree) {
    Map<?, ?> map = tree instanceof Map<?, ?> found ? found : Map.of();
    Object name = map.get("name");
    return new Refused(
        String.valueOf(map.get("says")),
        name == null ? "refused" : name.toString(),
        map.get("spec") instanceof Map<?, ?> spec ? spec : Map.of());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void brokenRule_isRefusedInItsWords(Refused refused) {
    GenericKubernetesResource stack =
        YAML.unmarshal(
            "apiVersion: mcpstack.dev/v1alpha1\nkind: McpStack\nmetadata: {name: "
                + refused.name()
                + "}\n",
            GenericKubernetesResource.class);
    stack.setAdditionalProperty("spec", refused.spec());
    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                Stack.resources(suite.client())
                    .inNamespace("default")
                    .resource(stack)
                    .dryRun()
                    .create());
    assertThat(refusal).isNotNull().hasMessageContaining(refused.says());
    assertThat(refusal.getCode()).isEqualTo(UNPROCESSABLE);
  }
}
