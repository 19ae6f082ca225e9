package dev.mcpstack.gateway.upstream;

import dev.mcpstack.gateway.client.ParameterHeaders;
import dev.mcpstack.mcp.tool.ToolDefinition;

/**
 * A tool of another process.
 *
 * @param headers the arguments that its calls repeat in headers
 */
record RemoteTool(ToolDefinition definition, ParameterHeaders headers) {}
