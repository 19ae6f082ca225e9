package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that outlasts its budget goes on under a handle, which its principal alone can use. */
class BudgetTest {
  private static final String HANDLE = "result.structuredContent.pending.handle";
  private static final String STATUS = "result.structuredContent.status";
  private static final String CODE = "result.structuredContent.error.code";

  private final TestServer server =
      TestServer.start(
          TestServer.Options.standard().withBudget(Duration.ofMillis(150)).withMaxConcurrent(2));
  private final Client client = Client.begun(server, TestServer.ALICE);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void call_pastItsBudget_isPendingAndSaysHowToGoOn() {
    Tree answer = client.call("slow", "{\"gate\": \"g\"}");

    String handle = answer.text(HANDLE);
    assertThat(answer.text(STATUS)).isEqualTo("pending");
    assertThat(answer.at("result.isError").value()).isEqualTo(false);
    assertThat(handle).matches("job_[A-Za-z0-9_-]{43}");
    assertThat(answer.text("result.structuredContent.pending.tool")).isEqualTo("slow");
    assertThat(answer.number("result.structuredContent.pending.elapsedMillis"))
        .isBetween(150, 5_000);
    assertThat(answer.text("result.content.0.text"))
        .contains("`slow` is still running", "Call `wait` with handle `" + handle, "`release`");
    assertThat(server.running()).isEqualTo(1);
  }

  @Test
  void wait_bringsTheResultAndTheSameAgain() {
    String handle = pending("g", "well");
    server.gate("g").open();

    Tree once = client.call("wait", waitFor(handle, 1));
    Tree twice = client.call("wait", waitFor(handle, 0));

    assertThat(once.text(STATUS)).isEqualTo("complete");
    assertThat(once.text("result.structuredContent.tool")).isEqualTo("slow");
    assertThat(once.text("result.structuredContent.result.status")).isEqualTo("complete");
    assertThat(once.text("result.structuredContent.result.gate")).isEqualTo("g");
    assertThat(once.text("result.structuredContent.result")).contains("ratio=null");
    assertThat(once.text("result.content.0.text")).isEqualTo("passed g");
    assertThat(twice.at("result")).isEqualTo(once.at("result"));
  }

  @Test
  void wait_forWorkThatGoesOn_isPendingWithTheSameHandle() {
    String handle = pending("g", "well");

    Tree answer = client.call("wait", waitFor(handle, 60));

    assertThat(answer.text(STATUS)).isEqualTo("pending");
    assertThat(answer.text(HANDLE)).isEqualTo(handle);
    assertThat(answer.at("result.isError").value()).isEqualTo(false);
  }

  @Test
  void wait_forWorkThatFailed_fails() {
    String handle = pending("g", "badly");
    server.gate("g").open();

    Tree answer = client.call("wait", waitFor(handle, 1));

    assertThat(answer.at("result.isError").value()).isEqualTo(true);
    assertThat(answer.text(STATUS)).isEqualTo("failed");
    assertThat(answer.text(CODE)).isEqualTo("ROWS_CORRUPT");
    assertThat(answer.text("result.content.0.text")).contains("The gate fell.");
    assertThat(client.call("wait", waitFor(handle, 1)).at("result")).isEqualTo(answer.at("result"));
  }

  @Test
  void wait_ofAnotherPrincipal_isAnsweredLikeAnUnknownHandleByteForByte() {
    String handle = pending("g", "well");
    Client bob = Client.begun(server, TestServer.BOB);

    for (String tool : new String[] {"wait", "release"}) {
      String foreign = masked(bob, tool, handle);
      String unknown = masked(bob, tool, "job_" + "x".repeat(43));

      assertThat(foreign).isEqualTo(unknown);
      assertThat(foreign).contains("HANDLE_UNKNOWN", "\"isError\":true", "copied whole");
    }
    server.gate("g").open();
    assertThat(client.call("wait", waitFor(handle, 1)).text(STATUS)).isEqualTo("complete");
  }

  @Test
  void cancel_ofACallThatIsAlreadyPending_leavesTheWorkAlone() {
    Tree answer = client.call("77", "slow", "{\"gate\": \"g\"}");

    client.post(Client.cancel("77"));

    assertThat(server.gate("g").isCancelled()).isFalse();
    server.gate("g").open();
    assertThat(client.call("wait", waitFor(answer.text(HANDLE), 1)).text(STATUS))
        .isEqualTo("complete");
  }

  @Test
  void cancel_ofAWait_endsTheWaitAndNotTheWork() {
    TestServer.Options patient =
        TestServer.Options.standard()
            .withBudget(Duration.ofMillis(1))
            .withWaitBudget(Duration.ofSeconds(60));
    try (TestServer other = TestServer.start(patient)) {
      Client alice = Client.begun(other, TestServer.ALICE);
      String handle = alice.call("slow", "{\"gate\": \"g\"}").text(HANDLE);
      CompletableFuture<Tree> waiting = alice.callAsync("\"w\"", "wait", waitFor(handle, 60));
      Await.until(() -> other.running() == 2);

      alice.post(Client.cancel("\"w\""));

      assertThat(waiting.join().text(CODE)).isEqualTo("CALL_CANCELLED");
      Await.until(() -> other.running() == 1);
      assertThat(other.gate("g").isCancelled()).isFalse();
      other.gate("g").open();
      assertThat(alice.call("wait", waitFor(handle, 10)).text(STATUS)).isEqualTo("complete");
    }
  }

  @Test
  void release_stopsTheWorkAndSaysHowToGetItAgain() {
    String handle = pending("g", "well");

    Tree released = client.call("release", "{\"handle\": \"%s\"}".formatted(handle));

    assertThat(released.text("result.structuredContent.kind")).isEqualTo("job");
    assertThat(released.text("result.content.0.text")).isEqualTo("The pending job was released.");
    server.gate("g").awaitCancelled();
    Await.until(() -> server.running() == 0);
    Tree waited = client.call("wait", waitFor(handle, 1));
    assertThat(waited.at("result.isError").value()).isEqualTo(true);
    assertThat(waited.text(CODE)).isEqualTo("HANDLE_ENDED");
    assertThat(waited.text("result.structuredContent.error.message"))
        .matches("The pending job was released \\d+ s ago\\.");
    assertThat(waited.text("result.structuredContent.error.recovery.0"))
        .isEqualTo("Call slow again with the same arguments.");
    assertThat(client.call("release", "{\"handle\": \"%s\"}".formatted(handle)).text(CODE))
        .isEqualTo("HANDLE_ENDED");
  }

  @Test
  void server_thatIsFull_canStillBeWaitedForAndReleased() {
    String one = pending("a", "well");
    String two = pending("b", "stubbornly");
    assertThat(client.call("echo", "{\"text\": \"x\"}").text(CODE)).isEqualTo("CALLS_EXHAUSTED");

    assertThat(client.call("wait", waitFor(two, 0)).text(STATUS)).isEqualTo("pending");
    assertThat(client.call("release", "{\"handle\": \"%s\"}".formatted(one)).text(STATUS))
        .isEqualTo("complete");

    server.gate("a").awaitLeft();
    Await.until(() -> server.running() == 1);
    assertThat(client.call("echo", "{\"text\": \"x\"}").text(STATUS)).isEqualTo("complete");
    server.gate("b").open();
  }

  @Test
  void work_thatEndsWithinItsBudget_keepsNoHandle() {
    server.gate("g").open();

    assertThat(client.call("slow", "{\"gate\": \"g\"}").text(STATUS)).isEqualTo("complete");
  }

  private String pending(String gate, String ending) {
    Tree answer =
        client.call("slow", "{\"gate\": \"%s\", \"ending\": \"%s\"}".formatted(gate, ending));
    assertThat(answer.text(STATUS)).isEqualTo("pending");
    return answer.text(HANDLE);
  }

  private static String waitFor(String handle, int seconds) {
    return "{\"handle\": \"%s\", \"maxSeconds\": %d}".formatted(handle, seconds);
  }

  private static String masked(Client client, String tool, String handle) {
    String body =
        client.post(Client.callBody("1", tool, "{\"handle\": \"%s\"}".formatted(handle))).body();
    String correlation = Tree.parse(body).text("result.structuredContent.error.correlationId");
    return body.replace(correlation, "");
  }
}
