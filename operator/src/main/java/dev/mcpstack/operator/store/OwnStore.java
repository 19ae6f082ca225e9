package dev.mcpstack.operator.store;

import dev.mcpstack.operator.pki.SecretText;

/**
 * A token store that is run for a stack.
 *
 * @param node host and port, by a name that its certificate bears
 * @param password of the operator's user
 * @param authorities in PEM, whose certificates are believed
 * @param certificate in PEM, which it is to show
 * @param folder where its pod has its certificate
 */
public record OwnStore(
    String node, SecretText password, String authorities, String certificate, String folder) {}
