package dev.mcpstack.mcp.auth;

import dev.mcpstack.contract.principal.Principal;
import java.util.Optional;

/** Finds the principal of a request. */
@FunctionalInterface
public interface Authenticator {
  /** The principal, or empty when the request must be refused. */
  Optional<Principal> authenticate(Caller caller);

  /** Lets everybody in as {@link Principal#ANONYMOUS}. For loopback only. */
  static Authenticator open() {
    return _ -> Optional.of(Principal.ANONYMOUS);
  }
}
