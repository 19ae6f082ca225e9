package dev.mcpstack.mcp.modern;

import java.util.Map;

/** The protocol's own keys in {@code _meta}. */
final class MetaKeys {
  static final String META = "_meta";
  static final String VERSION = "io.modelcontextprotocol/protocolVersion";
  static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  static final String CLIENT = "io.modelcontextprotocol/clientInfo";
  static final String SERVER = "io.modelcontextprotocol/serverInfo";
  static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
  static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

  private MetaKeys() {}

  /** The metadata of a request's parameters, empty when there is none. */
  static Map<?, ?> of(Map<String, Object> params) {
    return params.get(META) instanceof Map<?, ?> meta ? meta : Map.of();
  }
}
