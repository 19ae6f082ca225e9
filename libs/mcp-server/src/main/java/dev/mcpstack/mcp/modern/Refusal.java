package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.http.JsonRpcError;

/** Ends a request with an error of the protocol. */
final class Refusal extends RuntimeException {
  private final transient JsonRpcError error;

  Refusal(JsonRpcError error) {
    super(error.message());
    this.error = error;
  }

  /** A request whose parameters are off. */
  static Refusal invalid(String text) {
    return new Refusal(new JsonRpcError(400, JsonRpcError.INVALID_PARAMS, text));
  }

  JsonRpcError error() {
    return error;
  }
}
