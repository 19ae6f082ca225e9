package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.Map;

/** The part of Kubernetes' object metadata that a person writes. */
public record StackMetadata(
    @Description(
            "Name of the stack, unique in its namespace. Names of objects are made from it, hence the limit.")
        @Size(min = 1, max = MAX_NAME)
        @Pattern(
            regexp = "[a-z]([a-z0-9-]*[a-z0-9])?",
            message =
                "a DNS label: lower-case letters, digits and dashes, first a letter, last no dash")
        String name,
    @Description("Namespace of the stack and of its secrets.")
        @Default(DEFAULT_NAMESPACE)
        @Size(min = 1, max = 63)
        @Pattern(
            regexp = "[a-z0-9]([a-z0-9-]*[a-z0-9])?",
            message =
                "a DNS label: lower-case letters, digits and dashes, neither first nor last a dash")
        String namespace,
    @Description("Labels.") @Default("{}") @Size(max = 64)
        Map<String, @Size(max = 63) String> labels,
    @Description("Annotations.") @Default("{}") @Size(max = 64)
        Map<String, @Size(max = 262_144) String> annotations) {
  /** The longest name of a stack: what is added to it has to fit the 63 characters of DNS. */
  public static final int MAX_NAME = 35;

  /** The namespace of what names none, as in kubectl. */
  static final String DEFAULT_NAMESPACE = "default";
}
