package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.server.Features;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Serves clients that begin with {@code initialize}. */
public final class LegacyEra implements Era {
  /**
   * The versions served, oldest first. The last is what a client of an unknown version is offered.
   */
  public static final List<String> VERSIONS = List.of("2025-06-18", "2025-11-25");

  /** The header that carries a session's id. */
  public static final String SESSION_HEADER = "Mcp-Session-Id";

  private static final String VERSION_HEADER = "MCP-Protocol-Version";

  private final SessionIds ids;
  private final Initialize initialize;
  private final Sessions sessions;

  /**
   * The era over what an endpoint offers.
   *
   * @param sessionKey signs session ids; replicas that share it serve each other's sessions; at
   *     least 32 bytes
   */
  public LegacyEra(Features features, byte[] sessionKey) {
    this(features, sessionKey, System::nanoTime);
  }

  /** The same with another clock for the patience with clients that don't read. */
  public LegacyEra(Features features, byte[] sessionKey, LongSupplier nanoTime) {
    this.ids = new SessionIds(sessionKey);
    this.initialize = new Initialize(features, ids);
    this.sessions = new Sessions(features, nanoTime);
  }

  @Override
  public boolean accepts(McpRequest request) {
    return true;
  }

  @Override
  public void serve(McpRequest request, McpReply reply) {
    String version = request.header().apply(VERSION_HEADER);
    if (version != null && !VERSIONS.contains(version)) {
      refuse(
          reply,
          request,
          400,
          "Protocol version not supported. This server speaks "
              + String.join(", ", VERSIONS)
              + ".");
      return;
    }
    if ("initialize".equals(request.method())) {
      initialize.serve(request, reply);
      return;
    }
    session(request, version, reply).ifPresent(session -> sessions.serve(session, request, reply));
  }

  @Override
  public boolean listen(McpRequest request, McpReply reply) {
    String version = request.header().apply(VERSION_HEADER);
    if ((version != null && !VERSIONS.contains(version))
        || request.header().apply(SESSION_HEADER) == null) {
      return false;
    }
    session(request, version, reply).ifPresent(session -> sessions.listen(session, reply));
    return true;
  }

  @Override
  public void endStreams() {
    sessions.endStreams();
  }

  @Override
  public void stopping() {
    sessions.stopping();
  }

  /** The session of a request, or a refusal. */
  private Optional<Session> session(McpRequest request, @Nullable String version, McpReply reply) {
    String id = request.header().apply(SESSION_HEADER);
    if (id == null) {
      refuse(reply, request, 400, "The Mcp-Session-Id header is missing. Call initialize first.");
      return Optional.empty();
    }
    Optional<SessionClaims> claims =
        ids.verify(id).filter(each -> each.principal().equals(request.principal().name()));
    if (claims.isEmpty()) {
      refuse(
          reply,
          request,
          404,
          "The session is not known here. Call initialize to begin a new one.");
      return Optional.empty();
    }
    if (version != null && !version.equals(claims.get().protocolVersion())) {
      refuse(
          reply,
          request,
          400,
          "The session speaks "
              + claims.get().protocolVersion()
              + ": send that version in every request.");
      return Optional.empty();
    }
    return Optional.of(new Session(id, claims.get()));
  }

  private static void refuse(McpReply reply, McpRequest request, int status, String message) {
    reply.refuse(new JsonRpcError(status, JsonRpcError.INVALID_REQUEST, message), request.id());
  }
}
