package dev.mcpstack.operator.apply;

import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.contract.verification.VerificationResult;
import dev.mcpstack.operator.model.CheckJob;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.Phase;
import dev.mcpstack.stack.CellNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the Job has found that checks a cell. */
final class Checks {
  private final StackInput asked;
  private final Observed observed;
  private final Optional<Phase> phase;

  /** Those of a stack whose rollout was last in this phase. */
  Checks(StackInput asked, Observed observed, Optional<Phase> phase) {
    this.asked = asked;
    this.observed = observed;
    this.phase = phase;
  }

  /** What is known of a revision. Each attempt counts for itself. */
  Check of(int revision) {
    if (!asked.spec().rollout().verification().enabled()) {
      return new Check.Passed();
    }
    return phase
        .flatMap(now -> job(now, revision))
        .flatMap(name -> observed.find("Job", name))
        .map(this::found)
        .orElse(new Check.Pending());
  }

  /** The Job that checks a revision in this phase. */
  private Optional<String> job(Phase now, int revision) {
    CellNames names = asked.names(revision);
    return switch (now) {
      case Phase.Verifying(int _, int to, Instant until) when to == revision ->
          Optional.of(names.check(until));
      case Phase.Observing(int _, int to, Instant until) when to == revision ->
          Optional.of(names.recheck(until));
      case Phase _ -> Optional.empty();
    };
  }

  private Check found(LiveObject job) {
    if (condition(job, "Complete").isPresent()) {
      return new Check.Passed();
    }
    List<VerificationResult> results =
        observed
            .ofKind("Pod")
            .filter(pod -> pod.isOwnedBy(job.uid()))
            .sorted(Comparator.comparing(LiveObject::name))
            .flatMap(Checks::results)
            .toList();
    Optional<String> wrong = why(results, VerificationOutcome.FAILED);
    Optional<String> said = wrong.or(() -> why(results, VerificationOutcome.UNJUDGED));
    Optional<Object> failed = condition(job, "Failed");
    if (failed.isEmpty()) {
      return new Check.Pending(said.orElse(""));
    }
    return wrong
        .<Check>map(Check.Failed::new)
        .orElseGet(() -> new Check.Unjudged(said.orElseGet(() -> silent(job, failed.get()))));
  }

  private static Optional<Object> condition(LiveObject job, String type) {
    return job.items("status", "conditions").stream()
        .filter(each -> Trees.at(each, "type").filter(type::equals).isPresent())
        .filter(each -> Trees.at(each, "status").filter("True"::equals).isPresent())
        .map(Object.class::cast)
        .findFirst();
  }

  private static Optional<String> why(
      List<VerificationResult> results, VerificationOutcome outcome) {
    return results.stream()
        .filter(result -> result.outcome() == outcome)
        .map(VerificationResult::why)
        .findFirst();
  }

  private static String silent(LiveObject job, Object failed) {
    return "Its checks came to no result: "
        + Trees.at(failed, "message").map(String::valueOf).orElse("no reason is given")
        + ". See the log of the Job "
        + job.name()
        + ".";
  }

  private static Stream<VerificationResult> results(LiveObject pod) {
    return pod.items("status", "containerStatuses").stream()
        .filter(each -> Trees.at(each, "name").filter(CheckJob.CONTAINER::equals).isPresent())
        .flatMap(each -> Trees.at(each, "state", "terminated", "message").stream())
        .map(String::valueOf)
        .flatMap(text -> VerificationResult.parse(text).stream());
  }
}
