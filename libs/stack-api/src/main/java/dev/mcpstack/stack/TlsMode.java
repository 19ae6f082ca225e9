package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** Where the certificates between the servers come from. */
public enum TlsMode {
  /** From an authority of the stack's own, which the operator keeps. */
  @Name("Own")
  OWN,
  /** From an issuer of cert-manager. */
  @Name("CertManager")
  CERT_MANAGER,
  /** From nowhere; only where all servers share one process. */
  @Name("Off")
  OFF
}
