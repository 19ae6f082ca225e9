package dev.mcpstack.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every object of some stacks as it is applied, to be read when it changes. */
final class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/mcpstack/operator/model");

  private static final KubernetesSerialization CLIENT = new KubernetesSerialization();

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "everything", "analyses-only", "suspended", "unified"})
  void objects_areThoseOfTheFile(String name) throws IOException {
    String made =
        Stacks.objects(stack(name)).stream()
            .map(object -> YamlText.of(object.tree()))
            .collect(Collectors.joining("---\n"));
    Path file = FOLDER.resolve(name + ".objects.yaml");
    if (Boolean.getBoolean("mcpstack.docs.update")) {
      Files.writeString(file, made);
    }
    assertThat(file).hasContent(made);
  }

  static Stream<HasMetadata> objects() {
    return Stream.of("minimal", "everything", "analyses-only", "suspended", "unified")
        .flatMap(name -> Stacks.objects(stack(name)).stream())
        .filter(object -> !object.kind().equals("ServiceMonitor"))
        .map(object -> CLIENT.unmarshal(YamlText.of(object.tree()), HasMetadata.class));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void object_hasOnlyFieldsThatKubernetesKnows(HasMetadata object) {
    assertThat(UnknownFields.of(object)).isEmpty();
  }

  static StackInput stack(String name) {
    try {
      return Stacks.of(Files.readString(FOLDER.resolve(name + ".yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names() {
    return List.of("minimal", "everything", "analyses-only", "suspended", "unified");
  }
}
