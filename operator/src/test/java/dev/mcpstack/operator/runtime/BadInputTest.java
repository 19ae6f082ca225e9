package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.apply.Probes;
import dev.mcpstack.operator.apply.StackSync;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.health.HealthProbe;
import dev.mcpstack.operator.model.Images;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.store.CertificateProbe;
import dev.mcpstack.operator.store.ServingStore;
import dev.mcpstack.operator.store.StoreWatch;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.controllers.Pods.Fate;
import dev.mcpstack.testkit.faults.Call;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What people and clusters get wrong, on the operator as it is installed: it says what is wrong and
 * what to do, does not run in circles, and leaves another stack of the same namespace as it is.
 */
@Timeout(600)
final class BadInputTest {
  private static final String USER = Rbac.serviceAccount("mcpstack-system", "mcpstack-operator");
  private static final String FILES =
      "{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}";
  private static final Duration QUIET = Duration.ofSeconds(3);

  /** Looks come up to a second late, two of them a second. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** A stack takes some 40 reads to look at, and what is asked for is looked at every 30 s. */
  private static final int CALLS_OF_A_LOOK = 80;

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient user = kubernetes.client();
  private final KubernetesClient own =
      new KubernetesClientBuilder().withConfig(kubernetes.config(USER)).build();
  private final AtomicReference<Finding> store =
      new AtomicReference<>(Finding.of(Reason.TOKEN_STORE_UNREACHABLE));
  private final StoreWatch stores = new StoreWatch(_ -> store.get(), Duration.ofMillis(200));
  private final RunningOperator operator;

  BadInputTest() throws IOException {
    kubernetes.install(Files.readString(Path.of("../crds/mcpstacks.mcpstack.dev.yaml")));
    kubernetes.install(Files.readString(Path.of("../helm/install.yaml")));
    kubernetes.createNamespace("shop");
    OperatorConfig settings =
        ConfigFile.parse("test", "management: {port: 0}", OperatorConfig.class);
    StackSync sync =
        new StackSync(
            new Images("ghcr.io/mcpstack", "0.1.0", List.of(), Map.of()),
            "mcpstack-system",
            new Applied(),
            Clock.systemUTC(),
            new SecureRandom(),
            new Probes(stores, CertificateProbe.NONE, ServingStore.NONE, HealthProbe.NONE));
    operator = RunningOperator.start(settings, sync, own);
  }

  @BeforeEach
  void applyTheOther() {
    install("calm", "sources: [" + FILES + "]");
    eventually(() -> ready("calm").equals("True Ready"));
  }

  @AfterEach
  void stop() {
    operator.close();
    stores.close();
    own.close();
    user.close();
    kubernetes.close();
  }

  private void install(String name, String spec) {
    kubernetes.install(
        "apiVersion: mcpstack.dev/v1alpha1\nkind: McpStack\nmetadata: {name: "
            + name
            + ", namespace: shop}\nspec:\n"
            + spec.indent(2));
  }

  private void eventually(Callable<Boolean> holds) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          kubernetes.settle();
          return holds.call();
        });
  }

  private StackResource stack(String name) {
    return user.resources(StackResource.class).inNamespace("shop").withName(name).get();
  }

  private Map<?, ?> condition(String stack, String type) {
    Object conditions = Trees.at(stack(stack).getStatus(), "conditions").orElse(List.of());
    return ((List<?>) conditions)
        .stream()
            .filter(each -> Trees.at(each, "type").filter(type::equals).isPresent())
            .map(each -> (Map<?, ?>) each)
            .findFirst()
            .orElse(Map.of());
  }

  private String said(String stack, String type) {
    Map<?, ?> condition = condition(stack, type);
    return condition.get("status") + " " + condition.get("reason");
  }

  private String ready(String stack) {
    return said(stack, "Ready");
  }

  private String versions() {
    return user.apps().deployments().inNamespace("shop").list().getItems().stream()
            .filter(each -> each.getMetadata().getName().startsWith("calm"))
            .map(each -> each.getMetadata().getName() + each.getMetadata().getResourceVersion())
            .toList()
        + user.services().inNamespace("shop").withName("calm").get().toString()
        + stack("calm").getMetadata().getResourceVersion();
  }

  /** It is said with a remedy, then it is quiet, and the other stack is as it was. */
  private void restsIn(String stack, String ready, Reason reason, String... words) {
    String before = versions();
    eventually(() -> ready(stack).equals(ready));
    eventually(() -> contains(stack, words));
    assertThat(condition(stack, "Ready").get("message")).asString().contains(reason.remedy());
    assertThat(said(stack, "Degraded")).isEqualTo("True " + reason.text());
    await().atMost(Duration.ofMinutes(1)).during(SETTLED).until(this::isQuiet);
    await()
        .pollDelay(QUIET)
        .untilAsserted(() -> {
          kubernetes.settle();
          assertThat(changes()).isEmpty();
          assertThat(kubernetes.calls().of(USER)).as("calls").hasSizeLessThan(CALLS_OF_A_LOOK);
        });
    assertThat(versions()).isEqualTo(before);
    assertThat(ready("calm")).isEqualTo("True Ready");
  }

  private boolean contains(String stack, String... words) {
    String message = String.valueOf(condition(stack, "Ready").get("message"));
    return List.of(words).stream().allMatch(message::contains);
  }

  private boolean isQuiet() {
    kubernetes.settle();
    boolean quiet = changes().isEmpty();
    kubernetes.calls().clear();
    return quiet;
  }

  /** What is refused is tried again with every look and changes nothing. */
  private List<Call> changes() {
    return kubernetes.calls().writes(USER).stream()
        .filter(call -> call.code() < HttpURLConnection.HTTP_BAD_REQUEST)
        .toList();
  }

  @Test
  void unknownStorageClass_isNamed() {
    install(
        "bad",
        "sources: ["
            + FILES
            + "]\ntokenStore: {managed: {storage: {size: 2Gi, className: no-such-class}}}");
    restsIn(
        "bad",
        "False StorageNotBound",
        Reason.STORAGE_NOT_BOUND,
        "The claim data-bad-tokens-0 of 2Gi and storage class no-such-class is pending.");
    assertThat(said("bad", "TokenStoreReady")).isEqualTo("False TokenStoreStarting");
    kubernetes.install(
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: no-such-class}
        provisioner: fake
        """);
    eventually(() -> ready("bad").equals("True Ready"));
  }

  /** What a person corrects can't be changed in the StatefulSet, which is said too. */
  @Test
  void storageClass_thatIsCorrected_countsAfterDeleting() {
    String spec = "sources: [" + FILES + "]\ntokenStore: {managed: {storage: {className: %s}}}";
    install("bad", spec.formatted("no-such-class"));
    eventually(() -> ready("bad").equals("False StorageNotBound"));
    install("bad", spec.formatted("standard"));
    restsIn("bad", "False Fixed", Reason.FIXED, "It is the StatefulSet bad-tokens: ");
    user.persistentVolumeClaims().inNamespace("shop").withName("data-bad-tokens-0").delete();
    user.apps().statefulSets().inNamespace("shop").withName("bad-tokens").delete();
    eventually(() -> ready("bad").equals("True Ready"));
  }

  @Test
  void quotaOfPods_isToldInItsWords() {
    kubernetes.install(quota("pods: 5"));
    install("bad", "sources: [" + FILES + "]");
    restsIn(
        "bad",
        "False QuotaExceeded",
        Reason.QUOTA_EXCEEDED,
        "Deployment bad-r1-",
        "exceeded quota: small");
    kubernetes.install(quota("pods: 50"));
    eventually(() -> ready("bad").equals("True Ready"));
  }

  @Test
  void quotaOfWhatTheOperatorMakes_isNoMissingRight() {
    int services = user.services().inNamespace("shop").list().getItems().size();
    kubernetes.install(quota("services: " + (services + 1)));
    install("bad", "sources: [" + FILES + "]");
    restsIn(
        "bad",
        "False QuotaExceeded",
        Reason.QUOTA_EXCEEDED,
        "It is the Service bad",
        "exceeded quota: small");
    assertThat(user.apps().deployments().inNamespace("shop").withName("bad-r1-gateway").get())
        .isNotNull();
  }

  private static String quota(String hard) {
    return "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: small, namespace: shop}\n"
        + "spec: {hard: {"
        + hard
        + "}}\n";
  }

  /** The chart grants HTTPRoutes only where they are asked for. */
  @Test
  void missingRight_isSaidAsSuch() {
    kubernetes.install(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: httproutes.gateway.networking.k8s.io}
        spec:
          group: gateway.networking.k8s.io
          scope: Namespaced
          names: {kind: HTTPRoute, listKind: HTTPRouteList, plural: httproutes, singular: httproute}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """);
    install(
        "bad", "sources: [" + FILES + "]\ngateway: {httpRoute: {host: a.example.com, gateway: g}}");
    restsIn("bad", "False NotPermitted", Reason.NOT_PERMITTED, "It is the HTTPRoute bad: ");
  }

  @Test
  void imageThatCantBePulled_isNamed() {
    kubernetes.pods().withImage("registry.example.com/none/localdata:0.1.0", Fate.IMAGE_PULL_FAILS);
    install(
        "bad",
        "sources: ["
            + FILES
            + "]\nimages: {registry: registry.example.com/none, pullSecrets: [for-registry]}");
    restsIn(
        "bad",
        "False ImageNotPulled",
        Reason.IMAGE_NOT_PULLED,
        "image registry.example.com/none/localdata:0.1.0",
        "Pull secrets are for-registry.");
    kubernetes.pods().heal();
    eventually(() -> ready("bad").equals("True Ready"));
  }

  @Test
  void missingSecret_isNamed() {
    install(
        "bad",
        "sources: [{name: a, type: PostgreSQL, url: 'jdbc:postgresql://db/a',"
            + " credentialsSecretRef: {name: for-db}}]");
    restsIn("bad", "False SecretMissing", Reason.SECRET_MISSING, "It is called for-db.");
  }

  @Test
  void externalStoreThatIsAway_isSaidAndHealsAtOnce() {
    install(
        "bad",
        "sources: [" + FILES + "]\ntokenStore: {external: {nodes: ['redis.example.com:6379']}}");
    restsIn("bad", "True TokenStoreUnreachable", Reason.TOKEN_STORE_UNREACHABLE);
    assertThat(said("bad", "TokenStoreReady")).isEqualTo("False TokenStoreUnreachable");
    store.set(Finding.of(Reason.READY));
    eventually(() -> said("bad", "TokenStoreReady").equals("True Ready"));
    eventually(() -> ready("bad").equals("True Ready"));
  }

  @Test
  void hostOfTwoStacks_staysWithTheFirst() {
    String spec = "sources: [" + FILES + "]\ngateway: {ingress: {host: mcp.example.com}}";
    install("first", spec);
    eventually(() -> ready("first").equals("True Ready"));
    kubernetes.clock().advance(Duration.ofMinutes(1));
    install("bad", spec);
    restsIn(
        "bad",
        "False HostTaken",
        Reason.HOST_TAKEN,
        "The stack first in namespace shop has mcp.example.com, so no Ingress is made.");
    assertThat(ready("first")).isEqualTo("True Ready");
    assertThat(user.network().v1().ingresses().inNamespace("shop").list().getItems())
        .extracting(each -> each.getMetadata().getName())
        .containsExactly("first");
    user.resources(StackResource.class).inNamespace("shop").withName("first").delete();
    eventually(() -> ready("bad").equals("True Ready"));
    assertThat(user.network().v1().ingresses().inNamespace("shop").list().getItems())
        .extracting(each -> each.getMetadata().getName())
        .containsExactly("bad");
  }
}
