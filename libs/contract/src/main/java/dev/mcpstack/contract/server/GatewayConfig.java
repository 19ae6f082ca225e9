package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;

/** The configuration of the gateway. */
public record GatewayConfig(
    @Description("The MCP endpoint that agents see.") @Default("{}") EndpointConfig endpoint,
    @Description("Probes and metrics.") @Default("{}") ManagementConfig management,
    @Description("What the gateway's own tools may spend.") @Default("{}") LimitsConfig limits) {}
