package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers must repeat what the body says, or nothing is done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModernHeadersTest {
  private static final Map<String, Object> ECHO =
      Map.of("name", "echo", "arguments", Map.of("text", "x"));

  private final TestServer server = TestServer.asking();
  private final ModernClient client = ModernClient.of(server, TestServer.ALICE);

  @AfterAll
  void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "MCP-Protocol-Version,",
    "Mcp-Method,",
    "Mcp-Method, tools/list",
    "Mcp-Method, TOOLS/CALL",
    "Mcp-Name,",
    "Mcp-Name, add",
    "Mcp-Name, ECHO",
    "Mcp-Name, =?base64?YWRk?=",
    "Mcp-Name, =?base64?ZWNobw?=",
    "Mcp-Name, =?base64?!!?=",
    "Mcp-Name, =?BASE64?ZWNobw==?="
  })
  void header_thatSaysSomethingElse_isRefused(String name, String value) {
    var answer = client.header(name, value).post("tools/call", ECHO);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Tree.parse(answer.body()).number("error.code")).isEqualTo(-32020);
    assertThat(Tree.parse(answer.body()).number("id")).isEqualTo(7);
    assertThat(Tree.parse(answer.body()).text("error.message")).contains(name);
  }

  @Test
  void header_inBase64_isTakenForWhatItStandsFor() {
    assertThat(
            client.header("Mcp-Name", "=?base64?ZWNobw==?=").post("tools/call", ECHO).statusCode())
        .isEqualTo(200);
  }

  @Test
  void header_thatIsSentTwice_isRefused() {
    String request = client.raw("tools/call", ECHO);
    String twice = request.replace("Mcp-Name: echo\r\n", "Mcp-Name: echo\r\nmcp-name: add\r\n");

    try (OpenStream stream = new OpenStream(server, twice)) {
      assertThat(stream.readUntil("}}")).contains("400", "-32020");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "north, 7, north, 7, 200",
    "north, 7, =?base64?bm9ydGg=?=, 7.0, 200",
    "north, 7, south, 7, 400",
    "north, 7, north, 8, 400",
    "north, 7, north, x, 400",
    "north, 7, , 7, 400",
    "north, 7, north, , 400",
    ", , , , 200",
    ", , north, , 400"
  })
  void parameter_thatIsRouted_mustBeInItsHeader(
      String region, Integer size, String regionHeader, String sizeHeader, int status) {
    Map<String, Object> arguments =
        region == null ? Map.of() : Map.of("region", region, "inner", Map.of("size", size));

    var answer =
        client
            .header("Mcp-Param-Region", regionHeader)
            .header("mcp-param-size", sizeHeader)
            .post("tools/call", Map.of("name", "routed", "arguments", arguments));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }
}
