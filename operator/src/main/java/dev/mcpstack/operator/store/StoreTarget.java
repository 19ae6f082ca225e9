package dev.mcpstack.operator.store;

import dev.mcpstack.operator.pki.SecretText;
import dev.mcpstack.stack.ExternalStoreSpec;
import java.util.Optional;

/**
 * A token store to ask.
 *
 * @param spec where it is and how it is run
 * @param username empty for the default user
 * @param password empty if it asks for none
 * @param authorities in PEM, whose certificates are believed; those of the system if absent
 */
public record StoreTarget(
    ExternalStoreSpec spec, String username, SecretText password, Optional<String> authorities) {}
