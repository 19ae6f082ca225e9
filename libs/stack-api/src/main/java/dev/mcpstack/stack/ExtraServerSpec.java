package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.time.Duration;

/** An MCP server of somebody else behind the same gateway. It is not told who calls. */
public record ExtraServerSpec(
    @Description("What errors, metrics and logs call it.")
        @Size(min = 1, max = 63)
        @Pattern(
            regexp = "[a-z][a-z0-9_-]*",
            message = "a lower-case letter, then letters, digits, underscores and dashes")
        String name,
    @Description("Where its MCP endpoint is.")
        @Example("https://tickets.example.com/mcp")
        @Size(min = 9, max = 2000)
        @Pattern(regexp = "https://.+", message = "an address that begins with https://")
        String url,
    @Description("How long one request may take in all.") @Default("10m") Duration timeout) {}
