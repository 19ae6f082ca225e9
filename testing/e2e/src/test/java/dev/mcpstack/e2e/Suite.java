package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.VersionInfo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One run: the cluster, the operator in it, the namespaces that were made, and the stack that most
 * tests share. Closing it takes everything away again.
 */
final class Suite implements AutoCloseable {
  /** On every namespace of a run. */
  static final String RUN = "mcpstack.dev/e2e";

  static final Duration NAMESPACE_ENDS = Duration.ofMinutes(5);
  private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

  private final Settings settings;
  private final KubernetesClient client;
  private final Report report;
  private final Waiting waiting;
  private final String run;
  private final Set<String> before;
  private final Set<String> namespaces = new LinkedHashSet<>();
  private final Charts charts;
  private @Nullable Stack shop;
  private boolean failed;
  private boolean ended;

  private Suite(Settings settings, KubernetesClient client, Report report) {
    this.settings = settings;
    this.client = client;
    this.report = report;
    this.waiting = new Waiting(report, settings.patience());
    this.run = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36, 36 * 36 * 36), 36);
    this.before = new Inventory(client).ofCluster();
    this.charts = new Charts(this);
  }

  /**
   * Installs what the settings ask for.
   *
   * @throws IllegalStateException if there is something in the cluster that a run would disturb
   */
  static Suite start(Properties properties) {
    Settings settings = Settings.of(properties);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Report report = new Report(out, System::nanoTime);
    KubernetesClient client = new KubernetesClientBuilder().build();
    VersionInfo version = client.getKubernetesVersion();
    report.say("Kubernetes " + version.getGitVersion() + " at " + client.getMasterUrl());
    client.nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getName() + ", " + node.getStatus().getNodeInfo())
        .forEach(report::say);
    report.say(settings.toString());
    Suite suite = new Suite(settings, client, report);
    try {
      suite.charts.install();
    } catch (RuntimeException | AssertionError e) {
      suite.failed();
      suite.close();
      throw e;
    }
    return suite;
  }

  Settings settings() {
    return settings;
  }

  KubernetesClient client() {
    return client;
  }

  Report report() {
    return report;
  }

  Waiting waiting() {
    return waiting;
  }

  Charts charts() {
    return charts;
  }

  /** A fresh namespace that takes none but restricted pods. */
  String namespace(String purpose) {
    String name = String.join("-", "mcpstack-e2e", run, purpose).toLowerCase(Locale.ROOT);
    namespaces.add(name);
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels(RUN, run)
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .addToLabels("pod-security.kubernetes.io/enforce-version", "latest")
            .endMetadata()
            .build();
    client.resource(namespace).create();
    report.say("namespace " + name);
    waiting.until(
        "the service account of " + purpose,
        Duration.ofMinutes(1),
        () ->
            Optional.ofNullable(
                    client.serviceAccounts().inNamespace(name).withName("default").get())
                .map(account -> Seen.yes(account.getMetadata().getName()))
                .orElse(Seen.notYet("none")));
    return name;
  }

  /** Takes a namespace away and waits until it is gone. */
  void delete(String namespace) {
    client.namespaces().withName(namespace).delete();
    waiting.until(
        "the end of namespace " + namespace,
        NAMESPACE_ENDS,
        () -> {
          Namespace left = client.namespaces().withName(namespace).get();
          return left == null
              ? Seen.yes("gone")
              : Seen.notYet(
                  left.getStatus().getConditions()
                      + " "
                      + new Inventory(client).ofNamespace(namespace));
        });
    namespaces.remove(namespace);
  }

  /** The stack that most tests share, ready. Each leaves it so. */
  synchronized Stack shop() {
    if (shop == null) {
      Stack made = new Stack(this, namespace("shop"), "shop");
      made.apply(made.yaml(""));
      shop = made;
    }
    shop.becomesReady();
    if (settings.pods()) {
      shop.serves();
    }
    return shop;
  }

  /** The storage class to use. */
  Optional<String> storageClass() {
    if (!settings.storageClass().equals(Settings.AUTO)) {
      return Optional.of(settings.storageClass()).filter(name -> !name.equals(Settings.NONE));
    }
    return client.storage().v1().storageClasses().list().getItems().stream()
        .filter(each -> each.getMetadata().getAnnotations() != null)
        .filter(each -> "true".equals(each.getMetadata().getAnnotations().get(DEFAULT_CLASS)))
        .map(each -> each.getMetadata().getName())
        .findFirst();
  }

  /** Skips the test unless pods really run. */
  void needsPods() {
    Assumptions.assumeTrue(
        settings.pods(), () -> Settings.PREFIX + "pods is false: nothing answers here");
  }

  /** Skips the test unless the operator is known to reach pods. */
  void needsOperatorInside() {
    Assumptions.assumeTrue(
        settings.operator() == Settings.Operator.CHART,
        () -> Settings.PREFIX + "operator is outside: it may not reach the token store");
  }

  /** Whether what was made stays where it is. */
  boolean keeps() {
    return failed && settings.keep();
  }

  /** Prints all that helps to find out why. */
  void failed() {
    failed = true;
    for (String namespace : List.copyOf(namespaces)) {
      report.say(Diagnostics.of(client, namespace));
    }
  }

  /**
   * Takes everything away again.
   *
   * @return what the cluster has now that belongs to no namespace and was not there before
   */
  Set<String> end() {
    ended = true;
    List<String> made = List.copyOf(namespaces);
    // While the operator still runs, which lets go of stacks.
    made.stream().filter(name -> !name.equals(charts.namespace())).forEach(this::delete);
    charts.uninstall();
    made.stream().filter(name -> name.equals(charts.namespace())).forEach(this::delete);
    Set<String> left = new TreeSet<>();
    try {
      waiting.until(
          "the cluster as it was",
          Duration.ofMinutes(2),
          () -> {
            left.clear();
            left.addAll(Inventory.added(before, new Inventory(client).ofCluster()));
            return left.isEmpty() ? Seen.yes("as it was") : Seen.notYet(left.toString());
          });
    } catch (AssertionError e) {
      report.say(String.valueOf(e.getMessage()));
    }
    return left;
  }

  @Override
  public void close() {
    try {
      if (keeps()) {
        report.say("kept: " + namespaces);
      } else if (!ended) {
        end();
      }
    } finally {
      report.finish();
      client.close();
    }
  }
}
