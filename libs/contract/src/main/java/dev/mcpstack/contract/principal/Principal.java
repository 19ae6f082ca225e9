package dev.mcpstack.contract.principal;

import java.util.Set;

/**
 * The caller on whose behalf something is done. It travels from the gateway to the servers and in
 * the metadata of every gRPC call, and is believed only from a peer that is trusted.
 *
 * @param name unique within a stack, such as the name of a key
 * @param scopes what it may do; {@link #ALL_SCOPES} grants everything
 */
public record Principal(String name, Set<String> scopes) {
  /** The scope that stands for every scope. */
  public static final String ALL_SCOPES = "*";

  /** Who calls when keys are switched off, which is possible on loopback only. */
  public static final Principal ANONYMOUS = new Principal("anonymous", Set.of(ALL_SCOPES));

  /** The caller that checks releases: what it calls tells nothing of how agents fare. */
  public static final String DOCTOR = "mcpstack-doctor";

  /** Requires a name of 1 to 100 printable characters without spaces. */
  public Principal {
    if (name.isEmpty() || name.length() > 100 || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "a principal's name is 1 to 100 printable characters without spaces");
    }
    scopes = Set.copyOf(scopes);
  }

  /** A principal that may do everything in its stack. */
  public static Principal withAllScopes(String name) {
    return new Principal(name, Set.of(ALL_SCOPES));
  }

  /** Whether this principal holds the scope. */
  public boolean holds(String scope) {
    return scopes.contains(ALL_SCOPES) || scopes.contains(scope);
  }
}
