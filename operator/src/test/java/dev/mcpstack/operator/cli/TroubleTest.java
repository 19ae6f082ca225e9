package dev.mcpstack.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.cli.Terminal.Answer;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a command from being carried out: one line with cause and remedy. */
final class TroubleTest {
  private static final String STACK =
      """
      apiVersion: mcpstack.dev/v1alpha1
      kind: McpStack
      metadata: {name: %s, namespace: shop}
      spec:
        sources: [{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}]
      """;

  private static final String BOUND =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: %1$s-%2$s}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
      subjects: [{kind: ServiceAccount, namespace: shop, name: %2$s}]
      """;

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final Path folder;

  TroubleTest(@TempDir Path folder) {
    this.folder = folder;
    kubernetes.createNamespace("shop");
  }

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  private void install() throws IOException {
    kubernetes.install(Files.readString(Path.of("../crds/mcpstacks.mcpstack.dev.yaml")));
    kubernetes.install(Files.readString(Path.of("../helm/install.yaml")));
  }

  private Terminal as(String user) {
    return new Terminal(folder, kubernetes.url(), user, "shop");
  }

  private static void fails(Answer answer, String sentence) {
    assertThat(answer.err()).isEqualTo("error: " + sentence);
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void noCluster_isSaidWithItsAddress() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String server = "http://127.0.0.1:" + port;
    Answer answer = new Terminal(folder, server, "nobody", "shop").run("status");
    assertThat(answer.err())
        .startsWith("error: No Kubernetes API answers at " + server + "/ (")
        .endsWith("Check that the cluster runs, and --context, --kubeconfig or KUBECONFIG.")
        .doesNotContain("\n");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void noDefinition_isSaid() {
    fails(
        as(FakeKubernetes.ADMIN).run("status"),
        "The cluster at "
            + kubernetes.url()
            + " does not know McpStacks. Install the chart mcpstack-crds, or check --context.");
  }

  @Test
  void noStack_isSaidWithThoseThereAre() throws IOException {
    install();
    Terminal admin = as(FakeKubernetes.ADMIN);
    fails(admin.run("status"), "There is no McpStack in namespace shop: check --namespace.");
    fails(
        admin.run("promote", "sales"),
        "There is no McpStack sales in namespace shop, nor any other: check --namespace.");
    kubernetes.install(STACK.formatted("sales"));
    kubernetes.install(STACK.formatted("research"));
    fails(
        admin.run("pause"),
        "There are several McpStacks in namespace shop, name one: research, sales.");
    fails(
        admin.run("pause", "Sale"),
        "There is no McpStack Sale in namespace shop; there are: research, sales.");
    fails(
        admin.run("status", "-n", "default"),
        "There is no McpStack in namespace default: check --namespace.");
  }

  @Test
  void missingRights_areNamed() throws IOException {
    install();
    kubernetes.install(STACK.formatted("sales"));
    Answer none = as(account("nobody")).run("status");
    assertThat(none.err())
        .startsWith("error: A right is missing: ")
        .contains("nobody", "mcpstacks")
        .endsWith("Ask for the ClusterRoles mcpstack-view and mcpstack-edit in namespace shop.")
        .doesNotContain("\n");
    assertThat(none.code()).isEqualTo(1);

    kubernetes.install(BOUND.formatted("mcpstack-view", "looker"));
    Terminal looker = as(account("looker"));
    assertThat(looker.run("status").code()).isZero();
    assertThat(looker.run("history").code()).isZero();
    Answer write = looker.run("pause");
    assertThat(write.err()).contains("A right is missing: ", "patch");
    assertThat(write.code()).isEqualTo(1);

    kubernetes.install(BOUND.formatted("mcpstack-view", "worker"));
    kubernetes.install(BOUND.formatted("mcpstack-edit", "worker"));
    assertThat(as(account("worker")).run("pause").out())
        .isEqualTo(
            "sales: Rollouts go no further. What turns out bad is still taken back, and deadlines go on.");
  }

  private static String account(String name) {
    return Rbac.serviceAccount("shop", name);
  }

  @Test
  void writes_areTheFieldsAloneUnderANameOfTheirOwn() throws IOException {
    install();
    kubernetes.install(STACK.formatted("sales"));
    assertThat(as(FakeKubernetes.ADMIN).run("pause").code()).isZero();
    assertThat(stack().getMetadata().getManagedFields())
        .anySatisfy(entry -> {
          assertThat(entry.getManager()).isEqualTo("mcpstack-cli");
          assertThat(entry.getFieldsV1().getAdditionalProperties())
              .hasToString("{f:spec={f:rollout={f:paused={}}}}");
        });
  }

  private StackResource stack() {
    return kubernetes
        .client()
        .resources(StackResource.class)
        .inNamespace("shop")
        .withName("sales")
        .get();
  }

  /** What was decided on a stack is not written on another. */
  @Test
  void stackThatHasChangedMeanwhile_isNotWritten() throws IOException {
    install();
    kubernetes.install(STACK.formatted("sales"));
    Config config =
        new ConfigBuilder(kubernetes.config(FakeKubernetes.ADMIN)).withNamespace("shop").build();
    try (Api api = new Api(config)) {
      Seen before = api.see(Optional.of("sales"));
      kubernetes.install(STACK.formatted("sales") + "  release: 0.2.0\n");
      assertThat(api.write(before, Map.of("paused", true))).isFalse();
      assertThat(Trees.at(stack().getSpec(), "rollout", "paused")).contains(false);
      assertThat(api.write(api.see(Optional.of("sales")), Map.of("paused", true))).isTrue();
    }
  }

  @Test
  void unlookedStack_saysSo() throws IOException {
    install();
    kubernetes.install(STACK.formatted("sales"));
    assertThat(as(FakeKubernetes.ADMIN).run("status").out())
        .isEqualTo(
            """
            sales in shop: not looked at yet
            The operator has not looked at the last change of the stack yet.\
            """);
    fails(
        as(FakeKubernetes.ADMIN).run("promote"),
        "Nothing is staged, so there is nothing to promote. The operator has not looked at the last change of the stack yet.");
    assertThat(as(FakeKubernetes.ADMIN).run("history").out())
        .isEqualTo("No revision of sales is kept yet.");
  }

  @Test
  void wrongFiles_areNamed() throws IOException {
    install();
    Terminal admin = as(FakeKubernetes.ADMIN);
    Path file = folder.resolve("stack.yaml");
    Files.writeString(file, STACK.formatted("sales"));
    assertThat(admin.run("diff", "-f", file.toString()).out())
        .isEqualTo("sales is not in namespace shop yet: its first revision is brought up.");
    fails(
        admin.run("diff", "-f", file.toString(), "-n", "default"),
        "The file says namespace shop, and --namespace default: leave one out.");
    Files.writeString(file, "kind: Secret\n");
    fails(
        admin.run("diff", "-f", file.toString()),
        "There is no McpStack in " + file + ": name a file with one.");
    assertThat(admin.run("diff").code()).isEqualTo(2);
    assertThat(admin.run("status", "--context", "elsewhere").err())
        .isEqualTo(
            "error: The kubeconfig has no context elsewhere: see kubectl config get-contexts.");
    assertThat(admin.run("promote", "1", "2").code()).isEqualTo(2);
  }
}
