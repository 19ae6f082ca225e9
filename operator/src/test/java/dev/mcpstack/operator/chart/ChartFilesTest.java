package dev.mcpstack.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files that are made from the charts, and what the charts repeat from elsewhere. */
final class ChartFilesTest {
  private static final Pattern PROJECT_VERSION =
      Pattern.compile(
          "<artifactId>mcpstack</artifactId>\\s*<version>([^<]+?)(-SNAPSHOT)?</version>");

  /** Helm's own labels would be untrue of a file that kubectl applies. */
  private static final Pattern OF_HELM =
      Pattern.compile(
          "(?m)^(# Source: .*| *helm\\.sh/chart: .*| *app\\.kubernetes\\.io/managed-by: .*)\n");

  private static final String HEAD =
      """
      # The operator with the default values of helm/mcpstack-operator, for kubectl:
      #   kubectl apply --server-side -f crds/ -f helm/install.yaml
      # To make it anew: ./mcpstack verify -pl operator -am -Dmcpstack.docs.update=true
      apiVersion: v1
      kind: Namespace
      metadata:
        name: mcpstack-system
        labels:
          app.kubernetes.io/part-of: mcpstack
          pod-security.kubernetes.io/enforce: restricted
      """;

  @Test
  void installFile_isTheRenderedChart() {
    String made = HEAD + OF_HELM.matcher(Chart.OPERATOR.render().text()).replaceAll("");
    Generated.assertFile(Chart.FOLDER.resolve("install.yaml"), made);
    Rendered file = new Rendered(made);
    assertThat(file.names())
        .containsAll(Chart.OPERATOR.render().names())
        .contains("Namespace mcpstack-system");
    assertThat(made).doesNotContainIgnoringCase("helm.sh").doesNotContain("Helm\n");
    assertThat(file.objects()).flatExtracting(UnknownFields::of).isEmpty();
  }

  @Test
  void imageList_namesTheOperatorAndWhatItStarts() {
    Rendered rendered = Chart.OPERATOR.render();
    JsonNode images =
        Serialization.unmarshal(
                rendered.only(ConfigMap.class).getData().get("operator.yaml"), JsonNode.class)
            .get("images");
    TreeSet<String> all = new TreeSet<>();
    Serialization.unmarshal(
            Generated.read(Chart.OPERATOR.file("values.schema.json")), JsonNode.class)
        .at("/properties/images/properties/overrides/properties")
        .fieldNames()
        .forEachRemaining(name ->
            all.add(
                images.get("registry").asText() + "/" + name + ":" + images.get("tag").asText()));
    Generated.assertFile(Chart.FOLDER.resolve("images.txt"), String.join("\n", all) + "\n");
    assertThat(all)
        .hasSize(6)
        .contains(
            rendered
                .only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage());
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void readme_tellsEveryValue(Chart chart) {
    Generated.assertSection(chart.file("README.md"), "values", ValuesTable.of(chart));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void version_isTheProjects(Chart chart) {
    Matcher project = PROJECT_VERSION.matcher(Generated.read(Path.of("../pom.xml")));
    assertThat(project.find()).isTrue();
    JsonNode description =
        Serialization.unmarshal(Generated.read(chart.file("Chart.yaml")), JsonNode.class);
    assertThat(List.of(description.get("version").asText(), description.get("appVersion").asText()))
        .containsOnly(project.group(1));
    assertThat(description.get("name").asText()).isEqualTo(chart.title());
  }

  /** So nothing stands in the chart's values that no template reads. */
  @Test
  void fullVariant_withoutOneOfItsValues_rendersOtherwise() {
    JsonNode full =
        Serialization.unmarshal(
            Generated.read(Chart.OPERATOR.file("ci/full-values.yaml")), JsonNode.class);
    Rendered whole = Chart.OPERATOR.renderVariant("full");
    assertThat(leaves("", full))
        .hasSizeGreaterThan(30)
        .allSatisfy(value -> {
          JsonNode without = full.deepCopy();
          int end = value.lastIndexOf('/');
          ((ObjectNode) without.at(value.substring(0, end)))
              .remove(value.substring(end + 1).replace("~1", "/"));
          assertThat(Chart.OPERATOR.render(Serialization.asYaml(without))).isNotEqualTo(whole);
        });
  }

  /** Pointers to all that is no object with something in it. */
  private static List<String> leaves(String pointer, JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      return List.of(pointer);
    }
    return node.properties().stream()
        .flatMap(child ->
            leaves(pointer + "/" + child.getKey().replace("/", "~1"), child.getValue()).stream())
        .toList();
  }
}
