package dev.mcpstack.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Owner;
import dev.mcpstack.operator.model.Stacks;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.pki.TestIssuer;
import dev.mcpstack.stack.StackCondition;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Certificates of cert-manager over HTTP, with the rights that the chart gives. */
final class LiveCertManagerTest {
  private static final String USER = Rbac.serviceAccount("mcpstack-system", "mcpstack-operator");
  private static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: integration}
      rules:
      - apiGroups: [cert-manager.io]
        resources: [certificates]
        verbs: [get, list, watch, create, patch, delete]
      """;
  private static final ResourceDefinitionContext CERTIFICATES =
      new ResourceDefinitionContext.Builder()
          .withGroup("cert-manager.io")
          .withVersion("v1")
          .withKind("Certificate")
          .withPlural("certificates")
          .withNamespaced(true)
          .build();

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient admin = kubernetes.client();
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(kubernetes.config(USER)).build();
  private final TestClock clock = new TestClock();
  private final TestIssuer issuer = new TestIssuer(clock.instant());
  private final StackSync sync =
      new StackSync(Stacks.IMAGES, "mcpstack-system", new Applied(), clock, new SecureRandom());

  LiveCertManagerTest() throws IOException {
    kubernetes.install(Files.readString(Path.of("../helm/install.yaml")));
    kubernetes.createNamespace("shop");
  }

  @AfterEach
  void stop() {
    client.close();
    admin.close();
    kubernetes.close();
  }

  private StackCondition look(String tls) {
    Load load = new Load(LoadSettings.builder().build());
    Map<?, ?> spec = (Map<?, ?>) load.loadFromString(World.MINIMAL + tls);
    Owner owner = World.OWNER;
    StackSync.Written stack = new StackSync.Written("shop", owner, 1, spec, Map.of());
    // Nothing is in the caches: everything is asked for by name.
    Outcome outcome = sync.look(stack, new LiveCluster(client, "shop", List::<LiveObject>of));
    return World.condition(outcome, "CertificatesReady");
  }

  private StackCondition lookWithIssuer() {
    return look("tls: {mode: CertManager, issuerRef: {name: inner}}\n");
  }

  private void define() throws IOException {
    kubernetes.install(
        Files.readString(
            Path.of(
                "src/test/resources/dev/mcpstack/operator/model/certificates-definition.yaml")));
  }

  private List<GenericKubernetesResource> certificates() {
    return admin.genericKubernetesResources(CERTIFICATES).inNamespace("shop").list().getItems();
  }

  /** As cert-manager does: by a manager of its own, into a Secret that nobody owns. */
  private void sign() {
    for (GenericKubernetesResource certificate : certificates()) {
      Map<?, ?> spec =
          (Map<?, ?>) Trees.at(certificate.getAdditionalProperties(), "spec").orElseThrow();
      Map<String, String> data = new HashMap<>();
      issuer
          .issue(spec, clock.instant())
          .forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
      Secret secret =
          new SecretBuilder()
              .withNewMetadata()
              .withName(String.valueOf(spec.get("secretName")))
              .withNamespace("shop")
              .addToAnnotations(
                  "cert-manager.io/certificate-name", certificate.getMetadata().getName())
              .endMetadata()
              .withType("kubernetes.io/tls")
              .withData(data)
              .build();
      admin.resource(secret).fieldManager("cert-manager").forceConflicts().serverSideApply();
    }
  }

  private Secret secret(String name) {
    return admin.secrets().inNamespace("shop").withName(name).get();
  }

  @Test
  void certificates_needTheKindTheRightAndTheIssuer() throws IOException {
    kubernetes.rbac().grant(USER, RIGHTS);
    StackCondition absent = lookWithIssuer();
    assertThat(absent.reason()).isEqualTo("ApiMissing");
    assertThat(absent.message()).contains("It is the Certificate of cert-manager.io/v1.");

    define();
    assertThat(lookWithIssuer().reason()).isEqualTo("CertificatesPending");
    assertThat(certificates()).hasSize(5);

    sign();
    assertThat(lookWithIssuer().reason()).isEqualTo("Ready");
    Secret issued = secret("sales-tls-gateway-issued");
    Secret used = secret("sales-tls-gateway");
    assertThat(used.getData().get("tls.crt")).isEqualTo(issued.getData().get("tls.crt"));
    assertThat(issued.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(issued.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(secret("sales-ca").getData().get("ca.crt"))
        .isEqualTo(issued.getData().get("ca.crt"));

    sign();
    assertThat(secret("sales-tls-gateway-issued").getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(look("").reason()).isEqualTo("Rotating");
    assertThat(certificates()).isEmpty();
    assertThat(secret("sales-tls-gateway-issued")).isNull();
  }

  @Test
  void missingRight_isToldWithWhatGrantsIt() throws IOException {
    define();
    StackCondition refused = lookWithIssuer();
    assertThat(refused.reason()).isEqualTo("NotPermitted");
    assertThat(refused.message()).contains("integrations.certificates=true");
    assertThat(look("").reason()).isEqualTo("Ready");
  }
}
