package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks for progress gets a stream: an acknowledgement, signs of life, and the answer. */
class ProgressTest {
  private final TestServer server = TestServer.start();
  private final Client client = Client.begun(server, TestServer.ALICE);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void call_withAToken_isAnsweredByAStreamThatEndsWithTheResult() {
    var pending = client.postAsync(body("\"t\"", "report", "{\"gate\": \"g\"}"));
    server.gate("g").awaitEntered();
    // Past the second beat, so that there are two to compare.
    long since = System.nanoTime();
    Await.until(() -> System.nanoTime() - since > 3_300_000_000L);
    server.gate("g").open();
    HttpResponse<String> answer = pending.join();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    List<Tree> events = events(answer.body());
    List<Tree> beats = events.subList(0, events.size() - 1);
    assertThat(beats).hasSize(2);
    assertThat(beats)
        .allSatisfy(beat -> {
          assertThat(beat.text("method")).isEqualTo("notifications/progress");
          assertThat(beat.text("params.progressToken")).isEqualTo("t");
          assertThat(beat.at("id").value()).isNull();
        });
    assertThat(beats.getFirst().text("params.message")).isEqualTo("started, 0 s");
    assertThat(beats.getLast().text("params.message")).startsWith("counting: 1 of about 2 rows");
    assertThat((Double) beats.getLast().at("params.progress").value())
        .isGreaterThan((Double) beats.getFirst().at("params.progress").value());
    assertThat((Double) beats.getLast().at("params.total").value())
        .isGreaterThan((Double) beats.getLast().at("params.progress").value());
    assertThat(events.getLast().number("id")).isEqualTo(5);
    assertThat(events.getLast().text("result.content.0.text")).isEqualTo("passed g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"7\"", "0", "\"\""})
  void token_comesBackAsItWas(String token) {
    HttpResponse<String> answer = client.post(body(token, "echo", "{\"text\": \"x\"}"));

    assertThat(events(answer.body()).getFirst().at("params.progressToken"))
        .isEqualTo(Tree.parse(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "true"})
  void token_thatIsNone_givesAPlainAnswer(String token) {
    HttpResponse<String> answer = client.post(body(token, "echo", "{\"text\": \"x\"}"));

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(Tree.parse(answer.body()).text("result.content.0.text")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"break_down", "refuse"})
  void failure_onAStream_endsIt(String tool) {
    HttpResponse<String> answer = client.post(body("1", tool, "{}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    Tree last = events(answer.body()).getLast();
    assertThat(last.number("id")).isEqualTo(5);
    assertThat(last.at("result.isError").value() != null || last.at("error.code").value() != null)
        .isTrue();
  }

  @Test
  void answer_overTheLimitOnAStream_isRefusedThere() {
    HttpResponse<String> answer = client.post(body("1", "huge", "{\"length\": 1000000}"));

    assertThat(answer.body()).hasSizeLessThan(2_000);
    assertThat(events(answer.body()).getLast().text("result.structuredContent.error.code"))
        .isEqualTo("RESULT_TOO_LARGE");
  }

  @Test
  void cancel_onAStream_endsItWithTheReason() {
    var pending = client.postAsync(body("1", "slow", "{\"gate\": \"g\"}"));
    server.gate("g").awaitEntered();

    client.post(Client.cancel("5"));

    assertThat(events(pending.join().body()).getLast().text("result.structuredContent.error.code"))
        .isEqualTo("CALL_CANCELLED");
  }

  @Test
  void client_thatGoesAwayMidStream_leavesNothingBehind() throws IOException {
    for (int round = 0; round < 3; round++) {
      String gate = "g" + round;
      try (Socket socket = new Socket(server.endpoint().getHost(), server.endpoint().getPort())) {
        String body =
            body("1", "slow", "{\"gate\": \"%s\"}".formatted(gate))
                .replace("\"id\": 5", "\"id\": 10" + round);
        socket.getOutputStream().write(request(body).getBytes(StandardCharsets.UTF_8));
        readUntil(socket.getInputStream(), "started, 0 s");
        server.gate(gate).awaitEntered();
        socket.setSoLinger(true, 0); // A reset, as a killed client leaves it.
      }
      assertThat(client.call("echo", "{\"text\": \"x\"}").text("result.content.0.text"))
          .isEqualTo("x");
      server.gate(gate).open();
    }

    Await.until(() -> server.running() == 0);
    // Its id is free again once its answer has come to nothing.
    Await.until(() -> client.post(Client.request("102", "ping", "{}")).statusCode() == 200);
  }

  private String request(String body) {
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + TestServer.ALICE
        + "\r\nContent-Type: application/json\r\nMcp-Session-Id: "
        + client.session()
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static void readUntil(InputStream stream, String words) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(words) < 0) {
      int next = stream.read();
      assertThat(next).as("the end of: " + seen).isNotNegative();
      seen.append((char) next);
    }
  }

  private static String body(String token, String tool, String arguments) {
    return Client.request(
        "5",
        "tools/call",
        "{\"name\": \"%s\", \"arguments\": %s, \"_meta\": {\"progressToken\": %s}}"
            .formatted(tool, arguments, token));
  }

  private static List<Tree> events(String stream) {
    List<Tree> events = new ArrayList<>();
    for (String event : stream.split("\n\n", -1)) {
      if (!event.isEmpty()) {
        assertThat(event).startsWith("event: message\ndata: {");
        events.add(Tree.parse(event.substring("event: message\ndata: ".length())));
      }
    }
    assertThat(stream).endsWith("\n\n");
    return events;
  }
}
