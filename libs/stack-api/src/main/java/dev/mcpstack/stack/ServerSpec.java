package dev.mcpstack.stack;

import dev.mcpstack.contract.server.LimitsConfig;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import java.util.Optional;

/** One of the two servers behind the gateway. */
public record ServerSpec(
    @Description("Whether the stack has it. A stack may be data only, or analyses only.")
        @Default("true")
        boolean enabled,
    @Description("What it may spend, in place of the limits of the stack.")
        Optional<LimitsConfig> limits,
    @Description("Its pods.") @Default("{}") PodsSpec pods) {}
