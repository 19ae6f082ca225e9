package dev.mcpstack.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConditionsTest {
  private static final Instant FIRST = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2027-01-01T00:05:00.123Z");

  private static List<StackCondition> before() {
    return new Conditions(List.of(), 1, FIRST)
        .add("Ready", ConditionStatus.FALSE, Finding.of(Reason.STARTING))
        .add("Progressing", ConditionStatus.TRUE, Finding.of(Reason.STARTING))
        .list();
  }

  @Test
  void time_ofTheSameStatus_staysThoughTheReasonIsAnother() {
    assertThat(
            new Conditions(before(), 2, LATER)
                .add("Ready", ConditionStatus.FALSE, new Finding(Reason.POD_CRASHES, "Pod a."))
                .list())
        .containsExactly(
            new StackCondition(
                "Ready",
                ConditionStatus.FALSE,
                Optional.of(2L),
                FIRST,
                "PodCrashes",
                "A pod ends again and again. Pod a. Read its log: kubectl logs --previous."));
  }

  @Test
  void time_ofAnotherStatus_isNowInWholeSeconds() {
    assertThat(
            new Conditions(before(), 1, LATER)
                .add("Ready", ConditionStatus.TRUE, Finding.of(Reason.READY))
                .list())
        .extracting(StackCondition::lastTransitionTime)
        .containsExactly(Instant.parse("2027-01-01T00:05:00Z"));
  }

  @Test
  void time_ofAConditionThatWasNotThere_isNow() {
    assertThat(
            new Conditions(before(), 1, LATER)
                .add("TokenStoreReady", ConditionStatus.FALSE, Finding.of(Reason.STARTING))
                .list())
        .extracting(StackCondition::lastTransitionTime)
        .containsExactly(Instant.parse("2027-01-01T00:05:00Z"));
  }
}
