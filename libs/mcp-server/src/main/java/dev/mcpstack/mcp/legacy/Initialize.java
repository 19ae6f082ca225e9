package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.data.ContractVersions;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.server.Features;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Begins sessions. */
final class Initialize {
  private final Features features;
  private final SessionIds ids;

  Initialize(Features features, SessionIds ids) {
    this.features = features;
    this.ids = ids;
  }

  void serve(McpRequest request, McpReply reply) {
    Object id = request.id();
    if (id == null || !(request.params().get("protocolVersion") instanceof String wanted)) {
      refuse(reply, id, "initialize is a request and needs protocolVersion.");
      return;
    }
    String version = LegacyEra.VERSIONS.contains(wanted) ? wanted : LegacyEra.VERSIONS.getLast();
    Optional<SessionClaims> claims =
        ClientFacts.claims(request.principal().name(), version, request.params());
    if (claims.isEmpty()) {
      refuse(
          reply,
          id,
          "The client's capabilities are not those of the protocol. Send an object, such as {}.");
      return;
    }
    reply.header(LegacyEra.SESSION_HEADER, ids.issue(claims.get()));
    reply.answer(Wire.answer(id, result(version)));
  }

  private Map<String, Object> result(String version) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("protocolVersion", version);
    result.put("capabilities", capabilities());
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("name", features.identity().name());
    server.put("version", features.identity().version());
    result.put("serverInfo", server);
    result.put("instructions", features.identity().instructions());
    result.put("_meta", Map.of(ContractVersions.KEY, ContractVersions.CURRENT.toTree()));
    return result;
  }

  private Map<String, Object> capabilities() {
    Map<String, Object> offered = new LinkedHashMap<>();
    offered.put("tools", Map.of("listChanged", true));
    if (!features.resources().equals(Resources.NONE)) {
      offered.put("resources", Map.of("subscribe", true, "listChanged", true));
    }
    if (!features.prompts().equals(Prompts.NONE)) {
      offered.put("prompts", Map.of("listChanged", true));
    }
    if (!features.completer().equals(Completer.NONE)) {
      offered.put("completions", Map.of());
    }
    offered.put("logging", Map.of());
    return offered;
  }

  private static void refuse(
      McpReply reply, @org.jspecify.annotations.Nullable Object id, String message) {
    reply.refuse(new JsonRpcError(400, JsonRpcError.INVALID_PARAMS, message), id);
  }
}
