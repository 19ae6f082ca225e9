package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import java.time.Duration;

/** What the outside learns of a stack. */
public record ObservabilitySpec(
    @Description("Whether there is a ServiceMonitor for the Prometheus operator.") @Default("false")
        boolean serviceMonitor,
    @Description("How often Prometheus asks.") @Default("30s") Duration interval) {}
