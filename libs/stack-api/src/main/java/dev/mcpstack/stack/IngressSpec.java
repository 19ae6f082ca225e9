package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.Map;
import java.util.Optional;

/** The endpoint through an Ingress. */
public record IngressSpec(
    @Description("The host name.")
        @Example("mcp.example.com")
        @Size(min = 1, max = 253)
        @Pattern(regexp = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?", message = "a host name in lower case")
        String host,
    @Description("The class of the Ingress; that of the cluster unless given.")
        Optional<@Size(min = 1, max = 253) String> className,
    @Description(
            "The Secret with the certificate that agents see. Without it the Ingress has no TLS.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            tlsSecretName,
    @Description("Annotations of the Ingress.") @Default("{}") @Size(max = 64)
        Map<String, @Size(max = 4096) String> annotations) {}
