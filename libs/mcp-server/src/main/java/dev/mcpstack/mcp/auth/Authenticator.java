package dev.mcpstack.mcp.auth;

import dev.mcpstack.contract.principal.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the caller of a request. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The principal, or empty when the request must be refused.
   *
   * @param authorization the header as it came, null when absent
   */
  Optional<Principal> authenticate(@Nullable String authorization);

  /** Lets everybody in as {@link Principal#ANONYMOUS}. For loopback only. */
  static Authenticator open() {
    return _ -> Optional.of(Principal.ANONYMOUS);
  }
}
