package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.standalone.ScriptedEndpoint.Asked;
import dev.mcpstack.standalone.ScriptedEndpoint.Said;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge before endpoints that aren't ours, or none at all. */
@Timeout(60)
class BridgeStrangersTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}";
  private static final Said HELLO =
      Said.json("{'jsonrpc':'2.0','id':1,'result':{'protocolVersion':'2025-06-18'}}");
  private static final Said PONG = Said.json("{'jsonrpc':'2.0','id':5,'result':{}}");
  private static final Said NOTHING = Said.of(202, "text/plain", "");
  private static final Said UNKNOWN_SESSION = Said.of(404, "text/plain", "who?");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "text/html; <html>Welcome</html>",
        "application/json; {'a':",
        "application/json; []",
        "application/json; {'ok':true}"
      })
  void answerThatIsNone_isSaidToBeStrange(String type, String body) throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(_ -> Said.of(200, type, body));
        InProcess bridge = bridge(endpoint)) {
      bridge.send(PING);
      assertThat(bridge.line())
          .contains("\"id\":5", "did not answer as an MCP endpoint does", "ends in /mcp")
          .doesNotContain("Welcome");
      assertThat(bridge.endInput()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, does not let this caller in (HTTP 403)",
    "404, is no MCP endpoint (HTTP 404)",
    "405, is no MCP endpoint (HTTP 405)",
    "429, is busy (HTTP 429)",
    "503, is busy (HTTP 503)",
    "500, answered HTTP 500",
    "302, answered HTTP 302"
  })
  void status_isExplainedToTheHostAndToThePerson(int status, String text) throws Exception {
    try (ScriptedEndpoint endpoint =
            new ScriptedEndpoint(_ -> Said.of(status, "text/html", "<html>no</html>"));
        InProcess bridge = bridge(endpoint)) {
      bridge.send(PING);
      assertThat(bridge.line()).contains("\"id\":5", text);
      assertThat(bridge.errors()).contains(text);
    }
  }

  @Test
  void errorOfTheEndpoint_goesOnUnderTheIdOfTheRequest() throws Exception {
    try (ScriptedEndpoint endpoint =
            new ScriptedEndpoint(_ ->
                Said.of(
                    400,
                    "application/json",
                    "{'jsonrpc':'2.0','id':null,'error':{'code':-32001,'message':'No such header'}}"));
        InProcess bridge = bridge(endpoint)) {
      bridge.send(PING);
      assertThat(bridge.line()).contains("\"id\":5", "-32001", "No such header");
    }
  }

  @Test
  void stream_isDeliveredInOrder_andItsLastIsTheAnswer() throws Exception {
    try (ScriptedEndpoint endpoint =
            new ScriptedEndpoint(_ ->
                Said.events(
                    """
                    : hello

                    event: message
                    data: {'jsonrpc':'2.0','method':'notifications/message'}

                    data: not json

                    data: {'jsonrpc':'2.0','id':5,
                    data: 'result':{}}

                    """));
        InProcess bridge = bridge(endpoint)) {
      bridge.send(PING);
      assertThat(bridge.line()).contains("notifications/message");
      assertThat(bridge.line()).contains("\"id\":5", "\"result\":{}");
      assertThat(bridge.endInput()).isZero();
      assertThat(bridge.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void streamThatEndsWithoutTheAnswer_isToldToBeBroken(boolean cut) throws Exception {
    Said half = Said.events("data: {'jsonrpc':'2.0','method':'notifications/message'}\n\n");
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(_ -> cut ? half.cutOff() : half);
        InProcess bridge = bridge(endpoint)) {
      bridge.send(PING);
      assertThat(bridge.line()).contains("notifications/message");
      assertThat(bridge.line()).contains("\"id\":5", "broke before the answer came");
      assertThat(bridge.errors().contains("the connection broke")).isEqualTo(cut);
    }
  }

  @Test
  void streamThatBreaksAfterTheAnswer_isAsGoodAsAnother() throws Exception {
    try (ScriptedEndpoint endpoint =
            new ScriptedEndpoint(
                _ -> Said.events("data: {'jsonrpc':'2.0','id':5,'result':{}}\n\n").cutOff());
        InProcess bridge = bridge(endpoint)) {
      bridge.send(PING);
      assertThat(bridge.line()).contains("\"result\":{}");
      assertThat(bridge.endInput()).isZero();
      assertThat(bridge.rest()).isEmpty();
      assertThat(bridge.errors()).doesNotContain("broke");
    }
  }

  @Test
  void answerThatBreaks_isToldToBeBroken() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(_ -> PONG.cutOff());
        InProcess bridge = bridge(endpoint)) {
      bridge.send(PING);
      assertThat(bridge.line()).contains("\"id\":5", "broke before the answer came");
    }
  }

  @Test
  void session_isNamedInAllThatFollows_andEndedWithTheHost() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(answering(PONG));
        InProcess bridge = bridge(endpoint)) {
      new Pipe(bridge).initialize();
      bridge.send(PING);
      assertThat(bridge.line()).contains("\"id\":5");
      await().until(() -> endpoint.asked().stream().anyMatch(one -> one.verb().equals("GET")));
      assertThat(bridge.endInput()).isZero();

      List<Asked> asked = endpoint.asked();
      assertThat(asked.getFirst().header("Mcp-session-id")).isEmpty();
      assertThat(asked.subList(1, asked.size()))
          .allSatisfy(one -> {
            assertThat(one.header("Mcp-session-id")).isEqualTo("s1");
            assertThat(one.header("Mcp-protocol-version")).isEqualTo("2025-06-18");
          });
      assertThat(asked.getLast().verb()).isEqualTo("DELETE");
      assertThat(asked)
          .allSatisfy(one ->
              assertThat(one.header("Authorization")).isEqualTo("Bearer " + SmallEndpoint.KEY));
    }
  }

  /** What the new handshake may come to when the endpoint has forgotten the session. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; application/json; {'jsonrpc':'2.0','id':1,'result':{'protocolVersion':'2024-11-05'}}",
        "200; application/json; {'jsonrpc':'2.0','id':2,'result':{'protocolVersion':'2025-06-18'}}",
        "200; text/event-stream; data: nothing",
        "500; text/html; <html></html>"
      })
  void forgottenSession_thatCannotBeBegunAnew_isToldToBeBroken(
      int status, String type, String second) throws Exception {
    try (ScriptedEndpoint endpoint =
            new ScriptedEndpoint(forgetting(Said.of(status, type, second)));
        InProcess bridge = bridge(endpoint)) {
      new Pipe(bridge).initialize();
      bridge.send(PING);
      assertThat(bridge.line()).contains("\"id\":5", "broke before the answer came");
      assertThat(bridge.errors()).contains("the connection broke: the endpoint");
    }
  }

  @Test
  void forgottenSession_isBegunAnewByAStreamToo_onceForAll() throws Exception {
    Said again =
        Said.events("data: {'jsonrpc':'2.0','id':1,'result':{'protocolVersion':'2025-06-18'}}\n\n");
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(forgetting(again.inSession("s2")));
        InProcess bridge = bridge(endpoint)) {
      new Pipe(bridge).initialize();
      for (int i = 0; i < 3; i++) {
        bridge.send(PING.replace("5", "\"" + i + "\""));
      }
      for (int i = 0; i < 3; i++) {
        assertThat(bridge.line()).contains("\"result\":{}");
      }
      assertThat(endpoint.asked().stream().map(Asked::method).filter("initialize"::equals))
          .hasSize(2);
      assertThat(
              endpoint.asked().stream()
                  .map(Asked::method)
                  .filter("notifications/initialized"::equals))
          .hasSize(2);
    }
  }

  /** It knows the session s2 alone, and gives s1 first. */
  private static Function<Asked, Said> forgetting(Said secondHandshake) {
    AtomicInteger handshakes = new AtomicInteger();
    return asked ->
        switch (asked.method()) {
          case "initialize" ->
              handshakes.incrementAndGet() == 1 ? HELLO.inSession("s1") : secondHandshake;
          case "notifications/initialized" -> NOTHING;
          case "null" -> Said.of(405, "text/plain", "");
          default ->
              asked.header("Mcp-session-id").equals("s2")
                  ? Said.json(
                      "{'jsonrpc':'2.0','id':'" + asked.message().get("id") + "','result':{}}")
                  : UNKNOWN_SESSION;
        };
  }

  private static Function<Asked, Said> answering(Said other) {
    return asked ->
        switch (asked.method()) {
          case "initialize" -> HELLO.inSession("s1");
          case "notifications/initialized" -> NOTHING;
          case "null" -> Said.of(405, "text/plain", "");
          default -> other;
        };
  }

  private static InProcess bridge(ScriptedEndpoint endpoint) throws IOException {
    return InProcess.start((streams, err) ->
        BridgeRun.run(streams, endpoint.endpoint(), SmallEndpoint.KEY, null, err));
  }
}
