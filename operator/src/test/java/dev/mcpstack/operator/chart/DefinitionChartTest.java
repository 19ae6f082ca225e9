package dev.mcpstack.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.crd.StackDefinition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** The chart's definition is the one in crds/, and stays when the chart goes. */
final class DefinitionChartTest {
  private static final String HEAD =
      """
      # What crds/mcpstacks.mcpstack.dev.yaml holds, as a template.
      # To make it anew: ./mcpstack verify -pl operator -am -Dmcpstack.docs.update=true
      """;

  /** What another test holds against the file in crds/. */
  private static final String DEFINITION = Serialization.asYaml(StackDefinition.tree());

  private static final String NAME = "  name: \"mcpstacks.mcpstack.dev\"\n";
  private static final String POLICY = "helm.sh/resource-policy";

  @Test
  void chart_lintedStrictly_hasNoFault() {
    assertThat(Chart.CRDS.lint())
        .satisfies(lint -> assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse());
  }

  @Test
  void template_isTheDefinitionWithMoreMetadata() {
    assertTemplate();
  }

  @Test
  void rendered_isTheDefinition() {
    assertTemplate();
    CustomResourceDefinition rendered = Chart.CRDS.render().only(CustomResourceDefinition.class);
    CustomResourceDefinition definition =
        Serialization.unmarshal(DEFINITION, CustomResourceDefinition.class);
    assertThat(rendered.getMetadata().getName()).isEqualTo(definition.getMetadata().getName());
    assertThat(rendered.getSpec()).isEqualTo(definition.getSpec());
    assertThat(UnknownFields.of(rendered)).isEmpty();
  }

  private static void assertTemplate() {
    assertThat(DEFINITION.split(NAME, -1)).hasSize(2);
    Generated.assertFile(
        Chart.CRDS.file("templates/mcpstacks.yaml"),
        HEAD
            + DEFINITION
                .replace("{{", "{{ \"{{\" }}")
                .replace(
                    NAME, NAME + "  {{- include \"mcpstack-crds.metadata\" . | nindent 2 }}\n"));
  }

  @Test
  void definition_staysOnUninstallUnlessToldOtherwise() {
    assertThat(metadata("").getAnnotations()).containsEntry(POLICY, "keep");
    assertThat(metadata("keep: false").getAnnotations()).isEmpty();
  }

  @Test
  void labelsAndAnnotations_areAdded() {
    ObjectMeta metadata =
        metadata(
            "{labels: {team: data}, annotations: {argocd.argoproj.io/sync-options: Replace=true}}");
    assertThat(metadata.getLabels())
        .containsEntry("team", "data")
        .containsEntry("app.kubernetes.io/part-of", "mcpstack");
    assertThat(metadata.getAnnotations())
        .containsEntry("argocd.argoproj.io/sync-options", "Replace=true")
        .containsEntry(POLICY, "keep");
  }

  /** Below crds/ Helm would never upgrade it. */
  @Test
  void definition_isATemplate() {
    assertThat(Chart.CRDS.file("crds")).doesNotExist();
    assertThat(Chart.OPERATOR.file("crds")).doesNotExist();
  }

  @Test
  void notes_warnOnlyWhereStacksWouldGo() {
    assertThat(Chart.CRDS.notes(""))
        .contains("stays when this chart is uninstalled")
        .contains(
            "helm upgrade --install mcpstack-operator oci://ghcr.io/mcpstack/charts/mcpstack-operator --version 0.1.0");
    assertThat(Chart.CRDS.notes("keep: false"))
        .contains("UNINSTALLING THIS CHART DELETES EVERY STACK OF THE CLUSTER");
  }

  private static ObjectMeta metadata(String values) {
    return Chart.CRDS.render(values).only(CustomResourceDefinition.class).getMetadata();
  }
}
