package dev.mcpstack.operator.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The definition that is under version control is the one that the records make. */
final class StackDefinitionTest {
  private static final Path FILE = Path.of("../crds/mcpstacks.mcpstack.dev.yaml");
  private static final String HEAD =
      "# Made from the records of libs/stack-api. To make it anew: ./mcpstack verify -Dmcpstack.docs.update=true\n";

  @Test
  void file_isWhatTheRecordsMake() throws IOException {
    String made = HEAD + Serialization.asYaml(StackDefinition.tree());
    if (Boolean.getBoolean("mcpstack.docs.update")) {
      Files.createDirectories(FILE.resolveSibling("."));
      Files.writeString(FILE, made);
    }
    assertThat(FILE).hasContent(made);
  }

  @Test
  void definition_holdsNothingThatTheClientDoesNotKnow() {
    CustomResourceDefinition definition =
        Serialization.unmarshal(
            Serialization.asYaml(StackDefinition.tree()), CustomResourceDefinition.class);
    assertThat(definition.getAdditionalProperties()).isEmpty();
    assertThat(definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema())
        .satisfies(schema -> assertThat(schema.getProperties()).containsKeys("spec", "status"));
  }

  @Test
  void definition_isTakenByAnApiServer() throws IOException {
    try (FakeKubernetes kubernetes = new FakeKubernetes()) {
      kubernetes.install(Files.readString(FILE));
      assertThat(
              kubernetes
                  .client()
                  .apiextensions()
                  .v1()
                  .customResourceDefinitions()
                  .list()
                  .getItems())
          .hasSize(1);
    }
  }
}
