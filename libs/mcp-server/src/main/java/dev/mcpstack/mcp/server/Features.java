package dev.mcpstack.mcp.server;

import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.Resources;

/**
 * What an endpoint offers.
 *
 * @param identity who it is
 * @param tools calls its tools
 * @param resources its resources; {@link Resources#NONE} when it has none
 * @param prompts its prompts; {@link Prompts#NONE} when it has none
 * @param completer completes arguments; {@link Completer#NONE} when it doesn't
 * @param changes tells when a list or a resource has changed
 */
public record Features(
    ServerIdentity identity,
    ToolDispatcher tools,
    Resources resources,
    Prompts prompts,
    Completer completer,
    Changes changes) {

  /** An endpoint with tools alone. */
  public static Features of(ServerIdentity identity, ToolDispatcher tools) {
    return new Features(
        identity, tools, Resources.NONE, Prompts.NONE, Completer.NONE, new Changes());
  }
}
