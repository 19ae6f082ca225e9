package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import java.time.Duration;

/** How a new release takes over from the one that serves. */
@Rule(
    value = "duration(self.progressDeadline) > duration('0s')",
    message = "progressDeadline must be above 0, such as 10m")
public record RolloutSpec(
    @Description("How long a new revision may take until all of it is ready.") @Default("10m")
        Duration progressDeadline,
    @Description("Whether a revision that was checked takes over by itself.") @Default("true")
        boolean automaticPromotion,
    @Description("How long the new revision is watched while the old one stands by.") @Default("5m")
        Duration observation,
    @Description("How long the old revision may go on for what it still holds.") @Default("1h")
        Duration drainLimit,
    @Description("How many revisions are remembered.") @Default("10") @Range(min = 1, max = 100)
        int historyLimit)
    implements SelfChecked {
  @Override
  public void check(Problems problems) {
    if (progressDeadline.isZero()) {
      problems.add("progressDeadline", "0", "a duration above 0, such as 10m");
    }
  }
}
