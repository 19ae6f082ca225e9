package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.Optional;

/** A variable of the environment, beyond those that the servers are given. */
@Rule(
    value = "has(self.value) != has(self.secretKeyRef)",
    message = "give the variable either value or secretKeyRef")
@Rule(
    value = "!self.name.startsWith('MCPSTACK_')",
    message = "names that begin with MCPSTACK_ are the servers' own: choose another name")
public record EnvSpec(
    @Description("Its name.")
        @Example("HTTPS_PROXY")
        @Size(min = 1, max = 253)
        @Pattern(
            regexp = "[A-Za-z_][A-Za-z0-9_]*",
            message = "letters, digits and underscores, first no digit")
        String name,
    @Description("Its value; never a secret.") Optional<@Size(max = 4096) String> value,
    @Description("The key of a Secret that holds its value.") Optional<SecretKeyRef> secretKeyRef)
    implements SelfChecked {
  @Override
  public void check(Problems problems) {
    if (value.isPresent() == secretKeyRef.isPresent()) {
      problems.add(
          "value",
          value.isPresent() ? "value and secretKeyRef" : "neither value nor secretKeyRef",
          "one of them");
    }
    if (name.startsWith("MCPSTACK_")) {
      problems.add(
          "name",
          Problem.excerpt(name),
          "a name that does not begin with MCPSTACK_: those are the servers' own");
    }
  }
}
