package dev.mcpstack.e2e;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.UninstallCommand;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The two charts, installed as a person does. */
final class Charts {
  static final String DEFINITION = "mcpstacks.mcpstack.dev";
  static final String OPERATOR = "mcpstack-operator";
  private static final String DEFINITIONS = "mcpstack-crds";
  private static final Path FOLDER = Path.of("../../helm").toAbsolutePath().normalize();
  private static final Duration OPERATOR_STARTS = Duration.ofMinutes(5);

  private final Suite suite;
  private String namespace = "";
  private boolean definitions;
  private boolean operator;

  Charts(Suite suite) {
    this.suite = suite;
  }

  /** Where the operator is; empty if it is none of ours. */
  String namespace() {
    return namespace;
  }

  void install() {
    boolean defined = isDefined();
    if (suite.settings().operator() == Settings.Operator.OUTSIDE) {
      if (!defined) {
        throw new IllegalStateException(
            "the operator is said to run outside, but the definition "
                + DEFINITION
                + " is missing: apply crds/");
      }
      return;
    }
    if (defined) {
      throw new IllegalStateException(
          "the cluster has the definition "
              + DEFINITION
              + " already: take it away, or test the operator that is there with -D"
              + Settings.PREFIX
              + "operator=outside");
    }
    namespace = suite.namespace("system");
    definitions = true;
    // Else the definition would outlive the suite.
    Map<String, String> templates = Map.of("keep", "false");
    installed(command(DEFINITIONS), templates);
    suite
        .waiting()
        .until(
            "the definition to be served",
            Duration.ofMinutes(1),
            () -> Seen.of(established(), each -> each.contains("Established=True")));
    operator = true;
    InstallCommand command = command(OPERATOR);
    suite.settings().values().ifPresent(file -> command.withValuesFile(file.toAbsolutePath()));
    installed(command, values());
    suite.waiting().until("the operator to be ready", OPERATOR_STARTS, this::operatorReady);
  }

  private Map<String, String> values() {
    Settings settings = suite.settings();
    Map<String, String> values = new LinkedHashMap<>();
    settings.registry().ifPresent(registry -> values.put("images.registry", registry));
    settings.tag().ifPresent(tag -> values.put("images.tag", tag));
    values.put("images.pullPolicy", settings.pullPolicy());
    return values;
  }

  private InstallCommand command(String chart) {
    InstallCommand command =
        new Helm(FOLDER.resolve(chart)).install().withName(chart).withNamespace(namespace);
    kubeConfig().ifPresent(command::withKubeConfig);
    return command;
  }

  private void installed(InstallCommand command, Map<String, String> values) {
    values.forEach(command::set);
    Release release = command.call();
    suite
        .report()
        .say("helm install " + release.getChart() + " " + values + ": " + release.getStatus());
  }

  /** Helm finds other configurations by itself. */
  private static Optional<Path> kubeConfig() {
    return Optional.ofNullable(System.getenv("KUBECONFIG")).map(Path::of).filter(Files::isReadable);
  }

  private boolean isDefined() {
    return suite
            .client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(DEFINITION)
            .get()
        != null;
  }

  private String established() {
    StringBuilder text = new StringBuilder();
    suite
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(DEFINITION)
        .require()
        .getStatus()
        .getConditions()
        .forEach(
            each -> text.append(each.getType()).append('=').append(each.getStatus()).append(' '));
    return text.toString();
  }

  private Seen<String> operatorReady() {
    Deployment deployment = deployment(suite.client());
    int wanted = deployment.getSpec().getReplicas();
    Integer ready = deployment.getStatus().getAvailableReplicas();
    return ready != null && ready >= wanted
        ? Seen.yes("available")
        : Seen.notYet(Pods.text(suite.client(), namespace));
  }

  Deployment deployment(KubernetesClient client) {
    return client.apps().deployments().inNamespace(namespace).withName(OPERATOR).require();
  }

  void uninstall() {
    if (operator) {
      uninstall(OPERATOR);
      operator = false;
    }
    if (definitions) {
      uninstall(DEFINITIONS);
      definitions = false;
    }
  }

  private void uninstall(String release) {
    UninstallCommand command = Helm.uninstall(release).withNamespace(namespace).ignoreNotFound();
    kubeConfig().ifPresent(command::withKubeConfig);
    suite.report().say("helm uninstall " + release + ": " + command.call().strip());
  }
}
