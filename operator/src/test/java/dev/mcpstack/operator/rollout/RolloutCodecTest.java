package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RolloutCodecTest {
  private static final Instant LATER = Instant.parse("2027-01-01T00:10:00Z");

  static Stream<Phase> phases() {
    return Stream.of(
        new Phase.Bootstrapping(1, LATER),
        new Phase.Stable(3),
        new Phase.Staging(1, 2, LATER),
        new Phase.Verifying(1, 2, LATER),
        new Phase.AwaitingPromotion(1, 2, LATER),
        new Phase.Switching(1, 2, LATER),
        new Phase.Observing(1, 2, LATER),
        new Phase.RollingBack(2, 1, "Its calls fail.", LATER));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void state_isReadAsItWasWritten(Phase phase) {
    RolloutState state =
        new RolloutState(
            phase,
            List.of(
                new Leaving(7, Leaving.Why.DRAINING, LATER, LATER.plusSeconds(1)),
                new Leaving(8, Leaving.Why.FOUND, LATER, LATER.plusSeconds(2)),
                new Leaving(9, Leaving.Why.KEPT, LATER, LATER.plusSeconds(3))),
            Optional.of(new Failure(6, "abc", "It was late.", LATER)),
            "again");
    RolloutStatus written = RolloutCodec.status(state);
    RolloutStatus read =
        RecordShape.of(RolloutStatus.class)
            .bind(RecordShape.treeOf(written))
            .orElseThrow(problems -> new AssertionError(problems.toString()));
    assertThat(RolloutCodec.state(read)).contains(state);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STABLE")
  void phaseWithoutItsDeadline_isLost(RolloutPhase phase) {
    assertThat(RolloutCodec.state(status(phase, Optional.of(1), Optional.empty()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STABLE", "BOOTSTRAPPING"})
  void phaseWithoutTheOtherRevision_isLost(RolloutPhase phase) {
    assertThat(RolloutCodec.state(status(phase, Optional.empty(), Optional.of(LATER)))).isEmpty();
  }

  @Test
  void longText_isCut() {
    Phase phase = new Phase.RollingBack(2, 1, "x".repeat(5000), LATER);
    RolloutState state = new RolloutState(phase, List.of(), Optional.empty(), "");
    assertThat(RolloutCodec.status(state).why().orElseThrow()).hasSize(RolloutStatus.MESSAGE);
  }

  private static RolloutStatus status(
      RolloutPhase phase, Optional<Integer> from, Optional<Instant> deadline) {
    return new RolloutStatus(
        phase, from, 2, deadline, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }
}
