package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.Optional;

/** A volume that outlives its pod. */
public record StorageSpec(
    @Description("How large it is.")
        @Default("1Gi")
        @Size(min = 1, max = 32)
        @Pattern(regexp = Quantities.PATTERN, message = Quantities.MESSAGE)
        String size,
    @Description("Its storage class; the cluster's default unless given.")
        Optional<@Size(min = 1, max = 253) String> className) {}
