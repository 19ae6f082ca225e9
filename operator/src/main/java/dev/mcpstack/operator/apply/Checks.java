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
        .filter(Phase.Verifying.class::isInstance)
        .map(Phase.Verifying.class::cast)
        .filter(verifying -> verifying.to() == revision)
        .flatMap(verifying -> observed.find("Job", asked.names(revision).check(verifying.until())))
        .map(this::found)
        .orElse(new Check.Pending());
  }

  private Check found(LiveObject job) {
    if (condition(job, "Complete").isPresent()) {
      return new Check.Passed();
    }
    return condition(job, "Failed")
        .<Check>map(failed -> new Check.Failed(why(job, failed)))
        .orElse(new Check.Pending());
  }

  private static Optional<Object> condition(LiveObject job, String type) {
    return job.items("status", "conditions").stream()
        .filter(each -> Trees.at(each, "type").filter(type::equals).isPresent())
        .filter(each -> Trees.at(each, "status").filter("True"::equals).isPresent())
        .map(Object.class::cast)
        .findFirst();
  }

  private String why(LiveObject job, Object failed) {
    return observed
        .ofKind("Pod")
        .filter(pod -> pod.isOwnedBy(job.uid()))
        .flatMap(pod -> results(pod))
        .findFirst()
        .orElseGet(() ->
            "Its checks came to no result: "
                + Trees.at(failed, "message").map(String::valueOf).orElse("no reason is given")
                + ". See the log of the Job "
                + job.name()
                + ".");
  }

  private static Stream<String> results(LiveObject pod) {
    return pod.items("status", "containerStatuses").stream()
        .filter(each -> Trees.at(each, "name").filter(CheckJob.CONTAINER::equals).isPresent())
        .flatMap(each -> Trees.at(each, "state", "terminated", "message").stream())
        .map(String::valueOf)
        .flatMap(text -> VerificationResult.parse(text).stream())
        .filter(result -> result.outcome() != VerificationOutcome.PASSED)
        .map(VerificationResult::why);
  }
}
