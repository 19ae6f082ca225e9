package dev.mcpstack.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

/** Doubling waits once made a gateway find its servers as late again as they had started. */
final class BackoffTest {
  private final Backoff backoff = new Backoff();

  @RepeatedTest(20)
  void wait_isASmallPartOfTheTimeThatHasPassed() {
    double passed = 0;
    for (int i = 0; i < 60; i++) {
      long wait = backoff.next().toMillis();
      // At most 0.2 of the sum of the longest waits, which the shortest are half of.
      assertThat((double) wait).as("after %s ms", passed).isBetween(50.0, 101 + 0.4 * passed);
      passed += wait;
    }
    assertThat(backoff.next()).isBetween(Duration.ofMillis(7_500), Duration.ofSeconds(15));
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }
}
