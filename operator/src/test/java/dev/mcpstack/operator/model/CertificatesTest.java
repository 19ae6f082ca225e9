package dev.mcpstack.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.stack.IssuerRef;
import dev.mcpstack.stack.StackFile;
import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What cert-manager is asked for, to be read when it changes. */
final class CertificatesTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/mcpstack/operator/model");
  private static final Path EXAMPLE = Path.of("../examples/kubernetes/cert-manager.yaml");

  private static List<Manifest> certificates() throws IOException {
    StackInput stack =
        new StackInput(
            "shop",
            "issued",
            StackFile.read(EXAMPLE).stack().spec(),
            Stacks.IMAGES,
            "mcpstack-system",
            "0");
    return WantedCertificate.of(stack).stream()
        .map(each -> Certificates.of(stack, each, stack.spec().tls().issuerRef().orElseThrow()))
        .toList();
  }

  @Test
  void certificates_areThoseOfTheFile() throws IOException {
    String made =
        certificates().stream()
            .map(certificate -> YamlText.of(certificate.tree()))
            .collect(Collectors.joining("---\n"));
    Path file = FOLDER.resolve("certificates.objects.yaml");
    if (Boolean.getBoolean("mcpstack.docs.update")) {
      Files.writeString(file, made);
    }
    assertThat(file).hasContent(made);
  }

  @Test
  void certificate_isTakenAsItIs() throws IOException {
    try (FakeKubernetes kubernetes = new FakeKubernetes();
        KubernetesClient client = kubernetes.client("person")) {
      kubernetes.install(Files.readString(FOLDER.resolve("certificates-definition.yaml")));
      kubernetes.createNamespace("shop");
      for (Manifest certificate : certificates()) {
        GenericKubernetesResource wanted =
            client
                .getKubernetesSerialization()
                .convertValue(certificate.tree(), GenericKubernetesResource.class);
        // What the definition does not know would be dropped.
        assertThat(client.resource(wanted).create().getAdditionalProperties().get("spec"))
            .isEqualTo(certificate.tree().get("spec"));
      }
    }
  }

  @Test
  void commonName_isOneOfTheNamesThatIsShortEnough() {
    String longest = "s".repeat(35);
    StackInput stack =
        new StackInput(
            "shop",
            longest,
            Stacks.of("sources: [{name: a, type: Files, files: [{table: t, path: p}]}]\n").spec(),
            Stacks.IMAGES,
            "system",
            "0");
    IssuerRef issuer = new IssuerRef("inner", IssuerRef.Kind.CLUSTER_ISSUER, "cert-manager.io");
    for (WantedCertificate wanted : WantedCertificate.of(stack)) {
      Object name =
          Trees.at(Certificates.of(stack, wanted, issuer).tree(), "spec", "commonName").orElse("");
      boolean fits = !wanted.role().equals("datascience"); // Its name has 65 characters.
      assertThat(wanted.profile().names().contains(name)).isEqualTo(fits);
      assertThat(String.valueOf(name)).hasSizeLessThanOrEqualTo(64);
    }
  }
}
