package dev.mcpstack.standalone.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line becomes on its way, without any way. */
class TranslationTest {
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}";
  private static final Message INITIALIZE =
      message("{'jsonrpc':'2.0','id':0,'method':'initialize'}");
  private static final Session SESSION = new Session(INITIALIZE, Optional.of("s1"), "2025-11-25");

  private final ParameterHeaders parameters = new ParameterHeaders();

  @ParameterizedTest
  @CsvSource({
    "tools/call, 'name', tool",
    "prompts/get, 'name', prompt",
    "resources/read, 'uri', mcpstack://sources/a"
  })
  void modern_namesVersionMethodAndName(String method, String key, String name) {
    assertThat(headers(request(method, "\"%s\":\"%s\",".formatted(key, name)), SESSION))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name));
  }

  @Test
  void modern_otherMethods_haveNoName() {
    assertThat(headers(request("tools/list", "\"name\":\"x\","), null))
        .containsOnlyKeys("MCP-Protocol-Version", "Mcp-Method");
  }

  @Test
  void legacy_carriesTheSession_butInitializeDoesNot() {
    Message list = message("{'jsonrpc':'2.0','id':1,'method':'tools/list'}");
    assertThat(headers(list, SESSION))
        .isEqualTo(Map.of("MCP-Protocol-Version", "2025-11-25", "Mcp-Session-Id", "s1"));
    assertThat(headers(list, null)).isEmpty();
    assertThat(headers(INITIALIZE, SESSION)).isEmpty();
    assertThat(headers(message("{'jsonrpc':'2.0','id':9,'result':{}}"), SESSION))
        .containsEntry("Mcp-Session-Id", "s1");
  }

  @ParameterizedTest
  @CsvSource({
    "us-west1, us-west1",
    "'Hello, 世界', =?base64?SGVsbG8sIOS4lueVjA==?=",
    "' padded ', =?base64?IHBhZGRlZCA=?=",
    "=?base64?literal?=, =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=",
    "a b, a b",
    "'', ''"
  })
  void values_areEncodedAsTheSpecificationShows(String value, String encoded) {
    assertThat(HeaderValues.encode(value)).isEqualTo(encoded);
  }

  @Test
  void parameters_annotatedInTheListOfTools_becomeHeaders() {
    parameters.learn(
        message(
                """
                {"jsonrpc":"2.0","id":1,"result":{"tools":[
                  {"name":"sql","inputSchema":{"type":"object","properties":{
                    "region":{"type":"string","x-mcp-header":"Region"},
                    "bad":{"type":"string","x-mcp-header":"a b"},
                    "more":{"type":"object","properties":{"deep":{"type":"integer","x-mcp-header":"Deep"}}}}}},
                  {"name":"plain","inputSchema":{"type":"object"}}]}}
                """)
            .result());
    String arguments =
        "\"name\":\"sql\",\"arguments\":{\"region\":\"süd\",\"bad\":\"x\",\"more\":{\"deep\":42}},";
    assertThat(headers(request("tools/call", arguments), null))
        .containsEntry("Mcp-Param-Region", "=?base64?c8O8ZA==?=")
        .containsEntry("Mcp-Param-Deep", "42")
        .hasSize(5);
    assertThat(
            headers(
                request("tools/call", "\"name\":\"sql\",\"arguments\":{\"region\":null},"), null))
        .hasSize(3);
  }

  @Test
  void events_areTakenApart() {
    EventStream stream = new EventStream();
    List<String> events = new ArrayList<>();
    for (String line :
        List.of(
            ": comment",
            "",
            "event: message",
            "id: 7",
            "data: {\"a\":",
            "data: 1}",
            "",
            "data:x",
            "retry: 5",
            "",
            "data: never ended")) {
      stream.line(line).ifPresent(events::add);
    }
    assertThat(events).containsExactly("{\"a\":\n1}\n", "x\n");
    assertThat(stream.lastId()).contains("7");
  }

  @Test
  void message_onSeveralLines_goesOnAsOneAndKeepsEveryDigit() {
    Message message =
        message("{\r\n 'jsonrpc':'2.0',\n 'id':1,'result':{'x':0.12345678901234567890}}");
    assertThat(new String(message.line(), StandardCharsets.UTF_8))
        .doesNotContain("\n", "\r")
        .contains("0.12345678901234567890");
    assertThat(message.answers(1)).isTrue();
    assertThat(message.answers("1")).isFalse();
  }

  @Test
  void refusals_keepTheErrorOfTheEndpoint_orSayWhatTheStatusMeans() {
    Refusals refusals = new Refusals(URI.create("https://h/mcp"));
    Map<?, ?> own =
        Message.errorIn(
            "{\"id\":null,\"error\":{\"code\":-32022,\"message\":\"no\",\"data\":{\"a\":1}}}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(text(refusals.ofStatus("x", 400, own)))
        .contains("-32022", "\"no\"", "{\"a\":1}", "\"id\":\"x\"");
    assertThat(text(refusals.ofStatus("x", 401, own))).contains("--key-file");
    assertThat(text(refusals.ofStatus(3, 502, Map.of()))).contains("HTTP 502", "\"id\":3");
    assertThat(Message.errorIn("<html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static String text(Message message) {
    return new String(message.line(), StandardCharsets.UTF_8);
  }

  private Map<String, String> headers(
      Message message, @org.jspecify.annotations.Nullable Session session) {
    return RequestHeaders.of(message, session, parameters);
  }

  private static Message request(String method, String params) {
    return message(
        "{'jsonrpc':'2.0','id':1,'method':'%s','params':{%s%s}}".formatted(method, params, META));
  }

  private static Message message(String json) {
    return Message.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
