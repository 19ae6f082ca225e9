package dev.mcpstack.gateway;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

/**
 * The SDK's client as it comes: its own time-out of 20 s, its own check of every answer against the
 * output schema.
 */
final class Agent implements AutoCloseable {
  private final McpSyncClient client;

  Agent(URI endpoint, String key) {
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder("http://" + endpoint.getAuthority())
            .endpoint(endpoint.getPath())
            .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
            .build();
    client = McpClient.sync(transport).build();
    client.initialize();
  }

  /** The client itself, for what isn't a tool. */
  McpSyncClient client() {
    return client;
  }

  List<String> tools() {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  String instructions() {
    return client.getServerInstructions();
  }

  Reply call(String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result =
        client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    return new Reply(result);
  }

  @Override
  public void close() {
    client.close();
  }

  /** An answer, with its structured parts by dotted path. */
  record Reply(McpSchema.CallToolResult result) {
    boolean isError() {
      return Boolean.TRUE.equals(result.isError());
    }

    String text() {
      return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    Object at(String path) {
      Object value = result.structuredContent();
      for (String key : path.split("\\.", -1)) {
        Object child = value instanceof Map<?, ?> map ? map.get(key) : null;
        if (child == null) {
          return "nothing at " + path;
        }
        value = child;
      }
      return value;
    }

    String textAt(String path) {
      return String.valueOf(at(path));
    }
  }
}
