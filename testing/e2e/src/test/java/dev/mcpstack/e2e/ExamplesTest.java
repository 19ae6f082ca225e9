package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for a cluster, as they are: the API server takes them, and they are brought up. */
@ClusterTest
@Order(110)
final class ExamplesTest {
  private static final Path FOLDER = Path.of("../../examples/kubernetes");
  private static final Pattern SECRET =
      Pattern.compile("credentialsSecretRef:\\s*\\{?\\s*name: ([a-z0-9-]+)");

  private static final Pattern DATABASE =
      Pattern.compile("name: ([a-z0-9-]+)\\s+(?:description: [^\n]*\\s+)?type: PostgreSQL");
  private static final Pattern TLS_SECRET = Pattern.compile("tlsSecretName: ([a-z0-9-]+)");

  /** A host of the examples, which a database of the suite stands in for. */
  private static final Pattern HOST = Pattern.compile("//[a-z]+\\.databases\\.svc:5432/([a-z]+)");

  private final Suite suite;

  ExamplesTest(Suite suite) {
    this.suite = suite;
  }

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .sorted(
              Comparator.comparing((String name) -> !name.startsWith("quickstart"))
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }

  private static String read(String example) throws IOException {
    return Files.readString(FOLDER.resolve(example));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isTakenByTheApiServer(String example) throws IOException {
    List<HasMetadata> objects = Stack.load(suite.client(), read(example));
    for (HasMetadata object : objects) {
      suite.client().resource(object).inNamespace("default").dryRun().create();
    }
    assertThat(objects).anyMatch(object -> object.getKind().equals("McpStack"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isBroughtUp(String example) throws IOException {
    suite.needsPods();
    String text = read(example);
    Optional<String> missing =
        Needs.missing(
            text, suite.settings().postgres().isPresent(), suite.storageClass().isPresent());
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    String namespace = suite.namespace(example.replace(".yaml", ""));
    if (Needs.postgres(text)) {
      postgres(namespace);
      // The database of the suite is not where the example says.
      text = HOST.matcher(text).replaceAll("//postgresql." + namespace + ".svc:5432/sales");
    }
    Stack stack = new Stack(suite, namespace, nameOf(text));
    for (String secret : named(SECRET, text)) {
      stack.apply(Templates.fill("secret.yaml", Map.of("name", secret)));
    }
    for (String secret : named(TLS_SECRET, text)) {
      stack.apply(Templates.fill("tls-secret.yaml", Map.of("name", secret)));
    }
    stack.apply(text);
    try {
      stack.becomes(
          "ready or without room",
          Duration.ofMinutes(10),
          each ->
              Stack.condition(each, "Ready", "True", "Ready")
                  || Stack.condition(each, "Degraded", "True", "PodNotScheduled"));
      Assumptions.assumeTrue(
          stack.condition("Ready").isTrue(),
          () -> "the cluster has no room: " + stack.condition("Degraded"));
      stack.serves();
      try (Tunnel tunnel = stack.tunnel();
          Agent agent = stack.agent(tunnel)) {
        Agent.Reply sources = agent.call("list_sources", Map.of());
        suite.report().say(sources.text());
        assertThat(sources.isError()).as(sources.text()).isFalse();
        if (Needs.postgres(text)) {
          Agent.Reply answer =
              agent.call(
                  "execute_query",
                  Map.of(
                      "source",
                      named(DATABASE, text).iterator().next(),
                      "sql",
                      "SELECT 6 * 7 AS answer"));
          assertThat(answer.isError()).as(answer.text()).isFalse();
          agent.call("release", Map.of("handle", answer.at("handle")));
        }
      }
    } finally {
      suite.delete(namespace);
    }
  }

  private void postgres(String namespace) {
    Stack database = new Stack(suite, namespace, "postgresql");
    database.apply(
        Templates.fill(
            "postgresql.yaml", Map.of("image", suite.settings().postgres().orElseThrow())));
    suite
        .waiting()
        .until(
            "PostgreSQL",
            Duration.ofMinutes(5),
            () ->
                suite
                        .client()
                        .pods()
                        .inNamespace(namespace)
                        .withLabel("app", "postgresql")
                        .list()
                        .getItems()
                        .stream()
                        .anyMatch(Pods::isReady)
                    ? Seen.yes("ready")
                    : Seen.notYet(Pods.text(suite.client(), namespace)));
  }

  private String nameOf(String text) {
    return Stack.load(suite.client(), text).stream()
        .filter(GenericKubernetesResource.class::isInstance)
        .map(stack -> stack.getMetadata().getName())
        .findFirst()
        .orElseThrow();
  }

  /** What an example names and doesn't bring along. */
  private static Set<String> named(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }
}
