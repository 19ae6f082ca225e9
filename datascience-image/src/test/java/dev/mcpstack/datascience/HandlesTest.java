package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.datascience.summary.MemoryBudget;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that are not what they should be, and owners that stop in the middle. */
final class HandlesTest {
  /** Enough for some dozens of chunks of 64 KiB. */
  private static final int MANY_ROWS = 200_000;

  /** After that many bytes of the owner's the reader has had some chunks, and lacks most. */
  private static final long SOME_BYTES = 400_000;

  private static Rows manyRows() {
    Random random = new Random(20261120);
    Rows rows = Rows.of("x FLOAT", "y FLOAT");
    for (int row = 0; row < MANY_ROWS; row++) {
      double x = random.nextGaussian();
      rows.row(x, 3 + 2 * x + random.nextGaussian());
    }
    return rows;
  }

  private static Map<String, Object> regression(String handle) {
    return Map.of("handle", handle, "target", "y", "features", List.of("x"));
  }

  /** Never on the common pool: the client needs its threads. */
  private static CompletableFuture<Reply> regressAside(Fixture fixture, String token) {
    return CompletableFuture.supplyAsync(
        () -> fixture.alice.call("regression", regression(token)), Thread::startVirtualThread);
  }

  /** Handlers that run now. */
  private static double running(Fixture fixture) {
    return fixture.meters.get("mcpstack.tool.calls.running").gauge().value();
  }

  private static String withoutCall(Reply reply) {
    return reply.text()
        + Objects.toString(reply.structured())
            .replaceAll("correlationId=[0-9a-f-]+", "correlationId=");
  }

  @ParameterizedTest
  @CsvSource({
    "summarize, {}",
    "hypothesis_test, test=one_sample;column=extra",
    "regression, target=extra;features=id"
  })
  void call_otherPrincipalsToken_isAnsweredLikeAnUnknownOne(String tool, String arguments) {
    try (Fixture fixture = new Fixture();
        Client mallory = new Client(fixture.endpoint(), Fixture.MALLORY_KEY)) {
      String token = fixture.token(Rows.csv("sleep.csv"));
      Map<String, Object> parsed = parse(arguments);
      parsed.put("handle", token);
      fixture.alice.call(tool, parsed).complete();
      Reply stolen =
          mallory
              .call(tool, parsed)
              .refused(
                  "HANDLE_UNKNOWN",
                  "The handle is not known here.",
                  "Check that the handle was copied whole. If it was, make the data again with the"
                      + " call that returned it.");
      parsed.put("handle", "rows_unknown");
      assertThat(withoutCall(mallory.call(tool, parsed))).isEqualTo(withoutCall(stolen));
    }
  }

  private static Map<String, Object> parse(String arguments) {
    Map<String, Object> parsed = new HashMap<>();
    for (String pair : arguments.replace("{}", "").split(";", -1)) {
      String[] parts = pair.split("=", -1);
      if (parts.length == 2) {
        parsed.put(parts[0], parts[0].equals("features") ? List.of(parts[1]) : parts[1]);
      }
    }
    return parsed;
  }

  @Test
  void call_expiredToken_saysSoAndHowToGetItAgain() {
    try (Fixture fixture = new Fixture()) {
      String token = fixture.token(Rows.csv("sleep.csv"));
      fixture.clock.addAndGet(Fixture.TIME_TO_LIVE.plusSeconds(60).toNanos());
      fixture
          .alice
          .call("summarize", Map.of("handle", token))
          .refused(
              "HANDLE_ENDED",
              "The data token expired 60 s ago.",
              "Call execute_query on source 'cars' again with the same arguments.");
    }
  }

  @Test
  void call_jobInPlaceOfRows_pointsToWait() {
    try (Fixture fixture = new Fixture()) {
      String job = fixture.handle(HandleKind.JOB, fixture.owner.address(), RowsFacts.NONE);
      fixture
          .alice
          .call("summarize", Map.of("handle", job))
          .refused(
              "HANDLE_WRONG_KIND",
              "The handle names a pending job, but a data token is needed here.",
              "Call wait with this handle: its answer holds the handle that is needed here.");
    }
  }

  @Test
  void release_dataToken_endsIt() {
    try (Fixture fixture = new Fixture()) {
      String token = fixture.token(Rows.csv("sleep.csv"));
      fixture.alice.call("release", Map.of("handle", token)).complete();
      Reply reply = fixture.alice.call("summarize", Map.of("handle", token));
      assertThat((String) reply.at("error", "message")).contains("was released");
    }
  }

  @Test
  void call_cancelledWhileReading_endsTheWork() throws Exception {
    try (Fixture fixture = new Fixture();
        Proxy proxy = new Proxy(fixture.owner.port(), SOME_BYTES)) {
      String token = fixture.token(manyRows(), proxy.address(), 1 << 16);
      RawClient client = new RawClient(fixture.endpoint());
      String arguments =
          "{\"handle\":\"%s\",\"target\":\"y\",\"features\":[\"x\"]}".formatted(token);
      CompletableFuture<String> answer = client.call(7, "regression", arguments);
      proxy.awaitStalled();
      assertThat(running(fixture)).isEqualTo(1);
      client.cancel(7);
      assertThat(answer.get(5, TimeUnit.SECONDS))
          .contains("CALL_CANCELLED")
          .contains("The call was cancelled before")
          .contains("Call again if you still need the answer.");
      await().atMost(Duration.ofSeconds(5)).until(() -> running(fixture) == 0);
      assertThat(fixture.memory.used()).isZero();
    }
  }

  @Test
  void call_ownerGoneWhileReading_saysSo() throws Exception {
    try (Fixture fixture = new Fixture();
        Proxy proxy = new Proxy(fixture.owner.port(), SOME_BYTES)) {
      String token = fixture.token(manyRows(), proxy.address(), 1 << 16);
      CompletableFuture<Reply> answer = regressAside(fixture, token);
      proxy.awaitStalled();
      proxy.cut();
      Reply reply =
          answer
              .get(15, TimeUnit.SECONDS)
              .refused(
                  "PEER_UNAVAILABLE",
                  "The localdata server that holds the rows can't be reached now.",
                  "Wait a few seconds and call again.");
      assertThat(reply.number("error", "details", "chunksMoved")).isPositive();
      assertThat(reply.at("error", "retryable")).isEqualTo(true);
    }
  }

  @Test
  void call_ownerNeverThere_saysSo() {
    try (Fixture fixture = new Fixture();
        Proxy proxy = new Proxy(fixture.owner.port(), SOME_BYTES)) {
      String token = fixture.token(Rows.csv("sleep.csv"), proxy.address(), 1 << 16);
      proxy.cut();
      fixture
          .alice
          .call("summarize", Map.of("handle", token))
          .refused(
              "PEER_UNAVAILABLE",
              "The localdata server that holds the rows can't be reached now.",
              "Wait a few seconds and call again.");
    }
  }

  /** The fit of the 200,000 rows is y = 3 + 2x to within a few standard errors of 1/sqrt(n). */
  @Test
  void call_pastItsBudget_isPendingAndWaitBringsTheAnswer() throws Exception {
    try (Fixture fixture = new Fixture("200ms", MemoryBudget.ofHeap());
        Proxy proxy = new Proxy(fixture.owner.port(), SOME_BYTES)) {
      String token = fixture.token(manyRows(), proxy.address(), 1 << 16);
      Reply pending = fixture.alice.call("regression", regression(token));
      assertThat(pending.at("status")).isEqualTo("pending");
      String job = (String) Objects.requireNonNull(pending.at("pending", "handle"));
      proxy.awaitStalled();
      Reply running = fixture.alice.call("wait", Map.of("handle", job, "maxSeconds", 0));
      assertThat(running.at("status")).isEqualTo("pending");
      proxy.resume();
      Reply done =
          await()
              .atMost(Duration.ofSeconds(10))
              .until(
                  () -> fixture.alice.call("wait", Map.of("handle", job)),
                  reply -> "complete".equals(reply.at("status")));
      assertThat(done.number("result", "count")).isEqualTo(MANY_ROWS);
      assertThat(done.number("result", "coefficients", 1, "estimate")).isBetween(1.99, 2.01);
    }
  }

  @Test
  void release_pendingCall_stopsIt() throws Exception {
    try (Fixture fixture = new Fixture("200ms", MemoryBudget.ofHeap());
        Proxy proxy = new Proxy(fixture.owner.port(), SOME_BYTES)) {
      String token = fixture.token(manyRows(), proxy.address(), 1 << 16);
      Reply pending = fixture.alice.call("regression", regression(token));
      proxy.awaitStalled();
      String job = (String) Objects.requireNonNull(pending.at("pending", "handle"));
      fixture.alice.call("release", Map.of("handle", job)).complete();
      await().atMost(Duration.ofSeconds(5)).until(() -> running(fixture) == 0);
      assertThat(fixture.memory.used()).isZero();
    }
  }

  /** The sweep of every second ends what nobody waits for any more. */
  @Test
  void sweep_expiredJob_stopsIt() throws Exception {
    try (Fixture fixture = new Fixture("200ms", MemoryBudget.ofHeap());
        Proxy proxy = new Proxy(fixture.owner.port(), SOME_BYTES)) {
      String token = fixture.token(manyRows(), proxy.address(), 1 << 16);
      fixture.alice.call("regression", regression(token));
      proxy.awaitStalled();
      fixture.clock.addAndGet(Duration.ofHours(1).toNanos());
      await().atMost(Duration.ofSeconds(5)).until(() -> running(fixture) == 0);
    }
  }

  @Test
  void call_whileRowsArrive_reportsThem() throws Exception {
    try (Fixture fixture = new Fixture();
        Proxy proxy = new Proxy(fixture.owner.port(), SOME_BYTES)) {
      String token = fixture.token(manyRows(), proxy.address(), 1 << 16);
      CompletableFuture<Reply> answer = regressAside(fixture, token);
      await()
          .atMost(Duration.ofSeconds(8))
          .untilAsserted(() ->
              assertThat(fixture.alice.progress())
                  .anyMatch(
                      beat -> beat.matches("reading rows: [0-9,]+ of about 200,000 rows, .* s.*")));
      proxy.resume();
      answer.get(10, TimeUnit.SECONDS).complete();
    }
  }
}
