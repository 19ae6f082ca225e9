package dev.mcpstack.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.cli.Verbs.Verb;
import dev.mcpstack.stack.RolloutSpec;
import dev.mcpstack.stack.StackStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Which verb makes sense when, and what it writes. */
final class VerbsTest {
  private static final String STABLE = "{phase: Stable, to: 2}";
  private static final String STAGING =
      "{phase: Staging, from: 2, to: 3, deadline: '2026-01-01T00:00:00Z'}";
  private static final String AWAITING = STAGING.replace("Staging", "AwaitingPromotion");
  private static final String OBSERVING =
      "{phase: Observing, from: 1, to: 2, deadline: '2026-01-01T00:00:00Z'}";
  private static final String BACK = "{phase: RollingBack, from: 2, to: 1, why: Bad.}";
  private static final String FAILED =
      "{phase: Stable, to: 2, failed: {revision: 3, identity: a, why: Bad., at: '2026-01-01T00:00:00Z'}}";
  private static final String DRAINING =
      "{phase: Stable, to: 2, leaving: ["
          + "{revision: 1, why: Draining, since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z'}]}";
  private static final String MANUAL = "automaticPromotion: false";

  private static final Verb PROMOTE = Verbs.promote(Optional.empty());
  private static final Verb ABORT = Verbs.abort(Optional.empty());
  private static final Verb BEFORE = Verbs.rollback(Optional.empty());
  private static final Verb RETIRE = Verbs.retire(Optional.empty());
  private static final Verb RETRY = Verbs.retry("now");

  private static Map<?, ?> tree(String yaml) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static Seen seen(String rollout, String asked, boolean paused, boolean suspended) {
    return new Seen(
        "shop",
        "sales",
        7,
        "1",
        paused,
        suspended,
        RecordShape.of(RolloutSpec.class)
            .bind(tree("{" + asked + "}"))
            .orElseThrow(problems -> new IllegalStateException(problems.toString())),
        RecordShape.of(StackStatus.class)
            .bind(Map.of("observedGeneration", 7, "activeRevision", 2, "rollout", tree(rollout)))
            .orElseThrow(problems -> new IllegalStateException(problems.toString())),
        List.of(kept(1), kept(2), kept(3)),
        Map.of("retire", "argocd"));
  }

  private static Kept kept(int number) {
    return new Kept(number, "0.1.0", Instant.EPOCH);
  }

  static Stream<Arguments> written() {
    return Stream.of(
        Arguments.of(PROMOTE, AWAITING, MANUAL, "{promote=3}"),
        Arguments.of(PROMOTE, STAGING, MANUAL + ", promote: 2", "{promote=3}"),
        Arguments.of(ABORT, STAGING, "", "{abort=3}"),
        Arguments.of(ABORT, AWAITING, "paused: true", "{abort=3}"),
        Arguments.of(ABORT, OBSERVING, "promote: 2", "{abort=2, promote=null}"),
        Arguments.of(BEFORE, STABLE, "", "{rollback=1}"),
        Arguments.of(BEFORE, OBSERVING, "paused: true", "{rollback=1}"),
        Arguments.of(Verbs.rollback(Optional.of(3)), STABLE, "", "{rollback=3}"),
        Arguments.of(Verbs.rollback(Optional.of(1)), AWAITING, "", "{rollback=1}"),
        Arguments.of(Verbs.endRollback(), STABLE, "rollback: 1", "{rollback=null}"),
        Arguments.of(RETRY, FAILED, "", "{retry=now}"),
        Arguments.of(RETRY, FAILED, "retry: now, abort: 3", "{retry=now+, abort=null}"),
        Arguments.of(RETRY, FAILED, "promote: 3", "{retry=now, promote=null}"),
        Arguments.of(RETRY, FAILED, "promote: 2", "{retry=now}"),
        Arguments.of(Verbs.pause(), STABLE, "", "{paused=true}"),
        Arguments.of(Verbs.resume(), STABLE, "paused: true", "{paused=null}"));
  }

  @ParameterizedTest
  @MethodSource("written")
  void verbThatMakesSense_writesItsFields(Verb verb, String rollout, String asked, String fields) {
    assertThat(verb.decide(seen(rollout, asked, false, false)))
        .isInstanceOfSatisfying(
            Decision.Write.class, write -> assertThat(write.fields()).hasToString(fields));
  }

  static Stream<Arguments> already() {
    return Stream.of(
        Arguments.of(PROMOTE, AWAITING, MANUAL + ", promote: 3"),
        Arguments.of(ABORT, STAGING, "abort: 3"),
        Arguments.of(Verbs.rollback(Optional.of(2)), STABLE, "rollback: 2"),
        Arguments.of(Verbs.endRollback(), STABLE, ""),
        Arguments.of(Verbs.pause(), STABLE, "paused: true"),
        Arguments.of(Verbs.resume(), STABLE, ""),
        Arguments.of(RETIRE, DRAINING, "retire: 1"));
  }

  @ParameterizedTest
  @MethodSource("already")
  void verbThatIsDone_isSoAlready(Verb verb, String rollout, String asked) {
    assertThat(verb.decide(seen(rollout, asked, false, false)))
        .isInstanceOf(Decision.Already.class);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(PROMOTE, STABLE, MANUAL, "Nothing is staged"),
        Arguments.of(PROMOTE, OBSERVING, MANUAL, "Nothing is staged"),
        Arguments.of(PROMOTE, STAGING, "", "takes over by itself"),
        Arguments.of(PROMOTE, AWAITING, MANUAL + ", abort: 3", "spec.rollout.abort names"),
        Arguments.of(PROMOTE, AWAITING, MANUAL + ", paused: true", "resume first"),
        Arguments.of(Verbs.promote(Optional.of(2)), AWAITING, MANUAL, "It is revision 3"),
        Arguments.of(ABORT, STABLE, "", "No rollout is under way"),
        Arguments.of(ABORT, BACK, "", "taken back already"),
        Arguments.of(ABORT, "{phase: Bootstrapping, to: 1}", "", "none to go back to"),
        Arguments.of(Verbs.abort(Optional.of(2)), STAGING, "", "It is revision 3"),
        Arguments.of(BEFORE, STAGING, "", "abort ends it"),
        Arguments.of(BEFORE, BACK, "", "taken back already"),
        Arguments.of(BEFORE, STABLE, "paused: true", "resume first"),
        Arguments.of(BEFORE, STABLE, "abort: 1", "spec.rollout.abort names"),
        Arguments.of(Verbs.rollback(Optional.of(9)), STABLE, "", "kept are 1, 2, 3"),
        Arguments.of(Verbs.rollback(Optional.of(2)), STABLE, "", "Revision 2 serves."),
        Arguments.of(Verbs.rollback(Optional.of(3)), FAILED, "", "Revision 3 has failed"),
        Arguments.of(RETRY, STABLE, "", "Nothing that the stack asks for has failed."),
        Arguments.of(RETRY, FAILED, "paused: true", "resume first"),
        Arguments.of(RETIRE, STABLE, "", "No revision is leaving"),
        Arguments.of(Verbs.retire(Optional.of(2)), DRAINING, "", "these are: 1"),
        Arguments.of(RETIRE, DRAINING, "", "spec.rollout.retire is stated by argocd"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void verbThatMakesNoSense_isRefused(Verb verb, String rollout, String asked, String why) {
    assertThat(verb.decide(seen(rollout, asked, false, false)))
        .isInstanceOfSatisfying(
            Decision.Refused.class, refused -> assertThat(refused.sentence()).contains(why));
  }

  static Stream<Arguments> inVain() {
    return Stream.of(
        Arguments.of(PROMOTE, AWAITING, MANUAL),
        Arguments.of(BEFORE, STABLE, ""),
        Arguments.of(RETRY, FAILED, ""));
  }

  @ParameterizedTest
  @MethodSource("inVain")
  void verbOnAStackAtRest_isRefused(Verb verb, String rollout, String asked) {
    assertThat(verb.decide(seen(rollout, asked, true, false)).sentence())
        .endsWith("set spec.paused to false first.");
    assertThat(verb.decide(seen(rollout, asked, false, true)).sentence())
        .endsWith("set spec.suspended to false first.");
  }
}
