package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process, as a person or a kubelet runs it. */
@Timeout(300)
final class ProcessTest {
  private static final String READY = "mcpstack-operator is ready: management ";
  private static final Duration FEW_SECONDS = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final FakeKubernetes kubernetes = TestOperators.installed();
  private final TestOperators operators = new TestOperators();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    processes.forEach(Process::destroyForcibly);
    operators.close();
    kubernetes.close();
  }

  private Process start(FakeKubernetes cluster, String... arguments) throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test}}]
        clusters: [{name: test, cluster: {server: "%s"}}]
        users: [{name: test, user: {token: "%s"}}]
        """
            .formatted(cluster.url(), TestOperators.USER));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m"));
    // Without the log configuration of tests.
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
            .collect(Collectors.joining(":"));
    command.addAll(List.of("-cp", classPath, OperatorMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors().toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("KUBERNETES_DISABLE_AUTO_CONFIG", "false");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private Path errors() {
    return folder.resolve("errors");
  }

  private URI ready(Process process) throws IOException {
    String line = process.inputReader().readLine();
    assertThat(line).as(Files.readString(errors())).isNotNull().startsWith(READY);
    return URI.create(line.substring(READY.length()));
  }

  private Duration terminate(Process process) throws InterruptedException {
    long began = System.nanoTime();
    process.destroy(); // SIGTERM
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void settlesUntilReady(URI management) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> {
          kubernetes.settle();
          return operators
              .get(management, "/metrics")
              .contains("mcpstack_stacks{condition=\"Ready\",reason=\"Ready\"");
        });
  }

  @Test
  void signal_endsItInOrderWithinSeconds() throws Exception {
    kubernetes.install(TestOperators.STACK);
    Process process =
        start(kubernetes, "--set", "management.port=0", "--set", "logging.format=json");
    URI management = ready(process);
    assertThat(management.getHost()).isEqualTo("127.0.0.1");
    settlesUntilReady(management);
    assertThat(terminate(process)).isLessThan(FEW_SECONDS);
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(errors()).lines())
        .isNotEmpty()
        .map(ProcessTest::json)
        .allSatisfy(line -> {
          assertThat(line.at("/stack").asText()).isEqualTo("demo");
          assertThat(line.at("/namespace").asText()).isEqualTo("shop");
          assertThat(line.at("/level").asText()).isEqualTo("INFO");
        })
        .anySatisfy(
            line -> assertThat(line.at("/message").asText()).startsWith("Ready is True, Ready: "));
    String key =
        kubernetes
            .client()
            .secrets()
            .inNamespace("shop")
            .withName("demo-keys")
            .get()
            .getData()
            .get("default");
    assertThat(Files.readString(errors()))
        .doesNotContain(
            key, new String(Base64.getDecoder().decode(key), StandardCharsets.US_ASCII));
  }

  @Test
  void signal_givesTheLeaseBack() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("operator.yaml"),
            "{leaderElection: {enabled: true}, management: {port: 0}}");
    Process process = start(kubernetes, "--config", config.toString());
    URI management = ready(process);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> operators.get(management, "/metrics").contains("mcpstack_operator_leader 1"));
    assertThat(terminate(process)).isLessThan(FEW_SECONDS);
    assertThat(process.exitValue()).isZero();
    assertThat(
            kubernetes
                .client()
                .leases()
                .inNamespace("mcpstack-system")
                .withName("mcpstack-operator")
                .get()
                .getSpec()
                .getHolderIdentity())
        .isNullOrEmpty();
  }

  @Test
  void leaseThatIsLost_endsItWithOneAndOneLine() throws Exception {
    Process process =
        start(kubernetes, "--set", "management.port=0", "--set", "leaderElection.enabled=true");
    URI management = ready(process);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> operators.get(management, "/metrics").contains("mcpstack_operator_leader 1"));
    kubernetes
        .client()
        .leases()
        .inNamespace("mcpstack-system")
        .withName("mcpstack-operator")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"holderIdentity\": \"other\"}}");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(errors()).lines().toList().getLast())
        .contains("The lease is lost, so another operator may be at work: this one ends.");
  }

  @Test
  void noDefinition_endsItWithOneAndOneLine() throws Exception {
    try (FakeKubernetes empty = new FakeKubernetes()) {
      Process process = start(empty, "--set", "management.port=0");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(Files.readString(errors()).lines())
          .singleElement()
          .satisfies(
              line -> assertThat(line).startsWith("error: The cluster at ").contains("crds/"));
    }
  }

  @Test
  void wrongConfiguration_endsItWithTwoAndEveryProblem() throws Exception {
    Path config =
        Files.writeString(folder.resolve("operator.yaml"), "logging: {format: xml}\nwatsh: {}\n");
    Process process = start(kubernetes, "--config", config.toString());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(errors()))
        .startsWith("error: ")
        .contains("line 1: logging.format", "one of: json, text", "line 2: watsh");
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
