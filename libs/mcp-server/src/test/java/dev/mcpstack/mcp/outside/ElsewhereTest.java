package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that keep their connections are sent elsewhere, and lose nothing by it. */
@Timeout(60)
class ElsewhereTest {
  private static final String CLOSES = "Connection: close\r\n";

  private final TestServer server = TestServer.start();
  private final Client session = Client.begun(server, TestServer.ALICE);
  private final ModernClient modern = ModernClient.of(server, TestServer.ALICE);

  @AfterEach
  void end() {
    server.close();
  }

  /** How a client listens. */
  enum Listener {
    SESSION,
    SUBSCRIPTION
  }

  private static String call(String id) {
    return Client.request(
        id, "tools/call", "{\"name\": \"echo\", \"arguments\": {\"text\": \"t%s\"}}".formatted(id));
  }

  private static String slow(String id, String gate) {
    return Client.request(
        id,
        "tools/call",
        "{\"name\": \"slow\", \"arguments\": {\"gate\": \"%s\"}}".formatted(gate));
  }

  private OpenStream connect(String request) {
    return new OpenStream(server, request);
  }

  @Test
  void answer_whileElsewhere_closesTheConnection_andKeepsItAgainAfterwards() {
    try (OpenStream kept = connect(session.raw(call("1")))) {
      assertThat(kept.readUntil("t1")).doesNotContain(CLOSES);
      kept.send(session.raw(call("2")));
      assertThat(kept.readUntil("t2")).doesNotContain(CLOSES);

      server.sendElsewhere(true);
      kept.send(session.raw(call("3")));

      assertThat(kept.rest()).contains("t3", CLOSES);
    }
    server.sendElsewhere(false);
    try (OpenStream again = connect(session.raw(call("4")))) {
      again.readUntil("t4");
      again.send(session.raw(call("5")));
      assertThat(again.readUntil("t5")).doesNotContain(CLOSES);
    }
  }

  @Test
  void everyKindOfAnswer_whileElsewhere_closesTheConnection() {
    server.sendElsewhere(true);
    for (Map.Entry<String, String> each :
        Map.of(
                session.raw(Client.notification("notifications/initialized", "{}")), "202",
                session.with("Authorization", "Bearer nobody-has-this").raw(call("1")), "401",
                session.raw("{"), "400",
                modern.raw("tools/list", Map.of()), "200",
                modern
                        .meta("progressToken", "t")
                        .raw(
                            "tools/call", Map.of("name", "echo", "arguments", Map.of("text", "x"))),
                    "200")
            .entrySet()) {
      try (OpenStream once = connect(each.getKey())) {
        assertThat(once.rest()).startsWith("HTTP/1.1 " + each.getValue()).contains(CLOSES);
      }
    }
  }

  @Test
  void call_thatRunsMeanwhile_isAnsweredWhole() {
    try (OpenStream call = connect(session.raw(slow("1", "g")))) {
      server.gate("g").awaitEntered();
      server.sendElsewhere(true);
      server.endStreams();
      server.gate("g").open();

      assertThat(call.rest()).contains("passed g", CLOSES);
    }
  }

  /** Its next request may be on the way already, so the connection is not taken from it unsaid. */
  @Test
  void stream_thatHasBegunBefore_isWhole_andTheAnswerAfterItCloses() {
    String request =
        modern
            .meta("progressToken", "t")
            .raw("tools/call", Map.of("name", "slow", "arguments", Map.of("gate", "g")));
    try (OpenStream stream = connect(request)) {
      server.gate("g").awaitEntered();
      stream.readUntil("notifications/progress");
      server.sendElsewhere(true);
      server.endStreams();
      server.gate("g").open();
      // The end of the chunks.
      assertThat(stream.readUntil("\r\n0\r\n\r\n")).contains("passed g").doesNotContain(CLOSES);

      stream.send(session.raw(call("2")));

      assertThat(stream.rest()).contains("t2", CLOSES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void listener_isEndedInGoodOrder_andItsConnectionWithTheNextAnswer(Listener listener) {
    try (OpenStream stream = listen(listener)) {
      server.sendElsewhere(true);
      server.endStreams();
      assertThat(stream.readUntil("\r\n0\r\n\r\n")).doesNotContain(CLOSES);

      stream.send(session.raw(call("1")));

      assertThat(stream.rest()).contains("t1", CLOSES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void listener_whileElsewhere_isToldToComeByAnotherConnection(Listener listener) {
    server.sendElsewhere(true);
    try (OpenStream stream = listen(listener)) {
      server.endStreams();
      assertThat(stream.rest()).contains(CLOSES).endsWith("\r\n0\r\n\r\n");
    }
    server.sendElsewhere(false);
    try (OpenStream stream = listen(listener)) {
      assertThat(stream.readUntil("\r\n\r\n")).doesNotContain(CLOSES);
    }
  }

  private OpenStream listen(Listener listener) {
    OpenStream stream =
        connect(
            switch (listener) {
              case SESSION -> session.rawListen();
              case SUBSCRIPTION ->
                  modern.raw("subscriptions/listen", Map.of("notifications", Map.of()));
            });
    stream.readUntil(
        switch (listener) {
          case SESSION -> ":\n\n";
          case SUBSCRIPTION -> "acknowledged";
        });
    return stream;
  }
}
