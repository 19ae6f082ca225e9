package dev.mcpstack.e2e;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** An agent: the SDK's client as it comes, with a key and the stack's authority. */
final class Agent implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(60);
  private final McpSyncClient client;

  Agent(URI base, String key, SSLContext trust) {
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(base.toString())
            .endpoint("/mcp")
            .customizeClient(http -> http.sslContext(trust))
            .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
            .openConnectionOnStartup(false)
            .build();
    client = McpClient.sync(transport).requestTimeout(CALL).build();
    client.initialize();
  }

  List<String> tools() {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  Reply call(String tool, Map<String, Object> arguments) {
    return new Reply(
        client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build()));
  }

  /** Rows of the shop's orders, as a handle. */
  Reply query(String sql) {
    return call("execute_query", Map.of("source", "orders", "sql", sql));
  }

  @Override
  public void close() {
    client.close();
  }

  /** An answer. */
  record Reply(McpSchema.CallToolResult result) {
    boolean isError() {
      return Boolean.TRUE.equals(result.isError());
    }

    String text() {
      return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    /** A structured part by its dotted path, as text; what is not there is said. */
    String at(String path) {
      Object value = result.structuredContent();
      for (String key : path.split("\\.", -1)) {
        Object child = value instanceof Map<?, ?> map ? map.get(key) : null;
        if (child == null) {
          return "nothing at " + path + " of " + text();
        }
        value = child;
      }
      return String.valueOf(value);
    }
  }
}
