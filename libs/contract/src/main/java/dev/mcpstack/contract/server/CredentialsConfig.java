package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;

/** Which secret holds the credentials of a source. */
public record CredentialsConfig(
    @Description("Name of the secret: a folder below the secrets folder.") @Size(min = 1, max = 253)
        String secret,
    @Description("Key of the user name in it.") @Default("username") @Size(min = 1, max = 253)
        String usernameKey,
    @Description("Key of the password in it.") @Default("password") @Size(min = 1, max = 253)
        String passwordKey) {}
