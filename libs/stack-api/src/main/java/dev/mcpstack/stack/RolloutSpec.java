package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a new release takes over from the one that serves. What people ask for names a revision, so
 * that one that is left there means nothing to the next.
 */
@Rule(
    value = "duration(self.progressDeadline) > duration('0s')",
    message = "progressDeadline must be above 0, such as 10m")
@Rule(
    value = "duration(self.verificationDeadline) > duration('0s')",
    message = "verificationDeadline must be above 0, such as 5m")
@Rule(
    value = "duration(self.promotionDeadline) > duration('0s')",
    message = "promotionDeadline must be above 0, such as 24h")
@Rule(
    value = "!has(self.promote) || !has(self.abort) || self.promote != self.abort",
    message = "promote and abort name the same revision: remove one of them")
public record RolloutSpec(
    @Description("How long a new revision may take until all of it is ready.") @Default("10m")
        Duration progressDeadline,
    @Description("How long the checks of a new revision may take.") @Default("5m")
        Duration verificationDeadline,
    @Description("How a new revision is checked.") @Default("{}") VerificationSpec verification,
    @Description("Whether a revision that was checked takes over by itself.") @Default("true")
        boolean automaticPromotion,
    @Description("How long a checked revision waits for somebody to promote it.") @Default("24h")
        Duration promotionDeadline,
    @Description("How long the new revision is watched while the old one stands by.") @Default("5m")
        Duration observation,
    @Description("How long the old revision may go on for what it still holds.") @Default("1h")
        Duration drainLimit,
    @Description(
            "How long the pods of a revision that failed before it served are kept for a look.")
        @Default("10m")
        Duration keepFailed,
    @Description("How many revisions are remembered.") @Default("10") @Range(min = 1, max = 100)
        int historyLimit,
    @Description("Whether rollouts go no further. What turns out bad is still taken back.")
        @Default("false")
        boolean paused,
    @Description("The checked revision that may serve, where automaticPromotion is false.")
        Optional<@Range(min = 1, max = RolloutSpec.LAST) Integer> promote,
    @Description("The revision that must not serve: its rollout ends, or is taken back.")
        Optional<@Range(min = 1, max = RolloutSpec.LAST) Integer> abort,
    @Description("The revision to serve, whatever else the stack asks for. It has to be kept.")
        Optional<@Range(min = 1, max = RolloutSpec.LAST) Integer> rollback,
    @Description("Any text. Another one than before tries a release again that has failed.")
        Optional<@Size(min = 1, max = 100) String> retry,
    @Description("The old revision whose pods are to go now, whatever they still hold.")
        Optional<@Range(min = 1, max = RolloutSpec.LAST) Integer> retire,
    @Description("What the new revision is watched for.") @Default("{}") AnalysisSpec analysis)
    implements SelfChecked {
  /** The highest number of a revision. */
  static final int LAST = 999_999_999;

  @Override
  public void check(Problems problems) {
    Map<String, Map.Entry<Duration, String>> deadlines = new TreeMap<>();
    deadlines.put("progressDeadline", Map.entry(progressDeadline, "10m"));
    deadlines.put("verificationDeadline", Map.entry(verificationDeadline, "5m"));
    deadlines.put("promotionDeadline", Map.entry(promotionDeadline, "24h"));
    deadlines.forEach((key, deadline) -> {
      if (deadline.getKey().isZero()) {
        problems.add(key, "0", "a duration above 0, such as " + deadline.getValue());
      }
    });
    if (promote.isPresent() && promote.equals(abort)) {
      problems.add("promote", promote.get().toString(), "another revision than abort names");
    }
  }
}
