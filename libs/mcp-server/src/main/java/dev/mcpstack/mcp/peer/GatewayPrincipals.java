package dev.mcpstack.mcp.peer;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.tls.PeerName;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.auth.Caller;
import java.util.Optional;

/**
 * Lets in who calls for somebody else: the gateway, known by its certificate. No key opens this
 * door, so nobody reaches a server past the gateway.
 */
public final class GatewayPrincipals implements Authenticator {
  private final Optional<PeerName> gateway;

  private GatewayPrincipals(Optional<PeerName> gateway) {
    this.gateway = gateway;
  }

  /** Believes a peer whose certificate bears the role gateway of the stack. */
  public static Authenticator ofStack(String stack) {
    return new GatewayPrincipals(Optional.of(new PeerName(ServerRole.GATEWAY.text(), stack)));
  }

  /** Believes every program of this machine. */
  public static Authenticator ofLoopback() {
    return new GatewayPrincipals(Optional.empty());
  }

  @Override
  public Optional<Principal> authenticate(Caller caller) {
    boolean believed =
        gateway
            .map(name ->
                !caller.certificates().isEmpty() && name.isOf(caller.certificates().getFirst()))
            .orElse(caller.loopback());
    return believed
        ? PrincipalHeader.read(caller.header().apply(PrincipalHeader.NAME))
        : Optional.empty();
  }
}
