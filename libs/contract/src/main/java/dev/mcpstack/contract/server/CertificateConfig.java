package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Description;
import java.nio.file.Path;

/** A certificate that is shown to anybody. */
public record CertificateConfig(
    @Description("PEM file of the certificate, and of those that it was signed with.")
        Path certificateFile,
    @Description("PEM file of its private key, as PKCS#8 without a password.") Path keyFile) {}
