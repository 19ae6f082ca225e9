package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two operators that both think that they lead. */
final class IntentsTest {
  private final FakeKubernetes kubernetes = TestOperators.installed();
  private final KubernetesClient client = kubernetes.client();
  private final Intents first = new Intents(client);
  private final Intents second = new Intents(client);

  @AfterEach
  void close() {
    kubernetes.close();
  }

  private StackResource stack() {
    return client.resources(StackResource.class).inNamespace("shop").withName("demo").get();
  }

  private static RolloutStatus serving(int revision) {
    return new RolloutStatus(
        RolloutPhase.STABLE,
        Optional.empty(),
        revision,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Object> serves() {
    return Trees.at(stack().getStatus(), "rollout", "to");
  }

  @Test
  void operatorThatIsBehind_intendsNothing() {
    kubernetes.install(TestOperators.STACK);
    StackResource seen = stack();
    first.write(seen, serving(1));
    assertThatThrownBy(() -> second.write(seen, serving(2)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(serves().map(String::valueOf)).contains("1");
    first.write(seen, serving(3)); // What it wrote itself is no news to it.
    assertThat(serves().map(String::valueOf)).contains("3");
    second.write(stack(), serving(4));
    assertThat(serves().map(String::valueOf)).contains("4");
  }
}
