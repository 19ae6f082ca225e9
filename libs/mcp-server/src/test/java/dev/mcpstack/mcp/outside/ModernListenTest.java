package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.server.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams on which clients are told of changes. */
class ModernListenTest {
  private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";

  private final TestServer server = TestServer.start();
  private final ModernClient client = ModernClient.of(server, TestServer.ALICE);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void stream_tellsWhatWasAskedForAndNothingElse() {
    try (OpenStream stream =
        listen(Map.of("toolsListChanged", true, "resourceSubscriptions", List.of("test://1")))) {
      stream.events(1);
      server.changes().publish(new Change.PromptList());
      server.changes().publish(new Change.ResourceList());
      server.changes().publish(new Change.Resource("test://2"));
      server.changes().publish(new Change.Tools());
      server.changes().publish(new Change.Resource("test://1"));

      List<Tree> events = stream.events(3);
      assertThat(events)
          .extracting(event -> event.text("method"))
          .containsExactly(
              ACKNOWLEDGED, "notifications/tools/list_changed", "notifications/resources/updated");
      assertThat(events.getLast().text("params.uri")).isEqualTo("test://1");
      assertThat(events.getFirst().at("params.notifications").value())
          .isEqualTo(
              Map.of("toolsListChanged", true, "resourceSubscriptions", List.of("test://1")));
    }
  }

  @Test
  void stream_namesItsRequestInEveryMessage() {
    try (OpenStream stream = listen(Map.of("promptsListChanged", true))) {
      String head = stream.readUntil("\n\n");
      stream.events(1);
      server.changes().publish(new Change.PromptList());

      assertThat(head).contains("text/event-stream", "X-Accel-Buffering: no", ACKNOWLEDGED);
      assertThat(stream.events(2))
          .allSatisfy(event ->
              assertThat(event.at("params._meta").value())
                  .isEqualTo(Map.of("io.modelcontextprotocol/subscriptionId", 7)));
    }
  }

  @Test
  void filter_thatIsNone_isRefused() {
    for (Object filter :
        List.of(
            "all",
            Map.of("resourceSubscriptions", "x"),
            Map.of("resourceSubscriptions", List.of(1)))) {
      assertThat(
              client
                  .ask("subscriptions/listen", Map.of("notifications", filter))
                  .number("error.code"))
          .isEqualTo(-32602);
    }
    assertThat(client.ask("subscriptions/listen", Map.of()).number("error.code")).isEqualTo(-32602);
  }

  @Test
  void streams_ofOnePrincipal_areBoundedAndOthersGoOn() {
    List<OpenStream> streams = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      streams.add(listen(Map.of("toolsListChanged", true)));
      streams.getLast().readUntil(ACKNOWLEDGED);
    }
    Map<String, Object> more = Map.of("notifications", Map.of());

    var refused = client.post("subscriptions/listen", more);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("32 streams", "Close one");
    try (OpenStream bob =
        new OpenStream(
            server, ModernClient.of(server, TestServer.BOB).raw("subscriptions/listen", more))) {
      bob.readUntil(ACKNOWLEDGED);
    }
    // A client that goes gives its place back, though nothing is written to it.
    streams.removeLast().close();
    Await.until(() -> {
      try (OpenStream again = listen(Map.of())) {
        return again.readUntil("\r\n").contains("200");
      }
    });
    streams.forEach(OpenStream::close);
  }

  @Test
  void stop_endsStreamsInGoodOrder() {
    OpenStream stream = listen(Map.of("toolsListChanged", true));
    stream.readUntil(ACKNOWLEDGED);
    long since = System.nanoTime();

    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(2));
    Tree last = ModernClient.events(stream.rest()).getLast();
    assertThat(last.number("id")).isEqualTo(7);
    assertThat(last.text("result.resultType")).isEqualTo("complete");
    stream.close();
  }

  private OpenStream listen(Map<String, Object> filter) {
    return new OpenStream(
        server, client.raw("subscriptions/listen", Map.of("notifications", filter)));
  }
}
