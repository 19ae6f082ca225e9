package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.faults.Fault;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps an operator from starting is told in one line that names the remedy. */
@Timeout(120)
final class StartTest {
  private static final String STACKS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: stacks}
      rules:
        - apiGroups: [mcpstack.dev]
          resources: [mcpstacks]
          verbs: [get, list, watch, patch]
      """;

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final TestOperators operators = new TestOperators();

  @AfterEach
  void close() {
    operators.close();
    kubernetes.close();
  }

  private AbstractThrowableAssert<?, ?> start(Config config, String settings) {
    return assertThatThrownBy(() -> operators.start(config, settings, "one", System::nanoTime))
        .isInstanceOf(StartFailure.class)
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
  }

  private void define() throws IOException {
    kubernetes.install(Files.readString(Path.of("../crds/mcpstacks.mcpstack.dev.yaml")));
  }

  @Test
  void noCluster_isSaidWithTheAddress() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/";
    start(
            new ConfigBuilder(kubernetes.config("operator")).withMasterUrl(url).build(),
            TestOperators.ALONE)
        .hasMessageStartingWith("No Kubernetes API answers at " + url + " (")
        .hasMessageContaining("KUBECONFIG");
  }

  @Test
  void noDefinition_isSaidWithHowToInstallIt() {
    start(kubernetes.config("operator"), TestOperators.ALONE)
        .hasMessageContaining("does not know McpStacks")
        .hasMessageContaining("kubectl apply --server-side -f crds/");
  }

  @Test
  void noRightToStacks_isSaidInTheWordsOfTheServer() throws IOException {
    define();
    kubernetes.rbac().grant("operator", STACKS.replace("[mcpstacks]", "[others]"));
    start(kubernetes.config("operator"), TestOperators.ALONE)
        .hasMessageStartingWith("The operator lacks a right: mcpstacks.mcpstack.dev is forbidden")
        .hasMessageContaining("User \"operator\" cannot list")
        .hasMessageEndingWith("Grant what docs/reference/rbac.md lists, as the chart does.");
  }

  @Test
  void noRightToTheirObjects_isSaidInTheWordsOfTheServer() throws IOException {
    define();
    kubernetes.rbac().grant("operator", STACKS);
    start(kubernetes.config("operator"), TestOperators.ALONE)
        .hasMessageStartingWith("The operator lacks a right: ")
        .hasMessageContaining("cannot list resource");
  }

  @Test
  void noRightToTheLease_isSaidInTheWordsOfTheServer() throws IOException {
    define();
    kubernetes.rbac().grant("operator", STACKS);
    start(kubernetes.config("operator"), TestOperators.ONE_OF_TWO)
        .hasMessageContaining("leases.coordination.k8s.io \"mcpstack-operator\" is forbidden");
  }

  @Test
  void unknownCredentials_areSaid() throws IOException {
    define();
    kubernetes.faults().failAll(_ -> true, Fault.refused(401));
    start(kubernetes.config("operator"), TestOperators.ALONE)
        .hasMessageContaining("does not know who asks");
  }

  @Test
  void portThatIsTaken_isSaid() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start(kubernetes.config("operator"), "management: {port: " + socket.getLocalPort() + "}")
          .hasMessageContaining(
              "can't listen on 127.0.0.1:" + socket.getLocalPort() + ": the port is taken");
    }
  }
}
