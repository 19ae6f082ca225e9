package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;

/** Where rows are served to the other servers. */
public record DataConfig(
    @Description(
            "Address to bind. Only loopback addresses are served until the servers have certificates.")
        @Default("127.0.0.1")
        @Size(min = 1, max = 253)
        String host,
    @Description("Port of the gRPC DataService; 0 takes a free one.")
        @Default("9090")
        @Range(min = 0, max = 65535)
        int port) {}
