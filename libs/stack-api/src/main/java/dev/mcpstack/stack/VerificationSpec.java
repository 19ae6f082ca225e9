package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.contract.verification.UserCheck;
import java.util.List;

/** How a new revision is checked before it serves. */
public record VerificationSpec(
    @Description("Whether it is checked at all but for being ready.") @Default("true")
        boolean enabled,
    @Description(
            "Tools that the new release may lack, or that may take or promise less than before.")
        @Default("[]")
        @Size(max = 200)
        List<@Size(min = 1, max = 200) String> acknowledgedTools,
    @Description(
            "Calls that a new release has to answer rightly before it serves, in order. They may hold no secrets: they are kept as they are.")
        @Default("[]")
        @Size(max = 20)
        @KeyedBy("name")
        List<UserCheck> checks)
    implements SelfChecked {
  /** All checks together, in characters: they have to fit into a ConfigMap of at most 1 MiB. */
  private static final int LARGEST = 256 << 10;

  @Override
  public void check(Problems problems) {
    Unique.check("checks", checks, UserCheck::name, "name", problems);
    int size = checks.stream().mapToInt(each -> RecordShape.treeOf(each).toString().length()).sum();
    if (size > LARGEST) {
      problems.add("checks", size + " characters", "at most " + LARGEST + " in all");
    }
  }
}
