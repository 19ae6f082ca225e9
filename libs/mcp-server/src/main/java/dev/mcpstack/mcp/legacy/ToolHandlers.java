package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.call.*;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.dispatch.UnknownToolException;
import dev.mcpstack.mcp.http.JsonRpcError;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The SDK's request handlers over our registry. They never fail with a text that isn't ours. */
final class ToolHandlers {
  /** Key of the {@link Scope} in the SDK's transport context. */
  static final String SCOPE = "mcpstack.scope";

  private static final Logger LOG = LoggerFactory.getLogger(ToolHandlers.class);

  private final ToolDispatcher dispatcher;
  private final McpSchema.ListToolsResult tools;

  /** What a handler must know of its request. */
  record Scope(Principal principal, String correlationId, Cancellation cancellation) {}

  ToolHandlers(ToolDispatcher dispatcher) {
    this.dispatcher = dispatcher;
    List<McpSchema.Tool> published =
        dispatcher.registry().definitions().stream().map(ToolWire::tool).toList();
    this.tools = McpSchema.ListToolsResult.builder(published).build();
  }

  Map<String, McpRequestHandler<?>> byMethod() {
    return Map.of(
        McpSchema.METHOD_PING,
        (exchange, params) -> Mono.just(Map.of()),
        McpSchema.METHOD_TOOLS_LIST,
        (exchange, params) -> Mono.fromCallable(() -> list(params)),
        McpSchema.METHOD_TOOLS_CALL,
        (exchange, params) -> Mono.fromCallable(() -> call(exchange, params)));
  }

  private McpSchema.ListToolsResult list(Object params) {
    if (params instanceof Map<?, ?> map && map.get("cursor") != null) {
      throw invalid("The cursor is not known: all tools come on one page. List without cursor.");
    }
    return tools;
  }

  private McpSchema.CallToolResult call(McpAsyncServerExchange exchange, Object rawParams) {
    Map<?, ?> params = rawParams instanceof Map<?, ?> map ? map : Map.of();
    if (!(params.get("name") instanceof String name)) {
      throw invalid("tools/call needs the tool's name as a string.");
    }
    Object rawArguments = params.get("arguments");
    if (rawArguments != null && !(rawArguments instanceof Map)) {
      throw invalid("The arguments of a tool are a JSON object.");
    }
    @SuppressWarnings("unchecked") // A JSON object has string keys.
    Map<String, Object> arguments =
        rawArguments instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    Object token = params.get("_meta") instanceof Map<?, ?> meta ? meta.get("progressToken") : null;
    Scope scope = scope(exchange.transportContext());
    try {
      McpCall call =
          new McpCall(
              scope.principal(),
              scope.correlationId(),
              scope.cancellation(),
              new ExchangeClient(exchange, token),
              Inputs.NONE,
              Trace.NONE);
      return ToolWire.result(dispatcher.call(call, name, arguments));
    } catch (UnknownToolException e) {
      throw invalid(e.safeMessage());
    } catch (RuntimeException e) {
      // The SDK would send the text of anything that isn't its own error.
      LOG.error("tools/call failed unexpectedly, incident {}", scope.correlationId(), e);
      throw McpError.builder(McpSchema.ErrorCodes.INTERNAL_ERROR)
          .message(JsonRpcError.unexpected(scope.correlationId()).message())
          .build();
    }
  }

  private static Scope scope(McpTransportContext context) {
    if (context.get(SCOPE) instanceof Scope scope) {
      return scope;
    }
    throw new IllegalStateException("every request comes with its scope");
  }

  private static McpError invalid(String message) {
    return McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS).message(message).build();
  }
}
