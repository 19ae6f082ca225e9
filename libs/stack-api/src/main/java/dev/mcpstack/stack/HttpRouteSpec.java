package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.Optional;

/** The endpoint through a Gateway of the Gateway API. */
public record HttpRouteSpec(
    @Description("The host name.")
        @Example("mcp.example.com")
        @Size(min = 1, max = 253)
        @Pattern(regexp = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?", message = "a host name in lower case")
        String host,
    @Description("Name of the Gateway.")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.NAME_PATTERN, message = SecretDocument.NAME_MESSAGE)
        String gateway,
    @Description("Namespace of the Gateway; that of the stack unless given.")
        Optional<@Size(min = 1, max = 63) String> gatewayNamespace,
    @Description("The listener of the Gateway; any unless given.")
        Optional<@Size(min = 1, max = 253) String> sectionName) {}
