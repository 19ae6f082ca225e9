package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancelling ends the one call that it names, and no other. */
class CancelTest {
  private final TestServer server =
      TestServer.start(TestServer.Options.standard().withMaxConcurrent(2));
  private final Client first = Client.begun(server, TestServer.ALICE);
  private final Client second = Client.begun(server, TestServer.ALICE);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void cancel_neverTouchesTheCallOfAnotherSessionWithTheSameId() {
    CompletableFuture<Tree> mine = first.callAsync("1", "slow", "{\"gate\": \"mine\"}");
    CompletableFuture<Tree> theirs = second.callAsync("1", "slow", "{\"gate\": \"theirs\"}");
    server.gate("mine").awaitEntered();
    server.gate("theirs").awaitEntered();

    assertThat(first.post(Client.cancel("1")).statusCode()).isEqualTo(202);

    assertCancelled(mine.join());
    server.gate("mine").awaitCancelled();
    server.gate("mine").awaitLeft();
    assertThat(theirs).isNotDone();
    server.gate("theirs").open();
    assertThat(theirs.join().text("result.content.0.text")).isEqualTo("passed theirs");
    assertThat(server.gate("theirs").isCancelled()).isFalse();
  }

  @Test
  void cancel_thatNamesNoCallOfItsSession_isIgnored() {
    CompletableFuture<Tree> call = first.callAsync("\"a\"", "slow", "{\"gate\": \"g\"}");
    server.gate("g").awaitEntered();
    Client bob = Client.begun(server, TestServer.BOB);

    List<HttpResponse<String>> ignored =
        List.of(
            first.post(Client.cancel("7")),
            first.post(Client.cancel("null")),
            first.post(Client.cancel("{}")),
            first.post(Client.notification("notifications/cancelled", "{}")),
            second.post(Client.cancel("\"a\"")),
            bob.post(Client.cancel("\"a\"")));
    HttpResponse<String> stolen =
        bob.with("Mcp-Session-Id", first.session()).post(Client.cancel("\"a\""));

    assertThat(ignored).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(202));
    assertThat(stolen.statusCode()).isEqualTo(404);
    assertThat(server.gate("g").isCancelled()).isFalse();
    server.gate("g").open();
    assertThat(call.join().text("result.structuredContent.status")).isEqualTo("complete");
  }

  @Test
  void cancel_givesThePlaceBackWhenTheWorkHasEnded() {
    for (int round = 0; round < 5; round++) {
      String gate = "g" + round;
      CompletableFuture<Tree> one =
          first.callAsync("1", "slow", "{\"gate\": \"%s\"}".formatted(gate));
      server.gate(gate).awaitEntered();

      first.post(Client.cancel("1"));

      assertCancelled(one.join());
      server.gate(gate).awaitLeft();
    }

    Await.until(() -> server.running() == 0);
    assertThat(
            server.metric(
                "mcpstack_tool_errors_total{code=\"CALL_CANCELLED\",server=\"testserver\",tool=\"slow\"}"))
        .isEqualTo(5);
  }

  @Test
  void cancel_isAnsweredAtOnceThoughTheWorkIsStubborn() {
    CompletableFuture<Tree> call =
        first.callAsync("1", "slow", "{\"gate\": \"g\", \"ending\": \"stubbornly\"}");
    server.gate("g").awaitEntered();

    first.post(Client.cancel("1"));

    assertCancelled(call.join());
    assertThat(server.running()).isEqualTo(1);
    server.gate("g").open();
    Await.until(() -> server.running() == 0);
  }

  @Test
  void id_thatIsBeingAnswered_isRefusedAndTheCallGoesOn() {
    CompletableFuture<Tree> call = first.callAsync("1", "slow", "{\"gate\": \"g\"}");
    server.gate("g").awaitEntered();

    HttpResponse<String> again = first.post(Client.request("1", "ping", "{}"));

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("-32600", "still being answered", "Use a new id");
    assertThat(first.post(Client.request("\"1\"", "ping", "{}")).statusCode()).isEqualTo(200);
    server.gate("g").open();
    assertThat(call.join().text("result.structuredContent.status")).isEqualTo("complete");
    assertThat(first.post(Client.request("1", "ping", "{}")).statusCode()).isEqualTo(200);
  }

  @Test
  void calls_overTheLimit_areRefusedAndMayComeAgain() {
    CompletableFuture<Tree> one = first.callAsync("1", "slow", "{\"gate\": \"a\"}");
    CompletableFuture<Tree> two = first.callAsync("2", "slow", "{\"gate\": \"b\"}");
    server.gate("a").awaitEntered();
    server.gate("b").awaitEntered();

    Tree refused = second.call("echo", "{\"text\": \"x\"}");

    assertThat(refused.at("result.isError").value()).isEqualTo(true);
    assertThat(refused.text("result.structuredContent.error.code")).isEqualTo("CALLS_EXHAUSTED");
    assertThat(refused.text("result.structuredContent.error.message"))
        .isEqualTo("The server already runs 2 calls, the most it may.");
    assertThat(refused.at("result.structuredContent.error.retryable").value()).isEqualTo(true);
    assertThat(refused.text("result.structuredContent.error.recovery.0"))
        .contains("Wait a few seconds", "fewer calls at once");
    assertThat(first.post(Client.request("9", "ping", "{}")).statusCode()).isEqualTo(200);
    server.gate("a").open();
    server.gate("b").open();
    one.join();
    two.join();
    assertThat(second.call("echo", "{\"text\": \"x\"}").text("result.content.0.text"))
        .isEqualTo("x");
  }

  private static void assertCancelled(Tree answer) {
    assertThat(answer.at("result.isError").value()).isEqualTo(true);
    assertThat(answer.text("result.structuredContent.error.code")).isEqualTo("CALL_CANCELLED");
    assertThat(answer.text("result.structuredContent.error.message"))
        .isEqualTo("The call was cancelled before it was done.");
  }
}
