package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;

/** One value of a Secret in the namespace of the stack. */
public record SecretKeyRef(
    @Description("Name of the Secret.")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.NAME_PATTERN, message = SecretDocument.NAME_MESSAGE)
        String name,
    @Description("Key in it.")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.KEY_PATTERN, message = SecretDocument.KEY_MESSAGE)
        String key) {}
