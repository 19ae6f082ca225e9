package dev.mcpstack.gateway.tools;

import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Step;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.tool.ToolCall;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call as a step of a composed tool: it is seen through to its end, however often that means
 * waiting.
 */
final class Steps {
  private static final int WAIT_SECONDS = 15;

  private Steps() {}

  static ToolOutcome run(
      ToolCall call, Upstream upstream, String tool, Map<String, Object> arguments) {
    ToolOutcome outcome = upstream.call(step(call), tool, arguments);
    if (outcome.status() != ToolOutcome.Status.PENDING) {
      return outcome;
    }
    String handle = pendingHandle(outcome);
    while (true) {
      call.context().cancellation().throwIfCancelled();
      ToolOutcome waited =
          upstream.call(
              step(call), WaitTool.NAME, Map.of("handle", handle, "maxSeconds", WAIT_SECONDS));
      if (waited.status() == ToolOutcome.Status.FAILED) {
        return waited;
      }
      if (waited.structured().get("result") instanceof Map<?, ?> result) {
        @SuppressWarnings("unchecked") // Structured answers have string keys.
        Map<String, @Nullable Object> structured = (Map<String, @Nullable Object>) result;
        return ToolOutcome.of(ToolOutcome.Status.COMPLETE, waited.markdown(), structured);
      }
    }
  }

  /** The call as a part of this one. */
  static McpCall step(ToolCall call) {
    return call.request()
        .with(new Step(call.request().client().capabilities(), call.context().progress()));
  }

  private static String pendingHandle(ToolOutcome outcome) {
    if (outcome.structured().get("pending") instanceof Map<?, ?> pending
        && pending.get("handle") instanceof String handle) {
      return handle;
    }
    throw new IllegalStateException("a pending answer names its handle");
  }
}
