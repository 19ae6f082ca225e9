package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;

/** The configuration of DataScience-MCP. */
public record DataScienceConfig(
    @Description("The MCP endpoint.") @Default("{}") EndpointConfig endpoint,
    @Description("Probes and metrics.") @Default("{}") ManagementConfig management,
    @Description("Rows for the other servers.") @Default("{}") DataConfig data,
    @Description("What the server may spend.") @Default("{}") LimitsConfig limits) {}
