package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.rollout.Turn;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One rollout at once, among stacks of which only the statuses are known. */
final class TurnsTest {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final String ROLLS =
      "rollout: {phase: Staging, from: 1, to: 2, deadline: '2027-01-01T00:10:00Z'}";

  private final List<StackResource> all = new ArrayList<>();

  private static Clock at(Duration later) {
    return Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
  }

  private Turns turns(Duration later) {
    return new Turns(1, at(later));
  }

  @SuppressWarnings("unchecked") // YAML of a map.
  private static Map<String, Object> tree(String yaml) {
    return (Map<String, Object>)
        new Load(LoadSettings.builder().build()).loadFromString("{" + yaml + "}");
  }

  private StackResource stack(String name, String spec, String status) {
    StackResource stack = new StackResource();
    stack.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid("uid-" + name)
            .build());
    stack.setSpec(tree(spec));
    stack.setStatus(tree(status));
    all.add(stack);
    return stack;
  }

  private static Map<String, Object> status(StackResource stack) {
    return Objects.requireNonNull(stack.getStatus());
  }

  private boolean takes(Turns turns, StackResource stack) {
    return turns.take(stack, all, TurnsTest::status).isEmpty();
  }

  @ParameterizedTest(name = "{0}; {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                      | ''                                                                                    | true",
        "''                      | 'rollout: {phase: Stable, to: 2}'                                                      | true",
        "''                      | 'rollout: {phase: Bootstrapping, to: 1, deadline: 2027-01-01T00:10:00Z}'               | true",
        "''                      | 'rollout: {phase: Staging, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'            | false",
        "''                      | 'rollout: {phase: Verifying, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'          | false",
        "''                      | 'rollout: {phase: Switching, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'          | false",
        "''                      | 'rollout: {phase: Observing, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'          | false",
        "''                      | 'rollout: {phase: RollingBack, from: 2, to: 1, deadline: 2027-01-01T00:10:00Z}'        | false",
        "''                      | 'rollout: {phase: AwaitingPromotion, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'  | true",
        "''                      | 'rollout: {phase: Staging, from: 1, to: 2, deadline: 2026-12-31T23:55:00Z}'            | false",
        "''                      | 'rollout: {phase: Staging, from: 1, to: 2, deadline: 2026-12-31T23:45:00Z}'            | true",
        "'paused: true'          | 'rollout: {phase: Staging, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'            | true",
        "'suspended: true'       | 'rollout: {phase: Staging, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'            | true",
        "'rollout: {paused: true}' | 'rollout: {phase: Observing, from: 1, to: 2, deadline: 2027-01-01T00:10:00Z}'        | true",
        "''                      | 'plan: {queued: 2026-12-31T23:59:00Z}'                                                 | false",
        "'paused: true'          | 'plan: {queued: 2026-12-31T23:59:00Z}'                                                 | true",
        "''                      | 'rollout: {phase: Flying}'                                                             | true",
      })
  void turn_dependsOnTheOther(String spec, String status, boolean taken) {
    stack("other", spec, status.replaceAll("(deadline|queued): ([^}]*)", "$1: '$2'"));
    StackResource mine = stack("mine", "", "");
    assertThat(takes(turns(Duration.ZERO), mine)).isEqualTo(taken);
  }

  @Test
  void turn_isTakenUntilTheLookIsDone() {
    Turns turns = turns(Duration.ZERO);
    StackResource one = stack("one", "", "");
    StackResource two = stack("two", "", "");
    assertThat(takes(turns, one)).isTrue();
    assertThat(takes(turns, two)).isFalse();
    turns.done(one);
    assertThat(takes(turns, two)).isTrue();
  }

  @Test
  void operatorThatTakesOver_knowsWhoRolls() {
    stack("one", "", ROLLS);
    StackResource two = stack("two", "", "");
    assertThat(takes(turns(Duration.ZERO), two)).isFalse();
    assertThat(takes(turns(Duration.ofMinutes(21)), two)).isTrue(); // Nobody goes on with it.
  }

  /** Nobody waits for one that waits longer and can't be looked at. */
  @Test
  void stackThatDoesNotAsk_isPassedOver() {
    stack("lost", "", "plan: {queued: '2026-12-31T00:00:00Z'}");
    StackResource mine = stack("mine", "", "");
    Instant[] now = {NOW};
    Turns turns = new Turns(1, clock(now));
    assertThat(takes(turns, mine)).isFalse();
    now[0] = NOW.plusSeconds(119);
    assertThat(takes(turns, mine)).isFalse();
    now[0] = NOW.plusSeconds(121);
    assertThat(takes(turns, mine)).isTrue();
  }

  private static Clock clock(Instant[] now) {
    return new Clock() {
      @Override
      public Instant instant() {
        return now[0];
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  @Test
  void next_areThoseThatWait() {
    stack("one", "", ROLLS);
    stack("two", "", "plan: {queued: '2026-12-31T23:59:30Z'}");
    stack("three", "", "plan: {queued: '2026-12-31T23:59:00Z'}");
    assertThat(turns(Duration.ZERO).next(all, TurnsTest::status))
        .extracting(Turn.Peer::name)
        .containsExactly("three");
    assertThat(new Turns(0, at(Duration.ZERO)).next(all, TurnsTest::status)).isEmpty();
    assertThat(new Turns(0, at(Duration.ZERO)).take(all.get(1), all, TurnsTest::status)).isEmpty();
  }
}
