package dev.mcpstack.gateway.upstream;

import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server behind the gateway. Cancelling a call cancels it there, and its progress is this call's
 * progress. Every method throws {@link dev.mcpstack.contract.error.StackException} when the server
 * can't be reached.
 */
public interface Upstream {
  /** Its tools, in its order. */
  List<ToolDefinition> tools();

  /** Calls one of them. */
  ToolOutcome call(McpCall call, String tool, Map<String, Object> arguments);

  /** Its resources. */
  List<ResourceDefinition> resources(McpCall call);

  /** Its resource templates. */
  List<TemplateDefinition> templates();

  /** Reads one of its resources. */
  Reply read(McpCall call, String uri);

  /** Its prompts. */
  List<PromptDefinition> prompts();

  /** Fills one of its prompts in. */
  Reply prompt(McpCall call, String name, Map<String, Object> arguments);

  /** Completes an argument of one of its prompts or templates. */
  Completion complete(McpCall call, CompletionRequest request);

  /** Tells what has changed at it. */
  Changes changes();

  /**
   * Asks it to tell when these resources change, beside those that it lists; those of before are no
   * longer asked for. A server that tells of all its own anyway passes over this.
   *
   * @param uris all that anybody listens for; must not block
   */
  default void watch(Set<String> uris) {}

  /**
   * Whether its handles are known to itself alone, because it shares no store with the gateway. It
   * is asked about those that nobody else knows.
   */
  default boolean keepsOwnHandles() {
    return false;
  }

  /**
   * Whether it is known what it offers, or nobody has to wait for that. Once true it stays so, also
   * when the server goes.
   */
  default boolean isKnown() {
    return true;
  }

  /** A server in this process. The principal needs no proof: it is handed over in memory. */
  static Upstream inProcess(Features features) {
    return new InProcessUpstream(features);
  }
}
