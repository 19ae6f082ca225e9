package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;

/** Where probes and metrics are served. */
public record ManagementConfig(
    @Description("Address to bind.") @Default("127.0.0.1") @Size(min = 1, max = 253) String host,
    @Description("Port of /livez, /readyz and /metrics; 0 takes a free one.")
        @Default("9091")
        @Range(min = 0, max = 65535)
        int port) {}
