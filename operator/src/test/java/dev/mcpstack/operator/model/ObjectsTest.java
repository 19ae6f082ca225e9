package dev.mcpstack.operator.model;

import static dev.mcpstack.operator.model.Stacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.UnifiedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the objects of every stack. */
final class ObjectsTest {
  @TempDir private Path folder = Path.of("");

  static Stream<StackInput> stacks() {
    return GoldenTest.names().stream().map(GoldenTest::stack);
  }

  /** Pod templates with the object that they are of. */
  static Stream<Arguments> templates() {
    return stacks()
        .flatMap(stack -> Stacks.objects(stack).stream())
        .filter(object -> List.of("Deployment", "StatefulSet").contains(object.kind()))
        .map(object -> Arguments.of(object, at(object.tree(), "spec", "template")));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void pod_isRestricted(Manifest object, Map<String, Object> template) {
    Object spec = at(template, "spec");
    assertThat(at(spec, "automountServiceAccountToken")).isEqualTo(false);
    assertThat(at(spec, "securityContext", "runAsNonRoot")).isEqualTo(true);
    assertThat(at(spec, "securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
    for (Object container : (List<?>) at(spec, "containers")) {
      assertThat(at(container, "securityContext"))
          .isEqualTo(
              Map.of(
                  "allowPrivilegeEscalation",
                  false,
                  "readOnlyRootFilesystem",
                  true,
                  "capabilities",
                  Map.of("drop", List.of("ALL"))));
      assertThat(at(container, "resources", "limits", "memory")).isNotNull();
    }
    assertThat(object.tree().toString()).doesNotContain("hostPath", "hostNetwork", "privileged");
  }

  @ParameterizedTest
  @MethodSource("templates")
  void selector_findsThePodsAndIsInTheirLabels(Manifest object, Map<String, Object> template) {
    Map<?, ?> selector = (Map<?, ?>) at(object.tree(), "spec", "selector", "matchLabels");
    Map<?, ?> labels = (Map<?, ?>) at(template, "metadata", "labels");
    assertThat(labels.entrySet().containsAll(selector.entrySet())).isTrue();
    boolean gateway = object.name().endsWith("-gateway") || object.name().endsWith("-unified");
    assertThat(labels.containsKey(Labels.ENDPOINT)).isEqualTo(gateway);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void mounts_haveTheirVolumes(Manifest object, Map<String, Object> template) {
    List<Object> volumes = names(at(template, "spec", "volumes"));
    boolean claimed = ((Map<?, ?>) at(object.tree(), "spec")).containsKey("volumeClaimTemplates");
    for (Object container : (List<?>) at(template, "spec", "containers")) {
      List<Object> mounts = names(at(container, "volumeMounts"));
      assertThat(mounts).doesNotHaveDuplicates();
      assertThat(mounts)
          .allMatch(name -> volumes.contains(name) || (claimed && name.equals("data")));
      assertThat(mounts).containsAll(volumes);
    }
    assertThat(volumes).doesNotHaveDuplicates();
  }

  private static List<Object> names(Object list) {
    return ((List<?>) list).stream().<Object>map(each -> at(each, "name")).toList();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void configurations_areThoseThatTheServersTake(StackInput stack) throws IOException {
    Map<?, ?> data =
        (Map<?, ?>) at(Stacks.object(stack, "ConfigMap", "sales-r1-config").tree(), "data");
    Map<String, Class<? extends Record>> types =
        Map.of(
            "gateway.yaml",
            GatewayConfig.class,
            "localdata.yaml",
            LocalDataConfig.class,
            "datascience.yaml",
            DataScienceConfig.class,
            "unified.yaml",
            UnifiedConfig.class);
    for (Map.Entry<?, ?> entry : data.entrySet()) {
      Path file = folder.resolve(String.valueOf(entry.getKey()));
      Files.writeString(file, String.valueOf(entry.getValue()));
      Class<? extends Record> type =
          Objects.requireNonNull(types.get(String.valueOf(entry.getKey())));
      Map<String, String> told =
          switch (String.valueOf(entry.getKey())) {
            case "gateway.yaml" -> Map.of();
            case "unified.yaml" ->
                Map.of(
                    "localData.data.advertisedHost", "10.0.0.7",
                    "dataScience.data.advertisedHost", "10.0.0.7");
            default -> Map.of("data.advertisedHost", "10.0.0.7");
          };
      assertThat(ConfigFile.read(file, type, told)).isInstanceOf(type);
    }
    assertThat(data).hasSize(stack.podRoles().size());
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void objects_areTheSameEachTimeAndNamedOnce(StackInput stack) {
    List<Manifest> objects = Stacks.objects(stack);
    assertThat(Stacks.objects(stack)).isEqualTo(objects);
    assertThat(objects.stream().map(object -> object.kind() + " " + object.name()))
        .doesNotHaveDuplicates();
    assertThat(objects)
        .allSatisfy(object -> {
          assertThat(object.name().length()).isLessThanOrEqualTo(63);
          assertThat(at(object.tree(), "metadata", "labels", Labels.STACK)).isEqualTo("sales");
          assertThat(at(object.tree(), "metadata", "namespace")).isEqualTo("shop");
        });
  }

  @Test
  void longestName_fitsEveryObject() {
    StackInput minimal = GoldenTest.stack("everything");
    StackInput longest =
        new StackInput(
            "shop", "a".repeat(35), minimal.spec(), Stacks.IMAGES, "mcpstack-system", "0");
    assertThat(Cell.of(longest, 99_999))
        .allSatisfy(object -> assertThat(object.name()).hasSizeLessThanOrEqualTo(63));
  }

  @Test
  void replicas_belongToTheAutoscalerWhereThereIsOne() {
    StackInput stack = GoldenTest.stack("everything");
    Map<?, ?> scaled =
        (Map<?, ?>) at(Stacks.object(stack, "Deployment", "sales-r1-localdata").tree(), "spec");
    assertThat(scaled.containsKey("replicas")).isFalse();
    Object window =
        at(
            Stacks.object(stack, "HorizontalPodAutoscaler", "sales-r1-localdata").tree(),
            "spec",
            "behavior",
            "scaleDown",
            "stabilizationWindowSeconds");
    assertThat(window).isEqualTo(2400L);
    assertThat(at(scaled, "template", "spec", "terminationGracePeriodSeconds")).isEqualTo(2445L);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/sales, 5432",
    "jdbc:postgresql:///sales, 5432",
    "jdbc:postgresql://db:6432/sales?ssl=true, 6432",
    "'jdbc:postgresql://a:1,b,c:3/sales', '1,3,5432'",
    "'jdbc:postgresql://[::1]/sales', 5432",
    "'jdbc:postgresql://[::1]:7000/sales', 7000",
  })
  void ports_areThoseOfTheUrl(String url, String ports) {
    assertThat(SourcePorts.of(url).stream().map(String::valueOf))
        .containsExactlyElementsOf(List.of(ports.split(",", -1)));
  }
}
