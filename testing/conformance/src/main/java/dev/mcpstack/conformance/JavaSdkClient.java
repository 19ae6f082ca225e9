package dev.mcpstack.conformance;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Java SDK's client, told what to do: each line of standard input is a request, {@code
 * {"method": ..., "params": ...}}, and each line of standard output its result or error, or a
 * progress notification before. Begins with {@code initialize} and ends with its input.
 *
 * <p>Arguments: the endpoint's address without its path, and the bearer key.
 */
final class JavaSdkClient {
  private static final McpJsonMapper JSON = McpJsonDefaults.getMapper();
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private JavaSdkClient() {}

  static void main(String[] arguments) throws IOException {
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(arguments[0])
            .endpoint("/mcp")
            .requestBuilder(
                HttpRequest.newBuilder().header("Authorization", "Bearer " + arguments[1]))
            .build();
    try (McpSyncClient client =
            McpClient.sync(transport)
                .progressConsumer(notice -> tell("progress", notice))
                .enableCallToolSchemaCaching(true)
                .build();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      tell("result", client.initialize());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Map<String, Object> request = JSON.readValue(line, new TypeRef<>() {});
        answer(client, String.valueOf(request.get("method")), request.get("params"));
      }
    }
  }

  private static void answer(McpSyncClient client, String method, @Nullable Object params) {
    try {
      tell("result", result(client, method, params == null ? Map.of() : params));
    } catch (RuntimeException e) {
      tell("error", String.valueOf(e.getMessage()));
    }
  }

  private static Object result(McpSyncClient client, String method, Object params) {
    return switch (method) {
      case "tools/list" -> client.listTools();
      case "tools/call" ->
          client.callTool(JSON.convertValue(params, McpSchema.CallToolRequest.class));
      case "resources/list" -> client.listResources();
      case "resources/templates/list" -> client.listResourceTemplates();
      case "resources/read" ->
          client.readResource(JSON.convertValue(params, McpSchema.ReadResourceRequest.class));
      case "prompts/list" -> client.listPrompts();
      case "prompts/get" ->
          client.getPrompt(JSON.convertValue(params, McpSchema.GetPromptRequest.class));
      case "completion/complete" ->
          client.completeCompletion(JSON.convertValue(params, McpSchema.CompleteRequest.class));
      default -> throw new IllegalArgumentException("no method '" + method + "'");
    };
  }

  private static synchronized void tell(String key, Object value) {
    try {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put(key, value);
      OUT.println(JSON.writeValueAsString(line));
    } catch (IOException e) {
      throw new IllegalStateException("what a server sent can be written again", e);
    }
  }
}
