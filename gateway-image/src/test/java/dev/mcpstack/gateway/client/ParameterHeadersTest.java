package dev.mcpstack.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParameterHeadersTest {
  private static Map<String, Object> object(Map<String, Object> properties) {
    return Map.of("type", "object", "properties", properties);
  }

  private static Map<String, Object> parameter(String type, String header) {
    return Map.of("type", type, "x-mcp-header", header);
  }

  @Test
  void annotatedArguments_areRepeatedInHeaders() {
    ParameterHeaders headers =
        ParameterHeaders.of(
            object(
                Map.of(
                    "region",
                    parameter("string", "Region"),
                    "place",
                    object(Map.of("floor", parameter("integer", "Floor"))),
                    "dry",
                    parameter("boolean", "Dry"),
                    "query",
                    Map.of("type", "string"))));

    assertThat(
            headers.of(
                "run",
                Map.of("region", "Zürich", "place", Map.of("floor", 3), "dry", true, "query", "q")))
        .containsOnly(
            Map.entry("Mcp-Name", "run"),
            Map.entry("Mcp-Param-Region", "=?base64?WsO8cmljaA==?="),
            Map.entry("Mcp-Param-Floor", "3"),
            Map.entry("Mcp-Param-Dry", "true"));
    assertThat(headers.of("run", Map.of())).containsOnlyKeys("Mcp-Name");
  }

  @Test
  void schemaWithoutAny_hasNone() {
    assertThat(ParameterHeaders.of(object(Map.of("a", Map.of("type", "string")))))
        .isSameAs(ParameterHeaders.NONE);
  }

  @Test
  void annotationThatTheProtocolForbids_isRefused() {
    assertRefused(object(Map.of("a", parameter("number", "A"))));
    assertRefused(object(Map.of("a", parameter("string", ""))));
    assertRefused(object(Map.of("a", parameter("string", "two words"))));
    assertRefused(object(Map.of("a", parameter("string", "X"), "b", parameter("string", "x"))));
    assertRefused(
        object(Map.of("list", Map.of("type", "array", "items", parameter("string", "A")))));
    assertRefused(Map.of("anyOf", List.of(object(Map.of("a", parameter("string", "A"))))));
  }

  private static void assertRefused(Map<String, Object> schema) {
    assertThatThrownBy(() -> ParameterHeaders.of(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x-mcp-header");
  }
}
