package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.mcp.dispatch.CorrelationIds;
import dev.mcpstack.mcp.http.AnswerTooLargeException;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.ToolOutcome;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves clients that begin with {@code initialize}. */
public final class LegacyEra implements Era {
  /**
   * The versions served, oldest first. The last is what a client of an unknown version is offered.
   */
  public static final List<String> VERSIONS = List.of("2025-06-18", "2025-11-25");

  private static final Duration CLIENT_REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final String SESSION_HEADER = "Mcp-Session-Id";
  private static final String VERSION_HEADER = "MCP-Protocol-Version";

  private final ServerIdentity identity;
  private final SessionIds ids;
  private final InFlight inFlight = new InFlight();
  private final Map<String, McpRequestHandler<?>> handlers;

  /**
   * The era over what an endpoint offers.
   *
   * @param sessionKey signs session ids; replicas that share it serve each other's sessions; at
   *     least 32 bytes
   */
  public LegacyEra(Features features, byte[] sessionKey) {
    this.identity = features.identity();
    this.ids = new SessionIds(sessionKey);
    this.handlers = new ToolHandlers(features.tools()).byMethod();
  }

  @Override
  public boolean accepts(McpRequest request) {
    return true;
  }

  @Override
  public void serve(McpRequest request, McpReply reply) {
    String version = request.header().apply(VERSION_HEADER);
    if (version != null && !VERSIONS.contains(version)) {
      reply.refuse(
          invalid(
              400,
              "Protocol version not supported. This server speaks "
                  + String.join(", ", VERSIONS)
                  + "."),
          request.id());
      return;
    }
    if (McpSchema.METHOD_INITIALIZE.equals(request.method())) {
      initialize(request, reply);
      return;
    }
    String session = request.header().apply(SESSION_HEADER);
    if (session == null) {
      reply.refuse(
          invalid(400, "The Mcp-Session-Id header is missing. Call initialize first."),
          request.id());
      return;
    }
    Optional<SessionClaims> claims =
        ids.verify(session).filter(c -> c.principal().equals(request.principal().name()));
    if (claims.isEmpty()) {
      reply.refuse(
          invalid(404, "The session is not known here. Call initialize to begin a new one."),
          request.id());
      return;
    }
    if (version != null && !version.equals(claims.get().protocolVersion())) {
      reply.refuse(
          invalid(
              400,
              "The session speaks "
                  + claims.get().protocolVersion()
                  + ": send that version in every request."),
          request.id());
      return;
    }
    route(request, session, claims.get(), reply);
  }

  private void initialize(McpRequest request, McpReply reply) {
    Map<String, Object> params = request.params();
    Object id = request.id();
    if (id == null || !(params.get("protocolVersion") instanceof String wanted)) {
      reply.refuse(
          new JsonRpcError(
              400,
              JsonRpcError.INVALID_PARAMS,
              "initialize is a request and needs protocolVersion."),
          id);
      return;
    }
    String version = VERSIONS.contains(wanted) ? wanted : VERSIONS.getLast();
    Optional<SessionClaims> claims =
        ClientFacts.claims(request.principal().name(), version, params);
    if (claims.isEmpty()) {
      reply.refuse(
          new JsonRpcError(
              400,
              JsonRpcError.INVALID_PARAMS,
              "The client's capabilities are not those of the protocol. Send an object, such as {}."),
          id);
      return;
    }
    reply.header(SESSION_HEADER, ids.issue(claims.get()));
    McpSchema.InitializeResult result =
        McpSchema.InitializeResult.builder(
                version,
                McpSchema.ServerCapabilities.builder().tools(false).build(),
                McpSchema.Implementation.builder(identity.name(), identity.version()).build())
            .instructions(identity.instructions())
            .build();
    reply.answer(McpSchema.JSONRPCResponse.result(id, result));
  }

  private void route(McpRequest request, String session, SessionClaims claims, McpReply reply) {
    String method = request.method();
    Object id = request.id();
    if (method == null || id == null) {
      if ("notifications/cancelled".equals(method)) {
        Object cancelled = request.params().get("requestId");
        if (cancelled != null) {
          inFlight.cancel(session, cancelled);
        }
      }
      reply.accepted();
      return;
    }
    if (!handlers.containsKey(method)) {
      reply.refuse(
          new JsonRpcError(
              200,
              JsonRpcError.METHOD_NOT_FOUND,
              "Method not found: "
                  + Problem.excerpt(method)
                  + ". This server serves tools/list, tools/call and ping."),
          id);
      return;
    }
    Cancellation cancellation = new Cancellation();
    if (!inFlight.enter(session, id, cancellation)) {
      reply.refuse(
          invalid(
              400,
              "A request with this id is still being answered. Use a new id for every request."),
          id);
      return;
    }
    try {
      answer(request, session, claims, method, id, cancellation, reply);
    } finally {
      inFlight.leave(session, id);
    }
  }

  private void answer(
      McpRequest request,
      String session,
      SessionClaims claims,
      String method,
      Object id,
      Cancellation cancellation,
      McpReply reply) {
    String correlation = CorrelationIds.next();
    McpTransportContext context =
        McpTransportContext.create(
            Map.of(
                ToolHandlers.SCOPE,
                new ToolHandlers.Scope(request.principal(), correlation, cancellation)));
    try {
      session(session, claims)
          .responseStream(new ReplyTransport(reply))
          .handle(new McpSchema.JSONRPCRequest(method, id, request.params()))
          .contextWrite(view -> view.put(McpTransportContext.KEY, context))
          .block();
    } catch (AnswerTooLargeException e) {
      StackException failure = new StackException(ContractError.RESULT_TOO_LARGE, e.safeMessage());
      reply.answer(
          McpSchema.JSONRPCResponse.result(
              id,
              ToolWire.result(
                  ToolOutcome.failed(ErrorReport.of(failure, identity.name(), correlation)))));
    }
  }

  private McpStreamableServerSession session(String id, SessionClaims claims) {
    return new McpStreamableServerSession(
        id,
        ClientFacts.capabilities(claims.capabilities()),
        McpSchema.Implementation.builder(claims.clientName(), claims.clientVersion()).build(),
        CLIENT_REQUEST_TIMEOUT,
        handlers,
        Map.of());
  }

  private static JsonRpcError invalid(int status, String message) {
    return new JsonRpcError(status, JsonRpcError.INVALID_REQUEST, message);
  }
}
