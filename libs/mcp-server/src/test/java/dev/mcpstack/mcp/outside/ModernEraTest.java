package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that need no session: what they are answered, and what they are refused for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModernEraTest {
  private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
  private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

  private final TestServer server = TestServer.start();
  private final ModernClient client = ModernClient.of(server, TestServer.ALICE);

  @AfterAll
  void end() {
    server.close();
  }

  @Test
  void discover_tellsWhatThereIs() {
    HttpResponse<String> answer = client.post("server/discover", Map.of());

    Tree result = Tree.parse(answer.body()).at("result");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
    assertThat(result.at("supportedVersions").value()).isEqualTo(List.of("2026-07-28"));
    assertThat(result.text("resultType")).isEqualTo("complete");
    assertThat(result.text("instructions")).isEqualTo("Call echo.");
    assertThat(result.number("ttlMs")).isEqualTo(30_000);
    assertThat(result.text("cacheScope")).isEqualTo("private");
    assertThat(result.at("_meta").value())
        .isEqualTo(
            Map.of(
                "io.modelcontextprotocol/serverInfo", Map.of("name", "test", "version", "1.0"),
                "mcpstack.dev/contracts", Map.of("data", 1, "store", 1)));
    assertThat(result.at("capabilities").value())
        .isEqualTo(
            Map.of(
                "tools", Map.of("listChanged", true),
                "resources", Map.of("subscribe", true, "listChanged", true),
                "prompts", Map.of("listChanged", true),
                "completions", Map.of(),
                "logging", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "ping",
        "logging/setLevel",
        "resources/subscribe",
        "resources/unsubscribe",
        "nowhere"
      })
  void method_thatThisEraHasNot_isNotFound(String method) {
    HttpResponse<String> answer = client.post(method, Map.of());

    assertRefused(answer, 404, -32601);
  }

  @ParameterizedTest
  @ValueSource(strings = {VERSION, CAPABILITIES})
  void meta_withoutARequiredKey_isRefusedAndTheKeyNamed(String key) {
    Tree error = assertRefused(client.meta(key, null).post("tools/list", Map.of()), 400, -32602);

    assertThat(error.text("message")).contains(key);
  }

  @Test
  void meta_thatIsMissing_isRefused() {
    HttpResponse<String> answer =
        client
            .meta(VERSION, null)
            .meta(CAPABILITIES, null)
            .meta("io.modelcontextprotocol/clientInfo", null)
            .post("server/discover", Map.of());

    assertRefused(answer, 400, -32602);
  }

  @Test
  void meta_withoutTheClientsName_isEnough() {
    assertThat(
            client
                .meta("io.modelcontextprotocol/clientInfo", null)
                .post("tools/list", Map.of())
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-11-25", "2099-01-01", "v999", ""})
  void version_thatIsNotServed_isRefusedAndTheServedNamed(String version) {
    HttpResponse<String> answer =
        client
            .meta(VERSION, version)
            .header("MCP-Protocol-Version", version.isEmpty() ? null : version)
            .post("tools/list", Map.of());

    if (version.isEmpty()) {
      assertRefused(answer, 400, -32020);
      return;
    }
    Tree error = assertRefused(answer, 400, -32022);
    assertThat(error.at("data").value())
        .isEqualTo(Map.of("supported", List.of("2026-07-28"), "requested", version));
  }

  @Test
  void version_thatOnlyTheHeaderNames_isRefusedAsNotServed() {
    HttpResponse<String> answer =
        client
            .meta(VERSION, null)
            .header("MCP-Protocol-Version", "2099-01-01")
            .post("tools/list", Map.of());

    assertRefused(answer, 400, -32022);
  }

  @Test
  void session_ofTheOtherEra_isIgnored() {
    Client legacy = Client.begun(server, TestServer.ALICE);

    for (String session : List.of(legacy.session(), "none of ours")) {
      HttpResponse<String> answer =
          client.header("Mcp-Session-Id", session).post("tools/list", Map.of());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
    }
  }

  @Test
  void header_ofTheOtherEra_isRefusedAndNotServedByIt() {
    Client legacy = Client.begun(server, TestServer.ALICE);

    HttpResponse<String> answer =
        client
            .header("MCP-Protocol-Version", "2025-11-25")
            .header("Mcp-Session-Id", legacy.session())
            .post("tools/list", Map.of());

    assertRefused(answer, 400, -32020);
  }

  @ParameterizedTest
  @CsvSource({"2026-07-28, -32602", "1.0, -32022", "x, -32022", "2099-01-01, -32022"})
  void request_ofASessionWithAVersionThatHasNone_isNotServedByIt(String version, int code) {
    Client legacy = Client.begun(server, TestServer.ALICE).with("MCP-Protocol-Version", version);

    assertRefused(legacy.post(Client.request("7", "ping", "{}")), 400, code);
  }

  @Test
  void notification_isAccepted() {
    HttpResponse<String> answer =
        Client.of(server, TestServer.ALICE)
            .with("MCP-Protocol-Version", "2026-07-28")
            .post(Client.notification("notifications/cancelled", "{\"requestId\": 7}"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void response_isRefused() {
    HttpResponse<String> answer =
        Client.of(server, TestServer.ALICE)
            .with("MCP-Protocol-Version", "2026-07-28")
            .post("{\"jsonrpc\": \"2.0\", \"id\": 7, \"result\": {}}");

    assertRefused(answer, 400, -32600);
  }

  private static Tree assertRefused(HttpResponse<String> answer, int status, int code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    Tree body = Tree.parse(answer.body());
    assertThat(body.number("id")).isEqualTo(7);
    assertThat(body.number("error.code")).isEqualTo(code);
    return body.at("error");
  }
}
