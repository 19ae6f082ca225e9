package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.testkit.FakeKubernetes;
import org.junit.jupiter.api.Test;

/** In a pod the ready line once said {@code 0:0:0:0:0:0:0:0}. */
final class AddressTest {
  @Test
  void operatorOnAllAddresses_saysOneThatAPersonCanUse() {
    try (FakeKubernetes kubernetes = TestOperators.installed();
        TestOperators operators = new TestOperators()) {
      RunningOperator operator =
          operators.start(kubernetes, "management: {host: 0.0.0.0, port: 0}", "one");
      assertThat(operator.management().getHost()).isEqualTo("127.0.0.1");
      assertThat(operators.get(operator, "/livez")).startsWith("200");
    }
  }
}
