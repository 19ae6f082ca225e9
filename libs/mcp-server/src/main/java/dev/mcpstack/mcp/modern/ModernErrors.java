package dev.mcpstack.mcp.modern;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.http.JsonRpcError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors that this era has codes for. */
final class ModernErrors {
  static final int HEADER_MISMATCH = -32020;
  static final int MISSING_CAPABILITY = -32021;
  static final int UNSUPPORTED_VERSION = -32022;

  private ModernErrors() {}

  static JsonRpcError headerMismatch(String text) {
    return new JsonRpcError(400, HEADER_MISMATCH, text);
  }

  static JsonRpcError missingCapability(Map<String, Object> required) {
    return new JsonRpcError(
        400,
        MISSING_CAPABILITY,
        "The client must be able to answer questions of the server for this, and declare it: "
            + String.join(", ", required.keySet())
            + ".",
        Map.of("requiredCapabilities", required));
  }

  static JsonRpcError unsupportedVersion(List<String> supported, String requested) {
    return new JsonRpcError(
        400,
        UNSUPPORTED_VERSION,
        "Protocol version not supported. This server speaks " + String.join(", ", supported) + ".",
        Map.of("supported", supported, "requested", requested));
  }

  static JsonRpcError methodNotFound(String method) {
    return new JsonRpcError(
        404,
        JsonRpcError.METHOD_NOT_FOUND,
        "Method not found: "
            + Problem.excerpt(method)
            + ". server/discover tells what this server offers.");
  }

  /** What a feature found wrong with the request: it was understood, so HTTP calls it no error. */
  static JsonRpcError broken(BrokenRequestException broken) {
    @Nullable Map<String, Object> data = broken.data();
    return switch (broken.kind()) {
      case METHOD_NOT_FOUND ->
          new JsonRpcError(404, JsonRpcError.METHOD_NOT_FOUND, broken.safeMessage(), data);
      case INVALID_PARAMS, RESOURCE_NOT_FOUND ->
          new JsonRpcError(200, JsonRpcError.INVALID_PARAMS, broken.safeMessage(), data);
    };
  }
}
