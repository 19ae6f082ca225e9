package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no JSON-RPC request of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageRefusalsTest {
  private final TestServer server = TestServer.start();
  private final Client client = Client.begun(server, TestServer.ALICE);

  @AfterAll
  void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/li",
        "{'jsonrpc': '2.0'}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\",}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"id\": 2, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {\"a\": 1, \"a\": 2}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"} trailing",
        "{\"jsonrpc\": \"2.0\", \"id\": NaN, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {\"x\": \"\u0001\"}}"
      })
  void body_thatIsNoJson_isRefused(String body) {
    assertRefused(client.post(body), 400, -32700, "not valid JSON", "one JSON-RPC message");
  }

  @Test
  void body_thatIsNoUtf8_isRefused() {
    byte[] body =
        Client.request("1", "ping", "{\"x\": \"\u00e9\"}")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    HttpResponse<String> answer =
        client.send(
            client.builder().POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body)));

    assertRefused(answer, 400, -32700, "not valid JSON");
  }

  @Test
  void body_nestedTooDeep_isRefused() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertRefused(
        client.post(Client.request("1", "ping", "{\"x\": " + deep + "}")),
        400,
        -32700,
        "not valid");
  }

  @Test
  void number_ofManyDigits_isRefused() {
    assertRefused(
        client.post(Client.request("1", "ping", "{\"x\": " + "9".repeat(1_000) + "}")),
        400,
        -32700,
        "not valid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "\"ping\"",
        "[]",
        "[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]",
        "{}",
        "{\"jsonrpc\": \"2.0\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1}",
        "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": 2.0, \"id\": 1, \"method\": \"ping\"}",
        "{\"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1e2, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 99999999999999999999, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": true, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": null}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 7}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": []}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": null}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": \"x\"}"
      })
  void json_thatIsNoRequest_isRefused(String body) {
    assertRefused(
        client.post(body), 400, -32600, "not a JSON-RPC 2.0 message", "batches are not served");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\"", "\"\"", "-7", "9007199254740993"})
  void id_isAnsweredAsItCame(String id) {
    HttpResponse<String> answer = client.post(Client.request(id, "ping", "{}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "tasks/get", "roots/list", "server/discover", "x\\n"})
  void method_thatIsNotServed_isNotFoundAndTheServedNamed(String method) {
    assertRefused(
        client.post(Client.request("1", method, "{}")),
        200,
        -32601,
        "Method not found",
        "tools/list");
  }

  @Test
  void method_ofManyCharacters_isNotEchoedWhole() {
    HttpResponse<String> answer = client.post(Client.request("1", "m".repeat(50_000), "{}"));

    assertRefused(answer, 200, -32601, "Method not found");
    assertThat(answer.body()).hasSizeLessThan(400);
  }

  @Test
  void initialize_asNotification_isRefused() {
    assertRefused(
        client.post(Client.notification("initialize", "{\"protocolVersion\": \"2025-11-25\"}")),
        400,
        -32602,
        "initialize is a request and needs protocolVersion");
  }

  @Test
  void initialize_withoutVersion_isRefused() {
    assertRefused(
        client.post(Client.request("1", "initialize", "{}")), 400, -32602, "needs protocolVersion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "[]", "\"x\"", "{\"roots\": 5}", "{\"sampling\": []}"})
  void initialize_withOddCapabilities_isRefused(String capabilities) {
    String params = "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": " + capabilities + "}";

    assertRefused(
        client.post(Client.request("1", "initialize", params)),
        400,
        -32602,
        "capabilities are not those of the protocol");
  }

  @Test
  void list_withACursor_isRefused() {
    assertRefused(
        client.post(Client.request("1", "tools/list", "{\"cursor\": \"x\"}")),
        200,
        -32602,
        "cursor is not known",
        "List again without cursor");
  }

  @Test
  void notification_thatIsUnknown_isAccepted() {
    HttpResponse<String> answer = client.post(Client.notification("notifications/odd", "{}"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void response_thatNobodyAskedFor_isAccepted() {
    assertThat(client.post("{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}").statusCode())
        .isEqualTo(202);
  }

  private static void assertRefused(
      HttpResponse<String> answer, int status, int code, String... words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    Tree body = Tree.parse(answer.body());
    assertThat(body.number("error.code")).isEqualTo(code);
    assertThat(body.text("jsonrpc")).isEqualTo("2.0");
    assertThat(body.text("error.message")).contains(words);
    assertThat(body.at("error.data").value()).isNull();
  }
}
