package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are answered at once, the failing ones among them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolCallsTest {
  private static final String UUID =
      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private final TestServer server = TestServer.start();
  private final Client client = Client.begun(server, TestServer.ALICE);

  @AfterAll
  void end() {
    server.close();
  }

  @Test
  void call_thatIsGood_isAnsweredTwice() {
    HttpResponse<String> answer = client.post(Client.callBody("7", "add", "{\"a\": 2, \"b\": 3}"));

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"The total is 5.\"}],\"structuredContent\":{\"status\":\"complete\",\"total\":5},\"isError\":false}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "\\u00e9\\u20ac\\ud83d\\ude00",
        "line\\nbreak\\ttab\\u0000nul\\u2028",
        "\\\"quoted\\\\",
        "</script>",
        ""
      })
  void text_comesBackAsItWasSent(String text) {
    Tree sent = Tree.parse("\"" + text + "\"");
    Tree answer = client.call("echo", "{\"text\": \"" + text + "\"}");

    assertThat(answer.at("result.structuredContent.text")).isEqualTo(sent);
    assertThat(answer.at("result.content.0.text")).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "x\\udc00y", "\\ud83d"})
  void text_thatIsHalfACharacter_isAnsweredAndNoFault(String text) {
    Tree answer = client.call("echo", "{\"text\": \"" + text + "\"}");

    assertThat(answer.text("result.structuredContent.status")).isEqualTo("complete");
  }

  @Test
  void id_thatIsHalfACharacter_isAnsweredAndNoFault() {
    assertThat(client.post(Client.request("\"\\ud800\"", "ping", "{}")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void arguments_offSchema_areAllNamedAtOnce() {
    Tree answer = client.call("add", "{\"a\": 2000, \"c\": 1}");

    assertThat(answer.at("result.isError").value()).isEqualTo(true);
    assertThat(answer.text("result.structuredContent.status")).isEqualTo("failed");
    assertThat(answer.text("result.structuredContent.error.code")).isEqualTo("ARGUMENTS_INVALID");
    assertThat(answer.text("result.structuredContent.error.message"))
        .contains("a: found 2000", "-1000", "b: ", "c: found an unknown key");
    assertThat(answer.at("result.structuredContent.error.details.problems").value())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(3);
    assertThat(answer.text("result.structuredContent.error.recovery.0"))
        .isEqualTo("Correct the arguments named above and call again.");
    assertThat(answer.text("result.content.0.text"))
        .startsWith("**ARGUMENTS_INVALID** (testserver)")
        .contains("What to do: Correct the arguments");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": \"2\", \"b\": 1}",
        "{\"a\": 2.5, \"b\": 1}",
        "{\"a\": null, \"b\": 1}",
        "{\"a\": [], \"b\": 1}",
        "{\"a\": 99999999999, \"b\": 1}",
        "{}"
      })
  void arguments_ofAnotherType_areNamed(String arguments) {
    Tree answer = client.call("add", arguments);

    assertThat(answer.text("result.structuredContent.error.code")).isEqualTo("ARGUMENTS_INVALID");
    assertThat(answer.text("result.structuredContent.error.message"))
        .contains("a: ", "a whole number");
  }

  @Test
  void tool_thatIsUnknown_isABrokenRequestThatNamesTheKnown() {
    Tree answer = client.call("ecko", "{}");

    assertThat(answer.number("error.code")).isEqualTo(-32602);
    assertThat(answer.text("error.message"))
        .startsWith("Unknown tool: \"ecko\". The tools are echo, add, slow, ");
    assertThat(answer.at("error.data").value()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\": null}", "{\"name\": 7}", "{\"arguments\": {}}"})
  void call_withoutAName_isABrokenRequest(String params) {
    Tree answer = Tree.parse(client.post(Client.request("1", "tools/call", params)).body());

    assertThat(answer.number("error.code")).isEqualTo(-32602);
    assertThat(answer.text("error.message")).contains("tools/call needs 'name' as a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"x\""})
  void arguments_thatAreNoObject_areABrokenRequest(String arguments) {
    Tree answer = client.call("echo", arguments);

    assertThat(answer.number("error.code")).isEqualTo(-32602);
    assertThat(answer.text("error.message")).contains("'arguments' of tools/call is a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\": \"refuse\"}", "{\"name\": \"refuse\", \"arguments\": null}"})
  void arguments_thatAreMissing_areNone(String params) {
    Tree answer = Tree.parse(client.post(Client.request("1", "tools/call", params)).body());

    assertThat(answer.text("result.structuredContent.error.code")).isEqualTo("SPOOL_FULL");
  }

  @Test
  void failure_thatIsExpected_comesWithCodeAndRemedy() {
    Tree answer = client.call("refuse", "{}");

    assertThat(answer.at("result.isError").value()).isEqualTo(true);
    Tree error = answer.at("result.structuredContent.error");
    assertThat(error.text("code")).isEqualTo("SPOOL_FULL");
    assertThat(error.text("source")).isEqualTo("testserver");
    assertThat(error.text("message")).isEqualTo("There is no room.");
    assertThat(error.text("correlationId")).matches(UUID);
    assertThat(error.at("retryable").value()).isEqualTo(true);
    assertThat(error.text("recovery.0")).startsWith("Release handles that are no longer needed");
    assertThat(error.text("details")).contains("{room=0, asked=1}");
    assertThat(answer.text("result.content.0.text"))
        .contains("**SPOOL_FULL**", "There is no room.", "What to do: Release handles");
  }

  @ParameterizedTest
  @ValueSource(strings = {"break_down", "overflow"})
  void failure_thatNobodyExpected_isAFixedTextWithAnIncident(String tool) {
    Tree answer = client.call(tool, "{}");

    Tree error = answer.at("result.structuredContent.error");
    assertThat(answer.at("result.isError").value()).isEqualTo(true);
    assertThat(error.text("code")).isEqualTo("INTERNAL_ERROR");
    assertThat(error.text("correlationId")).matches(UUID);
    assertThat(error.text("message"))
        .isEqualTo(
            "Something failed inside the server. The incident is in its log under "
                + error.text("correlationId")
                + ".");
    assertThat(error.text("recovery.0")).contains("give the incident id to the owner");
  }

  @Test
  void scope_thatTheKeyLacks_isNamed() {
    Client carol = Client.begun(server, TestServer.CAROL);

    Tree answer = carol.call("guarded", "{}");

    Tree error = answer.at("result.structuredContent.error");
    assertThat(answer.at("result.isError").value()).isEqualTo(true);
    assertThat(error.text("code")).isEqualTo("SCOPE_MISSING");
    assertThat(error.text("message")).isEqualTo("The key 'carol' may not call guarded.");
    assertThat(error.text("details.scope")).isEqualTo("test:guarded");
    assertThat(error.text("recovery.0")).contains("Ask the owner of the stack");
    assertThat(carol.call("echo", "{\"text\": \"x\"}").text("result.content.0.text"))
        .isEqualTo("x");
  }

  @Test
  void answer_overTheLimit_isRefusedWithARemedyAndNotSent() {
    HttpResponse<String> answer =
        client.post(Client.callBody("1", "huge", "{\"length\": 1000000}"));

    Tree body = Tree.parse(answer.body());
    assertThat(answer.body()).hasSizeLessThan(1_000);
    assertThat(body.at("result.isError").value()).isEqualTo(true);
    assertThat(body.text("result.structuredContent.error.code")).isEqualTo("RESULT_TOO_LARGE");
    assertThat(body.text("result.structuredContent.error.message"))
        .matches("The answer would take 1000\\d{3} bytes, and the most that is sent is 65536\\.");
    assertThat(body.text("result.structuredContent.error.correlationId")).matches(UUID);
    assertThat(body.text("result.structuredContent.error.recovery.0")).contains("fewer rows");
  }

  @Test
  void nulls_ofAnAnswer_areKept() {
    Tree answer =
        client.call(
            "shapes", "{\"any\": [1, null], \"rows\": [[1, \"x\", null]], \"map\": {\"k\": null}}");

    assertThat(answer.text("result.structuredContent.rows")).contains("[[1, x, null]]");
    assertThat(answer.text("result.structuredContent.any")).contains("[1, null]");
  }

  @Test
  void metrics_countCallsAndErrorsByTool() {
    client.call("add", "{\"a\": 1, \"b\": 1}");
    client.call("refuse", "{}");
    Client.begun(server, TestServer.CAROL).call("guarded", "{}");

    assertThat(
            server.metric(
                "mcpstack_tool_calls_seconds_count{outcome=\"complete\",server=\"testserver\",tool=\"add\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(
            server.metric(
                "mcpstack_tool_errors_total{code=\"SPOOL_FULL\",server=\"testserver\",tool=\"refuse\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(
            server.metric(
                "mcpstack_tool_errors_total{code=\"SCOPE_MISSING\",server=\"testserver\",tool=\"guarded\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(server.metrics()).contains("mcpstack_tool_calls_running{server=\"testserver\"} 0");
  }

  /** A release is measured by the faults that are its own. */
  @Test
  void metrics_countCallsByWhoseFaultTheyAre() {
    double good = calls("none");
    double wrong = calls("caller");
    double failed = calls("server");
    client.call("add", "{\"a\": 1, \"b\": 1}");
    client.call("add", "{\"a\": 1}"); // Wrong arguments.
    Client.begun(server, TestServer.CAROL).call("guarded", "{}"); // A scope that the key lacks.
    client.call("refuse", "{}"); // The spool is full.
    client.call("break_down", "{}");

    assertThat(calls("none") - good).isEqualTo(1);
    assertThat(calls("caller") - wrong).isEqualTo(2);
    assertThat(calls("server") - failed).isEqualTo(2);
    assertThat(
            server.metric(
                "mcpstack_calls_seconds_bucket{fault=\"none\",server=\"testserver\",le=\"60.0\"}"))
        .isEqualTo(good + 1);
    assertThat(server.metrics()).contains("mcpstack_jobs{server=\"testserver\"} 0");
  }

  private double calls(String fault) {
    return server.metric(
        "mcpstack_calls_seconds_count{fault=\"" + fault + "\",server=\"testserver\"}");
  }
}
