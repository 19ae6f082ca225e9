package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long MILLI = 1_000_000;

  @Test
  void of_rate_spreadsTheCallsOfAllClientsEvenly() {
    Pace pace = Pace.of(1_000, 4);
    assertThat(pace.first(7, 0)).isEqualTo(7);
    assertThat(pace.first(7, 3)).isEqualTo(7 + 3 * MILLI);
    assertThat(pace.next(7, 999 * MILLI)).isEqualTo(7 + 4 * MILLI);
  }

  @Test
  void next_closed_isWhenTheLastOneWasAnswered() {
    assertThat(Pace.closed().next(7, 999)).isEqualTo(999);
  }

  @Test
  void run_callThatWasDueBeforeItCouldBeMade_countsItsWaiting() throws Exception {
    Contender quick = new Contender('x', "quick", ProcessHandle.current(), QuickCaller::new);
    Round round = Load.run(quick, 3, new LatePace(), Duration.ofMinutes(1), () -> Duration.ZERO);
    assertThat(round.calls()).isEqualTo(3);
    assertThat(round.p50Millis()).isGreaterThanOrEqualTo(1_000);
  }

  /** One call of each client, due a second ago. */
  private static final class LatePace implements Pace {
    @Override
    public long first(long start, int client) {
      return start - 1_000 * MILLI;
    }

    @Override
    public long next(long due, long answered) {
      return due + Duration.ofMinutes(2).toNanos();
    }
  }

  private static final class QuickCaller implements Caller {
    @Override
    public void call() {}

    @Override
    public void close() {}
  }
}
