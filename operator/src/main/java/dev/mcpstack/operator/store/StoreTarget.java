package dev.mcpstack.operator.store;

import dev.mcpstack.operator.pki.SecretText;
import dev.mcpstack.operator.pki.generated.TokenStoreAccess;
import dev.mcpstack.stack.ExternalStoreSpec;
import java.util.List;
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
    ExternalStoreSpec spec, String username, SecretText password, Optional<String> authorities) {
  /**
   * One that is run for a stack, as the operator's user.
   *
   * @param node host and port, by a name that its certificate bears
   * @param password of that user
   * @param authorities in PEM, whose certificates are believed
   */
  public static StoreTarget own(String node, SecretText password, String authorities) {
    return new StoreTarget(
        new ExternalStoreSpec(
            ExternalStoreSpec.Topology.STANDALONE,
            List.of(node),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        TokenStoreAccess.OPERATOR,
        password,
        Optional.of(authorities));
  }
}
