package dev.mcpstack.contract.verification;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The checks of a stack's users, as a file. */
public record UserChecks(
    @Description("The checks, in order.") @Default("[]") @Size(max = 50) @KeyedBy("name")
        List<UserCheck> checks)
    implements SelfChecked {
  @Override
  public void check(Problems problems) {
    Set<String> names = new HashSet<>();
    for (UserCheck each : checks) {
      if (!names.add(each.name())) {
        problems.add("checks", "two checks with the name " + each.name(), "a name for each");
      }
    }
  }
}
