package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Optional;

/** Where the images of the servers come from. */
public record ImagesSpec(
    @Description("The registry and folder in place of the operator's own.")
        @Example("registry.example.com/mcpstack")
        Optional<@Size(min = 1, max = 300) String> registry,
    @Description("When a node asks the registry: Always, IfNotPresent or Never.")
        @Default("IfNotPresent")
        PullPolicy pullPolicy,
    @Description("Secrets with credentials of the registry.") @Default("[]") @Size(max = 8)
        List<@Size(min = 1, max = 253) String> pullSecrets) {
  /** When a node asks the registry. */
  public enum PullPolicy {
    /** Whenever a container starts. */
    @Name("Always")
    ALWAYS,
    /** If it has none of that tag. */
    @Name("IfNotPresent")
    IF_NOT_PRESENT,
    /** Never. */
    @Name("Never")
    NEVER
  }
}
