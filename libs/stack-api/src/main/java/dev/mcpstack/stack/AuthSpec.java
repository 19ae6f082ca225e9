package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.Optional;

/** Who may call the endpoint. */
public record AuthSpec(
    @Description("Whether a caller needs a bearer key. Without one only loopback is served.")
        @Default("true")
        boolean required,
    @Description(
            "The Secret of bearer keys in a cluster: each key of it is a caller's name, its value the bearer key. Made by the operator unless given.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            keysSecretName) {}
