package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import java.util.Optional;

/**
 * Where handles are remembered: managed unless external is given. {@code ./mcpstack up} keeps them
 * in its memory.
 */
@Rule(
    value = "!(has(self.managed) && has(self.external))",
    message = "give either managed or external: remove one of them")
public record TokenStoreSpec(
    @Description("One that the operator runs.") Optional<ManagedStoreSpec> managed,
    @Description("One that is there already.") Optional<ExternalStoreSpec> external)
    implements SelfChecked {
  @Override
  public void check(Problems problems) {
    if (managed.isPresent() && external.isPresent()) {
      problems.add("external", "managed and external", "one of them: remove the other");
    }
  }
}
