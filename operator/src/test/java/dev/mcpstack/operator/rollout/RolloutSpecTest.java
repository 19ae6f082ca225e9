package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.stack.RolloutSpec;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RolloutSpecTest {
  private static RolloutSpec spec(Map<String, Object> tree) {
    return RecordShape.of(RolloutSpec.class)
        .bind(tree)
        .orElseThrow(problems -> new AssertionError(problems.toString()));
  }

  @Test
  void durations_areThoseOfTheSpecification() {
    RolloutSpec spec =
        spec(
            Map.of(
                "progressDeadline", "1m",
                "verificationDeadline", "2m",
                "automaticPromotion", false,
                "promotionDeadline", "3m",
                "observation", "4m",
                "drainLimit", "5m",
                "keepFailed", "6m"));
    assertThat(RolloutSettings.of(spec))
        .isEqualTo(
            new RolloutSettings(
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                false,
                Duration.ofMinutes(3),
                Duration.ofMinutes(4),
                Duration.ofMinutes(5),
                Duration.ofMinutes(6)));
  }

  @Test
  void requests_areThoseOfTheSpecification() {
    assertThat(Requests.of(spec(Map.of()))).isEqualTo(Requests.NONE);
    Map<String, Object> asked =
        Map.of("paused", true, "promote", 1, "abort", 2, "rollback", 3, "retry", "x", "retire", 4);
    Requests requests = Requests.of(spec(asked));
    assertThat(requests)
        .isEqualTo(
            new Requests(
                true,
                OptionalInt.of(1),
                OptionalInt.of(2),
                OptionalInt.of(3),
                "x",
                OptionalInt.of(4)));
    assertThat(requests.promotes(1)).isTrue();
    assertThat(requests.promotes(2)).isFalse();
    assertThat(requests.aborts(2)).isTrue();
    assertThat(requests.aborts(1)).isFalse();
    assertThat(requests.retires(4)).isTrue();
    assertThat(requests.retires(1)).isFalse();
  }

  @Test
  void abort_countsWherePromoteNamesTheSame() {
    Requests both =
        new Requests(
            false,
            OptionalInt.of(2),
            OptionalInt.of(2),
            OptionalInt.empty(),
            "",
            OptionalInt.empty());
    assertThat(both.promotes(2)).isFalse();
    assertThat(both.aborts(2)).isTrue();
  }
}
