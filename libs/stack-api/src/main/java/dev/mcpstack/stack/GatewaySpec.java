package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Optional;

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
    @Description(
            "Whether each server is also served alone, at /mcp/ and its name: /mcp/localdata, /mcp/datascience.")
        @Default("false")
        boolean directEndpoints,
    @Description("Who may call.") @Default("{}") AuthSpec auth,
    @Description(
            "The Secret of type kubernetes.io/tls with the certificate that agents see in a cluster. Made by the stack's own authority unless given.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            certificateSecretName,
    @Description("The endpoint through an Ingress.") Optional<IngressSpec> ingress,
    @Description("The endpoint through a Gateway of the Gateway API.")
        Optional<HttpRouteSpec> httpRoute,
    @Description("Its pods; in mode Unified those of all servers.") @Default("{}") PodsSpec pods) {}
