package dev.mcpstack.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.operator.runtime.OperatorConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator's chart makes, with its own values and with those of each variant. */
final class OperatorChartTest {
  @Test
  void chart_lintedStrictly_hasNoFault() {
    assertThat(Chart.OPERATOR.lint())
        .satisfies(lint -> assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse());
  }

  @Test
  void defaults_makeWhatASmallOperatorNeeds() {
    assertThat(Chart.OPERATOR.render().names())
        .containsExactlyInAnyOrder(
            "ServiceAccount mcpstack-system/mcpstack-operator",
            "ConfigMap mcpstack-system/mcpstack-operator",
            "Deployment mcpstack-system/mcpstack-operator",
            "Service mcpstack-system/mcpstack-operator-metrics",
            "ClusterRole mcpstack-operator",
            "ClusterRoleBinding mcpstack-operator",
            "ClusterRole mcpstack-view",
            "ClusterRole mcpstack-edit",
            "Role mcpstack-system/mcpstack-operator-leader",
            "RoleBinding mcpstack-system/mcpstack-operator-leader");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "full", "namespaces", "airgapped", "single"})
  void variant_hasOnlyKnownFieldsAndRestrictedPods(String variant) {
    Rendered rendered = variant(variant);
    assertThat(rendered.objects()).flatExtracting(UnknownFields::of).isEmpty();
    assertThat(
            RestrictedPods.violations(
                rendered.only(Deployment.class).getSpec().getTemplate().getSpec()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "full", "namespaces", "airgapped", "single"})
  void variant_selectsItsOwnPods(String variant) {
    Rendered rendered = variant(variant);
    Deployment deployment = rendered.only(Deployment.class);
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    assertThat(labels).containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    assertThat(labels)
        .containsAllEntriesOf(rendered.only(Service.class).getSpec().getSelector())
        .doesNotContainKey("mcpstack.dev/stack");
    assertThat(rendered.all(NetworkPolicy.class))
        .allSatisfy(policy ->
            assertThat(labels)
                .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels()));
    assertThat(rendered.objects())
        .extracting(HasMetadata::getMetadata)
        .allSatisfy(metadata ->
            assertThat(metadata.getLabels())
                .containsEntry("app.kubernetes.io/part-of", "mcpstack"));
  }

  @Test
  void unknownField_isFound() {
    Rendered wrong =
        new Rendered(
            Chart.OPERATOR
                .render()
                .text()
                .replace("replicas: 1", "replicaz: 1")
                .replace("readinessProbe:", "readinesProbe:"));
    assertThat(UnknownFields.of(wrong.only(Deployment.class)))
        .hasSize(2)
        .anyMatch(path -> path.endsWith("Spec.replicaz"))
        .anyMatch(path -> path.endsWith("Containers[0].readinesProbe"));
  }

  @Test
  void configuration_holdsTheKeysOfTheOperator() {
    assertThat(configuration(Chart.OPERATOR.render()))
        .isEqualTo(
            Serialization.unmarshal(
                """
                watch: {namespaces: []}
                leaderElection: {enabled: true, namespace: mcpstack-system, name: mcpstack-operator}
                management: {host: 0.0.0.0, port: 9091}
                images: {registry: ghcr.io/mcpstack, tag: "0.1.0", pullPolicy: IfNotPresent, pullSecrets: [], overrides: {}}
                reconcile: {threads: 4, resync: 10h, rollouts: 5}
                logging: {format: json}
                """,
                JsonNode.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "full", "namespaces", "airgapped", "single"})
  void configuration_ofEveryVariant_isTheOperators(String variant) {
    Rendered rendered = variant(variant);
    OperatorConfig settings = read(rendered);
    assertThat(settings.management().port())
        .isEqualTo(container(rendered).getPorts().getFirst().getContainerPort());
    assertThat(settings.management().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void configuration_takesTheValues() {
    OperatorConfig settings =
        read(
            Chart.OPERATOR.render(
                """
                watch: {namespaces: [sales]}
                leaderElection: {enabled: false}
                logging: {format: text}
                reconcile: {threads: 9, resync: 1h, rollouts: 2}
                """));
    assertThat(settings.watch().namespaces()).containsExactly("sales");
    assertThat(settings.leaderElection().enabled()).isFalse();
    assertThat(settings.logging().format()).isEqualTo(OperatorConfig.Logging.Format.TEXT);
    assertThat(settings.reconcile())
        .isEqualTo(new OperatorConfig.Reconcile(9, Duration.ofHours(1), 2));
    assertThat(read(Chart.OPERATOR.render()).logging().format())
        .isEqualTo(OperatorConfig.Logging.Format.JSON);
  }

  private static OperatorConfig read(Rendered rendered) {
    return ConfigFile.parse(
        "operator.yaml",
        Objects.requireNonNull(rendered.only(ConfigMap.class).getData().get("operator.yaml")),
        OperatorConfig.class);
  }

  @Test
  void configuration_changed_replacesThePod() {
    assertThat(template("logging: {format: text}")).isNotEqualTo(template(""));
    assertThat(template("service: {annotations: {a: b}}")).isEqualTo(template(""));
  }

  private static Map<String, String> template(String values) {
    return Chart.OPERATOR
        .render(values)
        .only(Deployment.class)
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations();
  }

  @Test
  void registry_overridden_reachesEveryImage() {
    Rendered rendered = Chart.OPERATOR.renderVariant("airgapped");
    assertThat(container(rendered).getImage())
        .isEqualTo("registry.internal:5000/mcpstack/operator:0.1.0");
    assertThat(configuration(rendered).at("/images/registry").asText())
        .isEqualTo("registry.internal:5000/mcpstack");
    assertThat(rendered.text()).doesNotContain("ghcr.io");
    assertThat(rendered.only(Deployment.class).getSpec().getTemplate().getSpec())
        .satisfies(pod ->
            assertThat(pod.getImagePullSecrets())
                .extracting(LocalObjectReference::getName)
                .containsExactly("registry-internal"));
    assertThat(configuration(rendered).at("/images/pullSecrets/0").asText())
        .isEqualTo("registry-internal");
  }

  @Test
  void image_overridden_isTakenWhole() {
    String operator = "mirror.example/op@sha256:" + "0f".repeat(32);
    Rendered rendered =
        Chart.OPERATOR.render(
            "images: {overrides: {operator: '%s', gateway: 'mirror.example/gw:1'}}"
                .formatted(operator));
    assertThat(container(rendered).getImage()).isEqualTo(operator);
    assertThat(configuration(rendered).at("/images/overrides/gateway").asText())
        .isEqualTo("mirror.example/gw:1");
  }

  @Test
  void probes_askTheManagementPort() {
    Container container = container(Chart.OPERATOR.render());
    assertThat(container.getArgs()).containsExactly("--config", "/etc/mcpstack/operator.yaml");
    assertThat(
            List.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .extracting(Probe::getHttpGet)
        .allSatisfy(get -> assertThat(get.getPort().getStrVal()).isEqualTo("management"))
        .extracting(get -> get.getPath())
        .containsExactly("/livez", "/livez", "/readyz");
    assertThat(container.getPorts().getFirst().getContainerPort()).isEqualTo(9091);
  }

  @Test
  void replicas_moreThanOne_haveABudgetAndAreSpread() {
    Rendered rendered = Chart.OPERATOR.render("replicas: 2");
    assertThat(rendered.only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal())
        .isEqualTo(1);
    assertThat(
            rendered
                .only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTopologySpreadConstraints())
        .singleElement()
        .satisfies(spread ->
            assertThat(spread.getLabelSelector())
                .isEqualTo(rendered.only(Deployment.class).getSpec().getSelector()));
    assertThat(Chart.OPERATOR.render().all(PodDisruptionBudget.class)).isEmpty();
  }

  @Test
  void replicas_moreThanOneWithoutElection_areRefused() {
    assertThatThrownBy(
            () -> Chart.OPERATOR.render("{replicas: 2, leaderElection: {enabled: false}}"))
        .hasMessageContaining(
            "replicas is 2, and only one operator may work at a time: set leaderElection.enabled=true or replicas=1");
  }

  @Test
  void strategy_dependsOnTheElection() {
    assertThat(strategy("default")).isEqualTo("RollingUpdate");
    assertThat(strategy("single")).isEqualTo("Recreate");
  }

  private static String strategy(String variant) {
    return variant(variant).only(Deployment.class).getSpec().getStrategy().getType();
  }

  @Test
  void networkPolicy_reachesOnlyServerNamesAndPods() {
    NetworkPolicy policy =
        Chart.OPERATOR.render("networkPolicy: {enabled: true}").only(NetworkPolicy.class);
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress())
        .singleElement()
        .satisfies(rule ->
            assertThat(rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(9091));
    assertThat(policy.getSpec().getEgress())
        .extracting(rule ->
            rule.getPorts().stream()
                .map(port -> port.getPort().getIntVal() + "/" + port.getProtocol())
                .toList())
        .containsExactly(
            List.of("443/TCP", "6443/TCP", "8443/TCP", "16443/TCP"),
            List.of("53/UDP", "53/TCP"),
            List.of("9091/TCP"),
            List.of("6379/TCP"));
    assertThat(keys(policy, 2)).containsExactly("mcpstack.dev/stack");
    assertThat(keys(policy, 3)).containsExactly("mcpstack.dev/stack", "mcpstack.dev/role");
  }

  /** Of the labels by which a rule of the policy selects pods. */
  private static List<String> keys(NetworkPolicy policy, int rule) {
    return policy
        .getSpec()
        .getEgress()
        .get(rule)
        .getTo()
        .getFirst()
        .getPodSelector()
        .getMatchExpressions()
        .stream()
        .map(expression -> expression.getKey())
        .toList();
  }

  @Test
  void networkPolicy_ofSomeNamespaces_reachesOnlyTheirPods() {
    NetworkPolicy policy = Chart.OPERATOR.renderVariant("namespaces").only(NetworkPolicy.class);
    assertThat(policy.getSpec().getEgress().subList(2, 4))
        .allSatisfy(rule ->
            assertThat(
                    rule.getTo()
                        .getFirst()
                        .getNamespaceSelector()
                        .getMatchExpressions()
                        .getFirst()
                        .getValues())
                .containsExactly("sales", "research"));
  }

  @Test
  void serviceMonitor_readsTheServicesPort() {
    Rendered rendered = Chart.OPERATOR.renderVariant("full");
    GenericKubernetesResource monitor = rendered.only(GenericKubernetesResource.class);
    assertThat(monitor.getKind()).isEqualTo("ServiceMonitor");
    assertThat(monitor.<String>get("spec", "endpoints", 0, "port"))
        .isEqualTo(rendered.only(Service.class).getSpec().getPorts().getFirst().getName());
    assertThat(monitor.<String>get("spec", "endpoints", 0, "path")).isEqualTo("/metrics");
    assertThat(
            rendered
                .only(Service.class)
                .getSpec()
                .getPorts()
                .getFirst()
                .getTargetPort()
                .getStrVal())
        .isEqualTo(container(rendered).getPorts().getFirst().getName());
    assertThat(rendered.only(Service.class).getMetadata().getLabels())
        .containsAllEntriesOf(monitor.get("spec", "selector", "matchLabels"));
    assertThat(Chart.OPERATOR.render().text()).doesNotContain("ServiceMonitor");
  }

  @Test
  void releaseThatReadsLikeANumber_staysText() {
    assertThat(
            Chart.OPERATOR
                .render("{fullnameOverride: 'null', watch: {namespaces: ['1e3']}}")
                .names())
        .contains("Role 1e3/null", "Deployment mcpstack-system/null");
  }

  @Test
  void notes_nameTheNextCommand() {
    assertThat(Chart.OPERATOR.notes(""))
        .contains("in mcpstack-system and looks after stacks in all namespaces.")
        .contains("  kubectl apply -f examples/postgresql.yaml\n");
    assertThat(Chart.OPERATOR.notes("watch: {namespaces: [sales, research]}"))
        .contains("in the namespaces sales, research.")
        .contains("  kubectl --namespace sales apply -f examples/postgresql.yaml\n");
  }

  @Test
  void packagedChart_rendersTheSame(@TempDir Path folder) {
    new Helm(Chart.OPERATOR.file(".")).packageIt().withDestination(folder).call();
    assertThat(Chart.OPERATOR.renderFrom(folder.resolve("mcpstack-operator-0.1.0.tgz"), ""))
        .isEqualTo(Chart.OPERATOR.render());
  }

  private static Rendered variant(String name) {
    return name.equals("default") ? Chart.OPERATOR.render() : Chart.OPERATOR.renderVariant(name);
  }

  private static Container container(Rendered rendered) {
    return rendered
        .only(Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst();
  }

  private static JsonNode configuration(Rendered rendered) {
    return Serialization.unmarshal(
        rendered.only(ConfigMap.class).getData().get("operator.yaml"), JsonNode.class);
  }
}
