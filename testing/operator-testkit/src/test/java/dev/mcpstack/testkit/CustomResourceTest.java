package dev.mcpstack.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourceTest {
  private static final String HEAD =
      "apiVersion: example.dev/v1\nkind: Stack\nmetadata: {name: x, namespace: default}\n";
  private static final String GOOD = "{sources: [{name: sales, url: u}]}";
  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient client = kubernetes.client();

  @BeforeEach
  void install() {
    kubernetes.install(definition());
  }

  @AfterEach
  void close() {
    kubernetes.close();
  }

  static String definition() {
    try (InputStream yaml =
        Objects.requireNonNull(CustomResourceTest.class.getResourceAsStream("/stack-crd.yaml"))) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Resource<GenericKubernetesResource> stack(String spec) {
    return client.resource(
        Serialization.unmarshal(HEAD + "spec: " + spec, GenericKubernetesResource.class));
  }

  private Status refused(String spec) {
    return catchThrowableOfType(KubernetesClientException.class, () -> stack(spec).create())
        .getStatus();
  }

  @Test
  void create_sparse_isDefaulted() {
    GenericKubernetesResource made = stack(GOOD).create();

    assertThat(made.<String>get("spec", "mode")).isEqualTo("Split");
    assertThat(made.<Integer>get("spec", "replicas")).isEqualTo(1);
  }

  @Test
  void create_unknownField_isPruned() {
    GenericKubernetesResource made =
        stack(
                "{sources: [{name: sales, url: u, typo: 1}], other: 2, scheduling: {free: 3, more: [{deep: 4}]}}")
            .create();

    assertThat(Serialization.asJson(made))
        .doesNotContain("typo")
        .doesNotContain("other")
        .contains("free")
        .contains("\"more\":[{\"deep\":4}]");
  }

  @Test
  void apply_unknownField_isRefused() {
    assertThatThrownBy(() ->
            stack("{sources: [{name: sales, url: u, typo: 1}]}")
                .fieldManager("m")
                .serverSideApply())
        .hasMessageContaining(".spec.sources[0].typo: field not declared in schema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|spec.sources: Required value",
        "{sources: []}|spec.sources: Invalid value: []: spec.sources in body should have at least 1 items",
        "{sources: [{name: a, url: u}], mode: Both}|spec.mode: Unsupported value: \"Both\": supported values: \"Split\", \"Unified\"",
        "{sources: [{name: a, url: u}], replicas: 0}|spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1",
        "{sources: [{name: a, url: u}], replicas: 9}|spec.replicas: Invalid value: 9: spec.replicas in body should be less than or equal to 5",
        "{sources: [{name: a, url: u}], replicas: many}|spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\"",
        "{sources: [{name: a, url: u}], host: ab}|spec.host: Invalid value: \"ab\": spec.host in body should be at least 3 chars long",
        "{sources: [{name: a, url: u}], host: ABC}|spec.host: Invalid value: \"ABC\": spec.host in body should match '^[a-z.]+$'",
        "{sources: [{name: a, url: u}], host: aaaaaaaaaaaaaaaaaaaaa}|spec.host: Too long: may not be more than 20 bytes",
        "{sources: [{name: a, url: u}], resources: {a: 1, b: 2, c: x}}|spec.resources: Too many: 3: must have at most 2 items",
        "{sources: [{name: a, url: u}, {name: a, url: v}]}|spec.sources[1]: Duplicate value: {\"name\":\"a\"}",
        "{sources: [{name: a}]}|spec.sources[0]: Invalid value: \"object\": source a needs url or secret",
        "{sources: [{name: A, url: u}]}|spec: Invalid value: \"object\": source names are lower case",
        "{sources: [{name: a, url: u}], memory: 3Gi}|spec.memory: Invalid value: \"string\": must be below 2Gi",
        "{sources: [{name: a, url: u}], mode: Unified, replicas: 2}|"
            + "spec.replicas: Invalid value: \"object\": a unified stack has one replica: set spec.replicas to 1",
      })
  void create_broken_saysWhereAndWhy(String spec, String cause) {
    Status status = refused(spec);

    assertThat(status.getCode()).isEqualTo(422);
    assertThat(status.getReason()).isEqualTo("Invalid");
    assertThat(status.getMessage())
        .startsWith("Stack.example.dev \"x\" is invalid: ")
        .contains(cause);
    assertThat(status.getDetails().getCauses())
        .anySatisfy(
            detail -> assertThat(detail.getField() + ": " + detail.getMessage()).isEqualTo(cause));
  }

  @Test
  void update_transitionRule_comparesWithBefore() {
    GenericKubernetesResource made = stack("{sources: [{name: a, url: u}], size: big}").create();
    made.<Map<String, Object>>get("spec").put("size", "small");

    assertThatThrownBy(() -> client.resource(made).update())
        .hasMessageContaining("spec.size: Invalid value: \"string\": size can't change");
  }

  @Test
  void conditions_applied_mergeByType() {
    stack(GOOD).create();
    status("a", "{conditions: [{type: Ready, status: 'True'}]}");

    GenericKubernetesResource both = status("b", "{conditions: [{type: Synced, status: 'True'}]}");

    assertThat(both.<List<?>>get("status", "conditions")).hasSize(2);
    assertThat(both.getMetadata().getGeneration()).isEqualTo(1);
  }

  private GenericKubernetesResource status(String manager, String status) {
    PatchContext apply =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .build();
    return client
        .resource(
            Serialization.unmarshal(HEAD + "status: " + status, GenericKubernetesResource.class))
        .subresource("status")
        .patch(apply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxItems: 3|minItems: 1|x-kubernetes-validations[1].rule: Forbidden: estimated rule cost exceeds budget",
        "self.mode != 'Unified'|self.mood != 'Unified'|undefined field 'mood'",
        "name: stacks.example.dev|name: heaps.example.dev|metadata.name: Invalid value",
        "default: Split|default: Neither|Unsupported value",
        "required: [name]|required: [url]|so it must have a default or be a required property",
      })
  void definition_broken_isRefused(String good, String bad, String why) {
    client.apiextensions().v1().customResourceDefinitions().withName("stacks.example.dev").delete();

    assertThatThrownBy(() -> kubernetes.install(definition().replace(good, bad)))
        .hasMessageContaining(why);
  }

  /** As an API server of 1.36 does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "self.size > 0;{};evaluating rule: too small",
        "self.size > 0;{size: 0};too small",
        "!has(self.size) || self.size > 0;{};",
        "self.size > 0;{size: 1};",
      })
  void definition_rulesOfADefault_areAskedBeforeItIsFilled(
      String rule, String value, @Nullable String why) {
    String limits =
        """
        limits:
          type: object
          default: %s
          x-kubernetes-validations: [{rule: "%s", message: too small}]
          properties: {size: {type: integer, default: 3}}
        """
            .formatted(value, rule)
            .indent(16);
    client.apiextensions().v1().customResourceDefinitions().withName("stacks.example.dev").delete();
    String text =
        definition().replace("                mode:\n", limits + "                mode:\n");

    if (why == null) {
      kubernetes.install(text);
      assertThat(stack(GOOD).create().<Integer>get("spec", "limits", "size")).isPositive();
    } else {
      assertThatThrownBy(() -> kubernetes.install(text))
          .hasMessageContaining("properties[limits].default: Invalid value")
          .hasMessageContaining(why);
    }
  }

  @Test
  void apply_fieldNoLongerSaid_goesWithItsDefaults() {
    String route =
        """
        route:
          type: object
          required: [host]
          properties: {host: {type: string}, port: {type: integer, default: 443}}
        """
            .indent(16);
    client.apiextensions().v1().customResourceDefinitions().withName("stacks.example.dev").delete();
    kubernetes.install(
        definition().replace("                mode:\n", route + "                mode:\n"));
    GenericKubernetesResource with =
        stack("{sources: [{name: sales, url: u}], route: {host: h}}")
            .fieldManager("m")
            .serverSideApply();
    assertThat(with.<Integer>get("spec", "route", "port")).isEqualTo(443);

    GenericKubernetesResource without = stack(GOOD).fieldManager("m").serverSideApply();

    assertThat(without.<Map<String, Object>>get("spec")).doesNotContainKey("route");
  }

  @Test
  void definition_deleted_takesItsObjectsAlong() {
    stack(GOOD).create();
    client.apiextensions().v1().customResourceDefinitions().withName("stacks.example.dev").delete();
    kubernetes.install(definition());

    assertThat(
            client
                .genericKubernetesResources("example.dev/v1", "Stack")
                .inAnyNamespace()
                .list()
                .getItems())
        .isEmpty();
  }

  @Test
  void definition_created_isEstablished() {
    assertThat(
            client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("stacks.example.dev")
                .get()
                .getStatus()
                .getConditions())
        .anySatisfy(condition -> assertThat(condition.getType()).isEqualTo("Established"));
  }
}
