package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import java.util.List;

/** The endpoint that agents see. */
public record GatewaySpec(
    @Description("Port of the MCP endpoint /mcp; 0 takes a free one.")
        @Default("8080")
        @Range(min = 0, max = 65535)
        int port,
    @Description(
            "Host names that requests may name beside the loopback ones, with or without port.")
        @Default("[]")
        @Example("mcp.example.com")
        @Size(max = 64)
        List<@Size(min = 1, max = 253) String> allowedHosts,
    @Description("Origins that browsers may call from beside the loopback ones.")
        @Default("[]")
        @Example("https://console.example.com")
        @Size(max = 64)
        List<@Size(min = 1, max = 2000) String> allowedOrigins,
    @Description("Who may call.") @Default("{}") AuthSpec auth) {}
