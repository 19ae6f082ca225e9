package dev.mcpstack.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.stack.McpStack;
import dev.mcpstack.stack.SourceFile;
import dev.mcpstack.stack.StackFile;
import dev.mcpstack.stack.StackSpec;
import dev.mcpstack.stack.VolumeSpec;
import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for a cluster are taken by an API server as they are, and make whole stacks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesTest {
  private final FakeKubernetes kubernetes = new FakeKubernetes();

  @BeforeAll
  void install() throws IOException {
    kubernetes.install(Files.readString(Path.of("../crds/mcpstacks.mcpstack.dev.yaml")));
  }

  @AfterAll
  void stop() {
    kubernetes.close();
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples/kubernetes"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isTaken(Path example) throws IOException {
    kubernetes.install(Files.readString(example));
  }

  /** The document of the stack, without what it brings along. */
  private static String stackOf(String example) {
    return Arrays.stream(example.split("(?m)^---$", -1))
        .filter(document -> document.contains("kind: McpStack"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * What a person starts with asks for nothing but its source, and brings all of its data along.
   */
  @Test
  void quickstart_isANameAndOneSourceAndNeedsNothingElse() throws IOException {
    String text = Files.readString(Path.of("../examples/kubernetes/quickstart.yaml"));
    StackSpec spec = ConfigFile.parse("example", stackOf(text), McpStack.class).spec();
    SourceFile file = spec.sources().getFirst().files().getFirst();
    VolumeSpec volume = spec.localData().pods().volumes().getFirst();
    ConfigMap data =
        new KubernetesSerialization()
            .unmarshal(text.substring(0, text.indexOf("\n---")), ConfigMap.class);
    assertThat(spec.sources()).hasSize(1);
    assertThat(volume.configMapName()).contains(data.getMetadata().getName());
    assertThat(data.getData().keySet())
        .map(key -> volume.mountPath() + "/" + key)
        .containsExactly(file.path().toString());
    assertThat(String.valueOf(data.getData().get("longley.csv")).strip())
        .isEqualTo(Files.readString(Path.of("../examples/data/longley.csv")).strip());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_makesObjectsThatKubernetesKnows(Path example) throws IOException {
    String text = stackOf(Files.readString(example));
    // Its files are in the cluster's volumes, where the laptop's reader does not look.
    McpStack stack =
        text.contains("type: Files")
            ? ConfigFile.parse("example", text, McpStack.class)
            : StackFile.read(example).stack();
    StackInput input =
        new StackInput("shop", stack.metadata().name(), stack.spec(), Stacks.IMAGES, "system", "0");
    List<Manifest> objects = Stacks.objects(input);
    assertThat(objects).hasSizeGreaterThan(12);
    KubernetesSerialization client = new KubernetesSerialization();
    assertThat(objects)
        .allSatisfy(object -> {
          HasMetadata known = client.unmarshal(YamlText.of(object.tree()), HasMetadata.class);
          assertThat(UnknownFields.of(known)).isEmpty();
        });
  }
}
