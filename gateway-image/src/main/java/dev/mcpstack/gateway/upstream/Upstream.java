package dev.mcpstack.gateway.upstream;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.List;
import java.util.Map;

/** A server behind the gateway. */
public interface Upstream {
  /** Its tools, in its order. */
  List<ToolDefinition> tools();

  /**
   * Calls one of them. Cancelling the context cancels the call there, and its progress is this
   * call's progress.
   *
   * @throws dev.mcpstack.contract.error.StackException when the server can't be reached
   */
  ToolOutcome call(CallContext context, String tool, Map<String, Object> arguments);

  /** A server in this process. The principal needs no proof: it is handed over in memory. */
  static Upstream inProcess(ToolDispatcher dispatcher) {
    return new Upstream() {
      @Override
      public List<ToolDefinition> tools() {
        return dispatcher.registry().definitions();
      }

      @Override
      public ToolOutcome call(CallContext context, String tool, Map<String, Object> arguments) {
        return dispatcher.call(context, tool, arguments);
      }
    };
  }
}
