package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.Map;

/** Processor time and memory of one pod, as in Kubernetes. */
public record ResourcesSpec(
    @Description("What a node must have free: cpu, memory, ephemeral-storage.")
        @Default("{}")
        @Size(max = 8)
        Map<
                String,
                @Size(min = 1, max = 32)
                @Pattern(regexp = Quantities.PATTERN, message = Quantities.MESSAGE) String>
            requests,
    @Description("What a pod may take at most.") @Default("{}") @Size(max = 8)
        Map<
                String,
                @Size(min = 1, max = 32)
                @Pattern(regexp = Quantities.PATTERN, message = Quantities.MESSAGE) String>
            limits) {}
