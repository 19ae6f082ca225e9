package dev.mcpstack.localdata.outside;

import static dev.mcpstack.localdata.outside.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long queries end: by time limit, by cancel, by release, by the server's end. */
class EndingTest {
  @TempDir Path secrets;
  private @Nullable Running started;

  private Agent start(Yaml yaml) {
    started = Running.start(yaml.text());
    return running().agent(Running.ALICE);
  }

  private Running running() {
    return Objects.requireNonNull(started);
  }

  @AfterEach
  void stop() {
    running().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void query_overTheStatementTimeout_isEndedAtTheDatabase(String source) {
    Agent agent = start(Yaml.both(secrets).limit("statementTimeout", "500ms"));

    agent.query(source, Slow.of(source)).failure().is("QUERY_TIMED_OUT").advises("filter earlier");

    awaitIdle(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void query_overTheBudget_goesOnAndWaitBringsItsAnswer(String source) {
    Agent agent = start(Yaml.both(secrets).limit("callBudget", "300ms"));
    // Long enough to outlast the budget on a fast machine, short enough to end on a slow one.
    String sql =
        source.equals("files")
            ? "select sum((a.delay * b.distance) % 1009) as s from flights a cross join flights b"
            : "select sum(a.n * (b.n % 7)) as s from numbers a cross join numbers b where a.n < 60";

    Answer pending = agent.query(source, sql);

    assertThat(pending.error()).isFalse();
    assertThat(pending.get("status")).isEqualTo("pending");
    Answer done =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> agent.call("wait", Map.of("handle", pendingHandle(pending))),
                answer -> !"pending".equals(answer.get("status")))
            .complete();
    assertThat(done.get("tool")).isEqualTo("execute_query");
    Answer result = new Answer(Nested.of(done.get("result")), done.text(), false).complete();
    assertThat(result.columns().getFirst()).startsWith("s:");
    assertThat(result.rows("preview")).hasSize(1);
    assertThat(agent.read(result.handle(), 0, 10).complete().rows("rows"))
        .isEqualTo(result.rows("preview"));
    // Asked again it says the same.
    assertThat(
            agent.call("wait", Map.of("handle", pendingHandle(pending))).complete().get("result"))
        .isEqualTo(done.get("result"));
    agent.read(pendingHandle(pending), 0, 1).failure().is("HANDLE_WRONG_KIND").advises("Call wait");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void release_ofAPendingQuery_endsItAtTheDatabase(String source) {
    Agent agent = start(Yaml.both(secrets).limit("callBudget", "300ms"));
    Answer pending = agent.query(source, Slow.of(source));
    assertThat(pending.get("status")).isEqualTo("pending");
    assertThat(running().connectionsInUse(source)).isEqualTo(1);
    Answer waited = agent.call("wait", Map.of("handle", pendingHandle(pending), "maxSeconds", 0));
    assertThat(waited.get("status")).isEqualTo("pending");
    assertThat(pendingHandle(waited)).isEqualTo(pendingHandle(pending));

    agent.call("release", Map.of("handle", pendingHandle(pending))).complete();

    awaitIdle(source);
    agent
        .call("wait", Map.of("handle", pendingHandle(pending)))
        .failure()
        .is("HANDLE_ENDED")
        .says("pending job was released");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void cancel_ofAQuery_endsItAtTheDatabaseAndNoOther(String source) throws Exception {
    start(Yaml.both(secrets));
    try (RawClient alice = new RawClient(running(), Running.ALICE);
        RawClient bob = new RawClient(running(), Running.BOB)) {
      CompletableFuture<String> ofAlice = alice.query(7, source, Slow.of(source));
      CompletableFuture<String> ofBob = bob.query(7, source, Slow.of(source));
      await().until(() -> running().connectionsInUse(source) == 2);
      if (source.equals("warehouse")) {
        await().until(() -> Database.shared().running("endless") == 2);
      }

      alice.cancel(7);

      assertThat(ofAlice.get(30, TimeUnit.SECONDS)).contains("CALL_CANCELLED");
      await().until(() -> running().connectionsInUse(source) == 1);
      assertThat(ofBob).isNotDone();
      if (source.equals("warehouse")) {
        assertThat(Database.shared().running("endless")).isEqualTo(1);
      }
      bob.cancel(7);
      assertThat(ofBob.get(30, TimeUnit.SECONDS)).contains("CALL_CANCELLED");
    }
    awaitIdle(source);
  }

  @Test
  void connections_allInUse_saysBusyAndServesAgain() throws Exception {
    Running.writeSecret(secrets, "narrow-login", Database.READER, Database.PASSWORD);
    Agent agent = start(new Yaml(secrets).postgres("narrow", Database.shared().url(), 1));
    try (RawClient other = new RawClient(running(), Running.BOB)) {
      CompletableFuture<String> slow = other.query(1, "narrow", Slow.WAREHOUSE);
      await().until(() -> running().connectionsInUse("narrow") == 1);
      long start = System.nanoTime();

      agent
          .query("narrow", "select 1 as a")
          .failure()
          .is("SOURCE_BUSY")
          .says("All 1 connections of source 'narrow'")
          .advises("fewer queries at once");

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      other.cancel(1);
      assertThat(slow.get(30, TimeUnit.SECONDS)).contains("CALL_CANCELLED");
      await()
          .untilAsserted(() ->
              assertThat(agent.query("narrow", "select 1 as a").complete().rows("preview"))
                  .containsExactly(List.of(1)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void close_duringAQuery_endsIt(String source) throws Exception {
    start(Yaml.both(secrets));
    try (RawClient client = new RawClient(running(), Running.ALICE)) {
      CompletableFuture<String> slow = client.query(1, source, Slow.of(source));
      await().until(() -> running().connectionsInUse(source) == 1);

      running().server().close();

      assertThat(slow.get(30, TimeUnit.SECONDS)).contains("CALL_CANCELLED");
    }
    await().until(() -> Database.shared().running("endless") == 0);
  }

  private void awaitIdle(String source) {
    await()
        .untilAsserted(() -> {
          assertThat(running().connectionsInUse(source)).isZero();
          assertThat(Database.shared().running("endless")).isZero();
          assertThat(running().callsRunning()).isZero();
          assertThat(running().bytesKept()).isZero();
          assertThat(running().memoryUsed()).isZero();
        });
  }

  private static String pendingHandle(Answer answer) {
    return String.valueOf(Nested.of(answer.get("pending")).get("handle"));
  }
}
