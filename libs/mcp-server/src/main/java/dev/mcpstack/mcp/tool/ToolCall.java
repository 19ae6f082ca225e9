package dev.mcpstack.mcp.tool;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.mcp.call.McpCall;

/**
 * A call of a tool.
 *
 * @param request the client's request, for tools that talk to the client or pass the call on
 * @param context what every tool may know
 */
public record ToolCall(McpCall request, CallContext context) {}
