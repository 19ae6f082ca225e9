package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The parser threads: bounded, stoppable, and not lost to work that will not stop. */
@Timeout(30)
class SqlParserPoolTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void work_pastItsLimit_isToldToStopAndCountedUntilItDoes() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean told = new AtomicBoolean();
    try (SqlParserPool pool = new SqlParserPool(1)) {
      assertThatThrownBy(() -> pool.run(() -> stubborn(release), SHORT, () -> told.set(true)))
          .isInstanceOf(SqlParserPool.OverloadException.class);
      assertThat(told).isTrue();
      assertThat(pool.overdue()).isEqualTo(1);
      // A spare thread has taken the place of the one that is stuck.
      assertThat(pool.run(() -> "ran", LONG, () -> {})).isEqualTo("ran");
      release.countDown();
      while (pool.overdue() > 0) {
        Thread.onSpinWait();
      }
      assertThat(pool.run(() -> "ran again", LONG, () -> {})).isEqualTo("ran again");
    }
  }

  @Test
  void work_thatIsStuckOnAllThreads_refusesMoreWithinTheLimit() {
    CountDownLatch release = new CountDownLatch(1);
    try (SqlParserPool pool = new SqlParserPool(1)) {
      SqlPolicy policy = new SqlPolicy(pool);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> pool.run(() -> stubborn(release), SHORT, () -> {}))
            .isInstanceOf(SqlParserPool.OverloadException.class);
      }
      GateVerdict verdict = policy.check(Dialect.DUCKDB, "select 1");
      assertThat(((Refused) verdict).rule()).isEqualTo(Rule.PARSE_TIME);
      release.countDown();
    }
  }

  @Test
  void work_thatOverflowsTheStack_isAnExecutionException() {
    try (SqlParserPool pool = new SqlParserPool(1)) {
      assertThatThrownBy(() -> pool.run(() -> deeper(0), LONG, () -> {}))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void pool_closed_refuses() {
    SqlParserPool pool = new SqlParserPool(1);
    pool.close();
    GateVerdict verdict = new SqlPolicy(pool).check(Dialect.POSTGRESQL, "select 1");
    assertThat(((Refused) verdict).rule()).isEqualTo(Rule.PARSE_TIME);
  }

  @Test
  void caller_interrupted_staysInterrupted() {
    CountDownLatch release = new CountDownLatch(1);
    try (SqlParserPool pool = new SqlParserPool(1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> pool.run(() -> stubborn(release), LONG, () -> {}))
          .isInstanceOf(SqlParserPool.OverloadException.class);
      assertThat(Thread.interrupted()).isTrue();
      release.countDown();
    }
  }

  @Test
  void parser_toldToStop_reportsThatItWasTooSlow() {
    SqlParser parser = new SqlParser();
    parser.stop();
    assertThatThrownBy(() -> parser.parse(Dialect.DUCKDB, "select 1"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refused().rule()).isEqualTo(Rule.PARSE_TIME));
  }

  @Test
  void size_belowOne_isRefused() {
    assertThatThrownBy(() -> new SqlParserPool(0)).hasMessage("size is 0, and must be at least 1");
  }

  /** Ends only when released, whatever interrupts it. */
  private static String stubborn(CountDownLatch release) {
    while (true) {
      try {
        release.await();
        return "released";
      } catch (InterruptedException _) {
        // That is what makes it stubborn.
      }
    }
  }

  private static int deeper(int depth) {
    return depth < 0 ? depth : 1 + deeper(depth + 1);
  }
}
