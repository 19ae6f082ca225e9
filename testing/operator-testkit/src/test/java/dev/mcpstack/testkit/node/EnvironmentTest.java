package dev.mcpstack.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentTest {
  private static final JsonNode POD =
      Json.parse(
          """
          metadata: {name: web-1, namespace: shop, uid: u1, labels: {app: web}}
          spec: {nodeName: fake-node, serviceAccountName: web}
          """);
  private static final Sources SOURCES =
      (plural, name) ->
          switch (plural + "/" + name) {
            case "secrets/login" ->
                java.util.Optional.of(
                    Json.normal(Json.parse("data: {password: czNjcmV0, path: L2RhdGE=}")));
            case "configmaps/more" ->
                java.util.Optional.of(
                    Json.normal(Json.parse("data: {COLOUR: blue, FOLDER: /data/x}")));
            default -> java.util.Optional.empty();
          };

  @ParameterizedTest
  @CsvSource({
    "plain,plain",
    "$(A),1",
    "$(A)-$(B),1-2",
    "$(NONE),$(NONE)",
    "$$(A),$(A)",
    "$A,$A",
    "$$,$",
  })
  void reference_isExpandedIfItIsKnown(String text, String expanded) {
    assertThat(Expansion.of(text, Map.of("A", "1", "B", "2"))).isEqualTo(expanded);
  }

  @Test
  void variables_comeFromAllSourcesInOrder() {
    assertThat(
            of(
                """
                envFrom: [{configMapRef: {name: more}}, {secretRef: {name: login}, prefix: IN_}]
                env:
                - {name: COLOUR, value: green}
                - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                - {name: URL, value: "http://$(POD_IP):80 $(LATER)"}
                - {name: LATER, value: late}
                - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                - {name: PASSWORD, valueFrom: {secretKeyRef: {name: login, key: password}}}
                - {name: ABSENT, valueFrom: {configMapKeyRef: {name: none, key: x, optional: true}}}
                - {name: FILE, value: /data/file}
                """))
        .containsExactly(
            Map.entry("COLOUR", "green"),
            Map.entry("FOLDER", "/here/data/x"),
            Map.entry("IN_password", "s3cret"),
            Map.entry("IN_path", "/data"),
            Map.entry("POD_IP", "127.20.0.1"),
            Map.entry("URL", "http://127.20.0.1:80 $(LATER)"),
            Map.entry("LATER", "late"),
            Map.entry("APP", "web"),
            Map.entry("PASSWORD", "s3cret"),
            Map.entry("FILE", "/here/data/file"));
  }

  @Test
  void unknownSource_isRefused() {
    assertThatThrownBy(
            () -> of("env: [{name: M, valueFrom: {resourceFieldRef: {resource: limits.memory}}}]"))
        .isInstanceOf(UnsupportedFeature.class)
        .hasMessage("this node doesn't know resourceFieldRef");
  }

  private static Map<String, String> of(String container) {
    Rewrite rewrite = new Rewrite(Map.of("/data", Path.of("/here/data")), "127.20.0.1");
    return Environment.of(POD, Json.parse(container), SOURCES, "127.20.0.1", rewrite);
  }
}
