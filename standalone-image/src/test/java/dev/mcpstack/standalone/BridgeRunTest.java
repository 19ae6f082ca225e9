package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.mcp.http.Json;
import dev.mcpstack.mcp.server.Change;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge within this process, before endpoints of ours; as a program it is in BridgeTest. */
@Timeout(60)
class BridgeRunTest {
  private static final String LIST_CHANGED = "notifications/tools/list_changed";
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

  @Test
  void conversation_goesThroughUntilTheInputEnds() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint())) {
      Pipe host = new Pipe(bridge);
      assertThat(host.initialize().get("protocolVersion")).isEqualTo("2025-11-25");
      assertThat(echo(host, "one")).isEqualTo("one");
      assertThat(bridge.endInput()).isZero();
      assertThat(bridge.rest()).isEmpty();
      assertThat(bridge.errors())
          .isEqualToIgnoringNewLines("mcpstack bridge: carries to " + endpoint.endpoint() + "\n");
    }
  }

  @Test
  void changes_reachTheHostWithoutItsAsking() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint())) {
      new Pipe(bridge).initialize();
      awaitChange(endpoint, bridge);
    }
  }

  @Test
  void stream_thatBroke_isOpenedAgain_andTheSessionGoesOn() throws Exception {
    SmallEndpoint endpoint = SmallEndpoint.start();
    try (InProcess bridge = bridge(endpoint.endpoint())) {
      Pipe host = new Pipe(bridge);
      host.initialize();
      awaitChange(endpoint, bridge);
      endpoint.close();
      endpoint = SmallEndpoint.start(endpoint.endpoint().getPort(), "k");
      awaitChange(endpoint, bridge);
      assertThat(echo(host, "two")).isEqualTo("two");
    } finally {
      endpoint.close();
    }
  }

  @Test
  void forgottenSession_isBegunAnewWithItsStream_andTheHostSeesNothingOfIt() throws Exception {
    SmallEndpoint endpoint = SmallEndpoint.start();
    try (InProcess bridge = bridge(endpoint.endpoint())) {
      Pipe host = new Pipe(bridge);
      host.initialize();
      endpoint.close();
      endpoint = SmallEndpoint.start(endpoint.endpoint().getPort(), "x");
      assertThat(echo(host, "three")).isEqualTo("three");
      awaitChange(endpoint, bridge);
      assertThat(echo(host, "four")).isEqualTo("four");
    } finally {
      endpoint.close();
    }
  }

  @Test
  void endpointThatComesLate_getsWhatWasSentBefore() throws Exception {
    URI free = nobodyThere();
    try (InProcess bridge = bridge(free)) {
      bridge.send(request(1, "server/discover", "{" + META + "}"));
      try (SmallEndpoint _ = SmallEndpoint.start(free.getPort(), "k")) {
        assertThat(bridge.line()).contains("\"id\":1", "supportedVersions");
      }
      assertThat(bridge.endInput()).isZero();
    }
  }

  @Test
  void endOfInput_whileNobodyIsThere_endsTheWaiting() throws Exception {
    try (InProcess bridge = bridge(nobodyThere())) {
      bridge.send(request(1, "server/discover", "{" + META + "}"));
      assertThat(bridge.endInput()).isZero();
      assertThat(bridge.rest()).isEmpty(); // Nobody waits for its answer any more.
      assertThat(bridge.errors()).contains("requests were cancelled");
    }
  }

  @Test
  void nobodyThereForLong_isToldToTheHostAndToThePerson() throws Exception {
    URI nobody = nobodyThere();
    try (InProcess bridge = bridge(nobody)) {
      bridge.send(request(1, "server/discover", "{" + META + "}"));
      assertThat(bridge.line()).contains("\"id\":1", nobody + " can't be reached");
      assertThat(bridge.errors()).contains(nobody + " can't be reached");
    }
  }

  @Test
  void cancel_withoutSessions_closesTheStream_andTheNextCallIsAnswered() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint())) {
      bridge.send(call(1, "hold", "," + META));
      endpoint.awaitHeld();
      bridge.send(cancel(1));
      endpoint.awaitCancelled();
      bridge.send(call(2, "echo", "," + META));
      assertThat(bridge.line()).contains("\"id\":2", "\"text\":\"hi\"");
      assertThat(bridge.endInput()).isZero();
      assertThat(bridge.rest()).isEmpty();
    }
  }

  @Test
  void cancel_inASession_isCarriedAndAnswered() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint())) {
      new Pipe(bridge).initialize();
      bridge.send(call(7, "hold", ""));
      endpoint.awaitHeld();
      bridge.send(cancel(7));
      endpoint.awaitCancelled();
      assertThat(bridge.line()).contains("\"id\":7", "CALL_CANCELLED");
    }
  }

  @Test
  void endOfInput_whileACallRuns_cancelsIt() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint())) {
      bridge.send(call(1, "hold", "," + META));
      endpoint.awaitHeld();
      assertThat(bridge.endInput()).isZero();
      endpoint.awaitCancelled();
      assertThat(bridge.rest()).isEmpty();
    }
  }

  @Test
  void refusedKey_isToldWithoutShowingIt() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint(), "wrong-key-0123456789abcdef", null)) {
      bridge.send(request("\"a\"", "tools/list", "{" + META + "}"));
      assertThat(bridge.line())
          .contains("\"id\":\"a\"", "refuses the key", "--key-file")
          .doesNotContain("wrong-key");
      assertThat(bridge.errors()).contains("refuses the key").doesNotContain("wrong-key");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"hello", "[]", "{\"id\":1}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":"})
  void brokenLine_isRefusedAndTheNextGoesThrough(String line) throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint())) {
      bridge.send(line);
      assertThat(json(bridge.line()).toString()).contains("id=null", "code=-32600");
      bridge.send(call(2, "echo", "," + META));
      assertThat(bridge.line()).contains("\"id\":2", "\"text\":\"hi\"");
      assertThat(bridge.errors()).contains("a line is no JSON-RPC message");
    }
  }

  @Test
  void hostThatReadsNoMore_isNoFailure() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start();
        InProcess bridge = bridge(endpoint.endpoint())) {
      bridge.leave();
      bridge.send(call(1, "echo", "," + META));
      await().until(() -> bridge.errors().contains("the host reads no more"));
      assertThat(bridge.endInput()).isZero();
    }
  }

  @Test
  void inputThatCannotBeRead_endsTheBridge() {
    StringWriter errors = new StringWriter();
    int code =
        BridgeRun.run(
            new StandardStreams(new PipedInputStream(), OutputStream.nullOutputStream()),
            URI.create("http://127.0.0.1:1/mcp"),
            null,
            null,
            new PrintWriter(errors, true));
    assertThat(code).isZero();
    assertThat(errors.toString())
        .contains("standard input can't be read any more")
        .doesNotContain("Pipe not connected");
  }

  @ParameterizedTest
  @CsvSource({
    "http://stack.example/mcp, true",
    "http://192.0.2.1:8080/mcp, true",
    "https://stack.example/mcp, false",
    "http://127.0.0.1:8080/mcp, false",
    "http://[::1]:8080/mcp, false"
  })
  void key_thatWouldTravelReadably_isWarnedOf(URI endpoint, boolean warned) {
    StringWriter errors = new StringWriter();
    int code =
        BridgeRun.run(
            new StandardStreams(InputStream.nullInputStream(), OutputStream.nullOutputStream()),
            endpoint,
            SmallEndpoint.KEY,
            null,
            new PrintWriter(errors, true));
    assertThat(code).isZero();
    assertThat(errors.toString().contains("the key travels readably to " + endpoint.getHost()))
        .isEqualTo(warned);
    assertThat(errors.toString()).contains("carries to " + endpoint);
  }

  private static InProcess bridge(URI endpoint) throws IOException {
    return bridge(endpoint, SmallEndpoint.KEY, null);
  }

  private static InProcess bridge(
      URI endpoint, String key, @org.jspecify.annotations.Nullable Path caFile) throws IOException {
    return InProcess.start((streams, err) -> BridgeRun.run(streams, endpoint, key, caFile, err));
  }

  /** A URL at which nobody listens. */
  private static URI nobodyThere() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort() + "/mcp");
    }
  }

  /** Tells of changes until the host hears of one, and takes all it hears. */
  private static void awaitChange(SmallEndpoint endpoint, InProcess bridge) throws IOException {
    await()
        .until(() -> {
          endpoint.changes().publish(new Change.Tools());
          return bridge.hasLine();
        });
    while (bridge.hasLine()) {
      assertThat(json(bridge.line()).get("method")).isEqualTo(LIST_CHANGED);
    }
  }

  private static String echo(Pipe host, String text) throws IOException {
    return String.valueOf(host.call("echo", "{\"text\":\"" + text + "\"}").get("text"));
  }

  private static String call(Object id, String tool, String meta) {
    return request(
        id,
        "tools/call",
        "{\"name\":\"" + tool + "\",\"arguments\":{\"text\":\"hi\"}" + meta + "}");
  }

  private static String cancel(int id) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
        + id
        + "}}";
  }

  private static String request(Object id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  private static Map<?, ?> json(String line) {
    return (Map<?, ?>) Json.parse(line.getBytes(StandardCharsets.UTF_8));
  }
}
