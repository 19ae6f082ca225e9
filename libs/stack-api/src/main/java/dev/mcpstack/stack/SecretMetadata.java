package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.Map;

/** The part of a Secret's metadata that a person writes. */
record SecretMetadata(
    @Description("Name of the Secret.")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.NAME_PATTERN, message = SecretDocument.NAME_MESSAGE)
        String name,
    @Description("Its namespace: that of the stack.")
        @Default(StackMetadata.DEFAULT_NAMESPACE)
        @Size(min = 1, max = 63)
        String namespace,
    @Description("Labels.") @Default("{}") @Size(max = 64)
        Map<String, @Size(max = 63) String> labels,
    @Description("Annotations.") @Default("{}") @Size(max = 64)
        Map<String, @Size(max = 262_144) String> annotations) {}
