package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the tools look like on the wire, in the spelling that every client takes. */
class SchemasTest {
  private static final String GOLDEN = "tools-list.json";

  /**
   * The whole list as a file. After a change that is meant, copy the new one from {@code
   * target/tools-list.json} over the old one in {@code src/test/resources}.
   */
  @Test
  void list_isAsRecorded() throws IOException {
    String list =
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(list().at("result").value())
            + "\n";
    Files.writeString(Path.of("target", GOLDEN), list);

    assertThat(list).isEqualTo(recorded());
  }

  @Test
  void schemas_haveOneTypeEachAndSaySomething() {
    List<String> findings = new ArrayList<>();
    Tree tools = list().at("result.tools");
    for (int i = 0; i < tools.size(); i++) {
      for (String kind : List.of("inputSchema", "outputSchema")) {
        Tree schema = tools.at(i + "." + kind);
        check(schema.value(), tools.text(i + ".name") + " " + kind, findings);
        assertThat(schema.at("type").value()).isEqualTo("object");
      }
      assertThat(tools.at(i + ".outputSchema.additionalProperties").value()).isNull();
    }

    assertThat(findings).isEmpty();
  }

  private static void check(@Nullable Object schema, String path, List<String> findings) {
    if (!(schema instanceof Map<?, ?> map)) {
      findings.add(path + " is no object");
      return;
    }
    if (map.get("type") instanceof List<?>) {
      findings.add(path + " has several types");
    }
    if (!map.containsKey("type") && !map.containsKey("anyOf") && !map.containsKey("oneOf")) {
      findings.add(path + " says nothing");
    }
    if (map.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, each) -> check(each, path + "." + name, findings));
    }
    if (map.containsKey("items")) {
      check(map.get("items"), path + "[]", findings);
    }
    if (map.get("additionalProperties") instanceof Map<?, ?> others) {
      check(others, path + ".*", findings);
    }
    for (String choice : List.of("anyOf", "oneOf", "allOf")) {
      if (map.get(choice) instanceof List<?> branches) {
        branches.forEach(each -> check(each, path + "|", findings));
      }
    }
  }

  private static Tree list() {
    try (TestServer server = TestServer.start()) {
      return Tree.parse(
          Client.begun(server, TestServer.ALICE)
              .post(Client.request("1", "tools/list", "{}"))
              .body());
    }
  }

  private static String recorded() throws IOException {
    try (InputStream golden = SchemasTest.class.getResourceAsStream("/" + GOLDEN)) {
      return golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
