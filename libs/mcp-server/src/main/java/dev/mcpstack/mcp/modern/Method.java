package dev.mcpstack.mcp.modern;

import java.util.Map;

/** Answers one method of the protocol. */
@FunctionalInterface
interface Method {
  /** The result, without what every result has. */
  Map<String, Object> answer(Exchange exchange);
}
