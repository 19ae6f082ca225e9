package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Analyses of rows that are still being written. */
@Timeout(120)
final class LiveTokenTest {
  private static final int ROWS = 5_000;
  private static final int HALF = 2_000;

  private static Rows rows() {
    Random random = new Random(42);
    Rows rows = Rows.of("x FLOAT", "y FLOAT");
    for (int row = 0; row < ROWS; row++) {
      double x = random.nextGaussian();
      rows.row(x, 3 + 2 * x + random.nextGaussian());
    }
    return rows;
  }

  private static Map<String, Object> arguments(String tool, String token) {
    return tool.equals("summarize")
        ? Map.of("handle", token)
        : Map.of("handle", token, "target", "y", "features", List.of("x"));
  }

  /** Never on the common pool: the client needs its threads. */
  private static CompletableFuture<Reply> callAside(Fixture fixture, String tool, String token) {
    return CompletableFuture.supplyAsync(
        () -> fixture.alice.call(tool, arguments(tool, token)), Thread::startVirtualThread);
  }

  private static String numbers(Reply reply) {
    return Objects.toString(reply.structured());
  }

  @ParameterizedTest
  @ValueSource(strings = {"summarize", "regression"})
  void analysis_begunBeforeTheRowsAreThere_givesWhatItGivesAfterwards(String tool)
      throws Exception {
    Rows rows = rows();
    try (Fixture fixture = new Fixture();
        Fixture.Live live = fixture.live(rows)) {
      CompletableFuture<Reply> together = callAside(fixture, tool, live.token());
      live.writeSome(HALF);
      // The analysis has begun, and is told of the query's rows while it waits for more.
      await()
          .until(() ->
              fixture.alice.progress().stream()
                  .anyMatch(beat -> beat.startsWith("query running") || beat.contains("rows")));
      live.writeRest(HALF);
      Reply early = together.get().complete();
      Reply late = fixture.alice.call(tool, arguments(tool, live.token())).complete();
      String whole = fixture.token(rows);
      Reply complete = fixture.alice.call(tool, arguments(tool, whole)).complete();
      assertThat(numbers(early)).isEqualTo(numbers(late)).isEqualTo(numbers(complete));
    }
  }

  @Test
  void analysis_ofRowsThatFail_saysWhatTheOwnerSays() throws Exception {
    try (Fixture fixture = new Fixture();
        Fixture.Live live = fixture.live(rows())) {
      CompletableFuture<Reply> running = callAside(fixture, "summarize", live.token());
      live.writeSome(HALF);
      live.fail(
          new StackException(ContractError.CALLS_EXHAUSTED, "The database had enough.")
              .withRemedy("Ask for less."));
      running.get().refused("CALLS_EXHAUSTED", "The database had enough.", "Ask for less.");
    }
  }
}
