package dev.mcpstack.gateway;

/** How the gateway of a test reaches its servers. */
enum Link {
  /** In memory. */
  MEMORY,
  /** Over HTTP on loopback. */
  PLAIN,
  /** Over HTTP with TLS, where both sides show certificates. */
  TLS
}
