package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.nio.file.Path;

/** How a server proves its role to the other servers of its stack, and checks theirs. */
public record TlsConfig(
    @Description(
            "Name of the stack. A peer's certificate must bear the DNS name <role>.<stack>.mcpstack.internal.")
        @Pattern(
            regexp = "[a-z0-9]([a-z0-9-]{0,33}[a-z0-9])?",
            message = "lower-case letters, digits and dashes, not at the ends")
        @Size(min = 1, max = 35)
        String stack,
    @Description("PEM file of the server's own certificate, and of those that it was signed with.")
        Path certificateFile,
    @Description("PEM file of its private key, as PKCS#8 without a password.") Path keyFile,
    @Description("PEM file of the certificates that sign those of peers.") Path caFile) {}
