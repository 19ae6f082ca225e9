package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;

/** Which Secret holds the credentials of a source, and under which keys. */
public record CredentialsSecretRef(
    @Description("Name of the Secret, in the namespace of the stack.")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.NAME_PATTERN, message = SecretDocument.NAME_MESSAGE)
        String name,
    @Description("Key of the user name in it.")
        @Default("username")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.KEY_PATTERN, message = SecretDocument.KEY_MESSAGE)
        String usernameKey,
    @Description("Key of the password in it.")
        @Default("password")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.KEY_PATTERN, message = SecretDocument.KEY_MESSAGE)
        String passwordKey) {}
