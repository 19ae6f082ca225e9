package dev.mcpstack.mcp.resource;

import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import java.util.List;

/** The resources of a server. Thread-safe. */
public interface Resources {
  /** None. */
  Resources NONE =
      new Resources() {
        @Override
        public List<ResourceDefinition> list(McpCall call) {
          return List.of();
        }

        @Override
        public List<TemplateDefinition> templates() {
          return List.of();
        }

        @Override
        public Reply read(McpCall call, String uri) {
          throw dev.mcpstack.mcp.call.BrokenRequestException.noResource(uri);
        }
      };

  /** What there is, in an order that doesn't change by itself. */
  List<ResourceDefinition> list(McpCall call);

  /** What can be had by filling in a URI. */
  List<TemplateDefinition> templates();

  /**
   * Reads one: {@code {"contents": [...]}}, as {@link ResourceContents} builds it.
   *
   * @throws dev.mcpstack.mcp.call.BrokenRequestException when there is none of that URI, or none
   *     that the principal may read
   */
  Reply read(McpCall call, String uri);
}
