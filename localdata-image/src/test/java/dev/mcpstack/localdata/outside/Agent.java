package dev.mcpstack.localdata.outside;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client of the SDK, which holds every answer against the tool's published schema. */
final class Agent implements AutoCloseable {
  private final McpSyncClient client;

  private Agent(McpSyncClient client) {
    this.client = client;
  }

  static Agent connect(URI endpoint, String key) {
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(
                "http://" + endpoint.getHost() + ":" + endpoint.getPort())
            .endpoint(endpoint.getPath())
            .addHttpRequestCustomizer((request, method, uri, body, context) ->
                request.setHeader("Authorization", "Bearer " + key))
            .build();
    McpSyncClient client =
        McpClient.sync(transport)
            .requestTimeout(Duration.ofSeconds(60))
            .enableCallToolSchemaCaching(true)
            .build();
    client.initialize();
    client.listTools();
    return new Agent(client);
  }

  List<String> tools() {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  Answer call(String tool, Map<String, Object> arguments) {
    return Answer.of(
        client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build()));
  }

  Answer query(String source, String sql) {
    return call("execute_query", Map.of("source", source, "sql", sql));
  }

  Answer read(String handle, long offset, int limit) {
    return call("read_rows", Map.of("handle", handle, "offset", offset, "limit", limit));
  }

  @Override
  public void close() {
    client.close();
  }
}
