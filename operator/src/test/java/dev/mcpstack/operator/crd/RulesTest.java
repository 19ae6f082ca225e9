package dev.mcpstack.operator.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.stack.McpStack;
import dev.mcpstack.stack.StackSpec;
import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an API server refuses is what the laptop refuses, and both fill in the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulesTest {
  private static final String FILES =
      "sources: [{name: a, type: Files, files: [{table: t, path: p}]}]";
  private static final String POSTGRESQL =
      "sources: [{name: a, type: PostgreSQL, url: 'jdbc:postgresql://db/sales', credentialsSecretRef: {name: x}}]";
  private static final String DEFINITION = "../crds/mcpstacks.mcpstack.dev.yaml";

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient client = kubernetes.client();

  @BeforeAll
  void install() throws IOException {
    kubernetes.install(Files.readString(Path.of(DEFINITION)));
  }

  @AfterAll
  void stop() {
    client.close();
    kubernetes.close();
  }

  /** A specification that breaks one rule, and how the API server says so. */
  record Broken(String spec, String message) {}

  static List<Broken> broken() {
    List<Broken> all = new ArrayList<>();
    all.add(new Broken("sources: []", "LocalData needs a source"));
    all.add(
        new Broken(
            FILES + "\nlocalData: {enabled: false}\ndataScience: {enabled: false}",
            "both left out"));
    for (String pods :
        List.of(
            "localData: {pods: {replicas: 3}}",
            "localData: {pods: {autoscaling: {maxReplicas: 3}}}",
            "mode: Unified\ngateway: {pods: {replicas: 3}}",
            "mode: Unified\ngateway: {pods: {autoscaling: {maxReplicas: 3}}}")) {
      all.add(
          new Broken(
              POSTGRESQL.replace("type:", "connectionLimit: 59, type:") + "\n" + pods,
              "connectionLimit is below"));
    }
    all.add(new Broken(FILES + "\ntls: {mode: 'Off'}", "tls.mode Off is for mode Unified"));
    all.add(new Broken(FILES + "\ntls: {mode: CertManager}", "issuerRef belongs to mode"));
    all.add(new Broken(FILES + "\ntls: {certificateLifetime: 30m}", "at least 1h"));
    all.add(
        new Broken(
            FILES + "\ntls: {certificateLifetime: 48h, authorityLifetime: 24h}",
            "at most authorityLifetime"));
    for (String deadline :
        List.of("progressDeadline", "verificationDeadline", "promotionDeadline")) {
      all.add(new Broken(FILES + "\nrollout: {" + deadline + ": 0s}", deadline + " must be above"));
    }
    all.add(new Broken(FILES + "\nrollout: {promote: 2, abort: 2}", "name the same revision"));
    all.add(
        new Broken(FILES + checks("{name: a, tool: t, maxDuration: 0s}"), "maxDuration must be"));
    all.add(
        new Broken(FILES + checks("{name: a, tool: t}, {name: a, tool: u}"), "Duplicate value"));
    all.add(new Broken(FILES + "\nlimits: {callBudget: 0s}", "must be above 0"));
    all.add(
        new Broken(FILES + "\nlimits: {maxResult: 2GiB, maxResults: 1GiB}", "at most maxResults"));
    all.add(new Broken(FILES + "\nlocalData: {limits: {statementTimeout: 0s}}", "must be above 0"));
    all.add(
        new Broken(
            FILES + "\ntokenStore: {managed: {}, external: {nodes: ['a:1']}}",
            "either managed or external"));
    all.add(
        new Broken(FILES + "\ntokenStore: {external: {nodes: ['a:1', 'b:1']}}", "has one node"));
    all.add(
        new Broken(
            FILES + "\ntokenStore: {external: {topology: sentinel, nodes: ['a:1', 'b:1']}}",
            "primary must name"));
    all.add(new Broken("sources: [{name: a, type: Files}]", "needs files"));
    all.add(new Broken(FILES.replace("]}]", "], url: x}]"), "has no url"));
    all.add(new Broken(POSTGRESQL.replace("db/sales", ""), "needs a url"));
    all.add(new Broken(POSTGRESQL.replace("db/", "u:p@db/"), "url holds credentials"));
    all.add(
        new Broken(POSTGRESQL.replace("sales'", "sales?a=b&PASSWORD=c'"), "url holds credentials"));
    for (String own :
        List.of(
            "preferQueryMode=simple", "a=b&SOCKETFACTORY=x", "options=-c%20x", " loggerFile=/a")) {
      all.add(
          new Broken(
              POSTGRESQL.replace("sales'", "sales?" + own + "'"), "url sets a parameter that the"));
    }
    all.add(
        new Broken(
            FILES + "\nmode: Unified\ngateway: {pods: {replicas: 2}}", "mode Unified has one pod"));
    all.add(
        new Broken(
            FILES
                + "\nmode: Unified\ngateway: {pods: {autoscaling: {minReplicas: 1, maxReplicas: 2}}}",
            "mode Unified has one pod"));
    all.add(
        new Broken(
            POSTGRESQL.replace(", credentialsSecretRef: {name: x}", ""),
            "needs credentialsSecretRef"));
    all.add(
        new Broken(
            POSTGRESQL.replace("type:", "files: [{table: t, path: p}], type:"), "has no files"));
    for (String pods : List.of("gateway", "localData", "dataScience")) {
      String head = FILES + "\n" + pods + ": {pods: {";
      all.add(
          new Broken(
              head + "autoscaling: {minReplicas: 3, maxReplicas: 2}}}",
              "minReplicas must be at most"));
      all.add(new Broken(head + "env: [{name: A}]}}", "either value or secretKeyRef"));
      all.add(
          new Broken(
              head + "env: [{name: MCPSTACK_A, value: b}]}}", "names that begin with MCPSTACK_"));
      all.add(new Broken(head + "volumes: [{name: a, mountPath: /a}]}}", "exactly one of"));
      all.add(
          new Broken(
              head + "volumes: [{name: a, mountPath: /app/a, claimName: b}]}}",
              "choose another mountPath"));
    }
    return all;
  }

  private static String checks(String list) {
    return "\nrollout: {verification: {checks: [" + list + "]}}";
  }

  private static String document(String name, String spec) {
    return "apiVersion: mcpstack.dev/v1alpha1\nkind: McpStack\nmetadata: {name: "
        + name
        + ", namespace: default}\nspec:\n"
        + spec.indent(2);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenRule_isRefusedHereAndThere(Broken broken) {
    String document = document("demo", broken.spec());
    KubernetesClientException refusal =
        catchThrowableOfType(KubernetesClientException.class, () -> create(document));
    assertThat(refusal).hasMessageContaining(broken.message());
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class,
                () -> ConfigFile.parse("stack", document, McpStack.class)))
        .isNotNull();
  }

  private StackResource create(String document) {
    return client
        .resource(client.getKubernetesSerialization().unmarshal(document, StackResource.class))
        .create();
  }

  @ParameterizedTest
  @MethodSource("names")
  void wrongName_isRefusedHereAndThere(String name) {
    String document = document(name, FILES);
    assertThat(catchThrowableOfType(KubernetesClientException.class, () -> create(document)))
        .hasMessageContaining("metadata.name must");
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class,
                () -> ConfigFile.parse("stack", document, McpStack.class)))
        .isNotNull();
  }

  static List<String> names() {
    return List.of("a".repeat(36), "a.b", "0a");
  }

  /** So that a rule without a case shows. */
  @Test
  void everyRule_hasACase() throws IOException {
    Set<String> messages = new TreeSet<>();
    messages(
        client
            .getKubernetesSerialization()
            .unmarshal(Files.readString(Path.of(DEFINITION)), Map.class),
        messages);
    messages.removeIf(message -> message.startsWith("metadata.name must"));
    assertThat(messages).hasSizeGreaterThan(15);
    assertThat(messages)
        .allSatisfy(message ->
            assertThat(broken().stream().map(Broken::message)).anyMatch(message::contains));
  }

  private static void messages(Object tree, Set<String> messages) {
    if (tree instanceof Map<?, ?> map) {
      if (map.get("rule") instanceof String && map.get("message") instanceof String message) {
        messages.add(message);
      }
      map.values().forEach(value -> messages(value, messages));
    } else if (tree instanceof List<?> list) {
      list.forEach(value -> messages(value, messages));
    }
  }

  @ParameterizedTest
  @MethodSource("whole")
  void defaults_areTheSameHereAndThere(String spec) {
    String document = document("defaulted", spec);
    StackResource stored = create(document);
    client.resource(stored).delete();
    Map<String, Object> here =
        new LinkedHashMap<>(
            RecordShape.of(StackSpec.class)
                .toTree(ConfigFile.parse("stack", document, McpStack.class).spec()));
    assertThat(canonical(stored.getSpec())).isEqualTo(canonical(here));
  }

  static List<String> whole() {
    return List.of(
        FILES,
        POSTGRESQL,
        POSTGRESQL.replace("type:", "connectionLimit: 60, type:")
            + "\nlocalData: {pods: {autoscaling: {maxReplicas: 3}}}\ngateway: {pods: {replicas: 9}}",
        FILES + "\nlocalData: {limits: {callBudget: 3s}}\ngateway: {pods: {replicas: 2}}",
        FILES
            + checks(
                "{name: a, tool: t, arguments: {a: 1, b: [{c: 1.5}, d], e: {f: true}}, expect: {/a: x, /b/0: [2], '': {c: 3}}}"),
        FILES
            + "\ntokenStore: {managed: {storage: {}}}\nservers: [{name: b, url: 'https://b/mcp'}]"
            + "\nrollout: {historyLimit: 3}\ntls: {mode: CertManager, issuerRef: {name: x}}");
  }

  /** Without what is absent; numbers as text. */
  private static Object canonical(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, value) -> {
        if (value != null) {
          sorted.put(String.valueOf(key), canonical(value));
        }
      });
      return sorted;
    }
    return tree instanceof List<?> list
        ? list.stream().map(RulesTest::canonical).toList()
        : String.valueOf(tree);
  }
}
