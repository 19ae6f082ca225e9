package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Name;

/** From whom a server behind the gateway takes a principal. */
public enum PeerTrustMode {
  /** Only from a peer whose certificate bears the role gateway. */
  @Name("certificates")
  CERTIFICATES,
  /** From every program of this machine. Without TLS, and on loopback only. */
  @Name("loopback")
  LOOPBACK
}
