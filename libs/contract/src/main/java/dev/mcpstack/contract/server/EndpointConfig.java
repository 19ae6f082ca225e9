package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.DataSize;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import java.util.List;

/** Where the MCP endpoint is served and what it takes. */
public record EndpointConfig(
    @Description("Address to bind. Without TLS only loopback addresses are served.")
        @Default("127.0.0.1")
        @Size(min = 1, max = 253)
        String host,
    @Description("Port of the MCP endpoint /mcp; 0 takes a free one.")
        @Default("8080")
        @Range(min = 0, max = 65535)
        int port,
    @Description("Largest request.") @Default("4MiB") DataSize maxRequest,
    @Description("Largest answer.") @Default("8MiB") DataSize maxAnswer,
    @Description(
            "Host names that requests may name beside the loopback ones, with or without port.")
        @Default("[]")
        @Size(max = 64)
        List<String> allowedHosts,
    @Description(
            "Origins that browsers may call from beside the loopback ones, such as https://console.example.com.")
        @Default("[]")
        @Size(max = 64)
        List<String> allowedOrigins) {}
