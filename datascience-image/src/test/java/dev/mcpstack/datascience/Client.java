package dev.mcpstack.datascience;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The MCP Java SDK's own client. It checks every structured answer against the tool's output
 * schema.
 */
final class Client implements AutoCloseable {
  private final McpSyncClient client;
  private final List<String> progress = new CopyOnWriteArrayList<>();

  Client(URI endpoint, String key) {
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
            .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
            .build();
    client =
        McpClient.sync(transport)
            .enableCallToolSchemaCaching(true)
            .progressConsumer(beat -> progress.add(String.valueOf(beat.message())))
            .build();
    client.initialize();
    client.listTools();
  }

  List<McpSchema.Tool> tools() {
    return client.listTools().tools();
  }

  /** The answer of a call, whatever it is. */
  Reply call(String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result =
        client.callTool(
            McpSchema.CallToolRequest.builder(tool)
                .arguments(arguments)
                .progressToken("progress")
                .build());
    String text = ((McpSchema.TextContent) result.content().getFirst()).text();
    return new Reply(Boolean.TRUE.equals(result.isError()), text, result.structuredContent());
  }

  /** Messages of progress so far. */
  List<String> progress() {
    return progress;
  }

  @Override
  public void close() {
    client.closeGracefully();
  }
}
