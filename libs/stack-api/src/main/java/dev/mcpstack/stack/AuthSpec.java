package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;

/** Who may call the endpoint. */
public record AuthSpec(
    @Description("Whether a caller needs a bearer key. Without one only loopback is served.")
        @Default("true")
        boolean required) {}
