package dev.mcpstack.doctor;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A stack's endpoint, as an ordinary client speaks to it. */
final class StackClient implements AutoCloseable {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final McpSyncClient client;

  private StackClient(McpSyncClient client) {
    this.client = client;
  }

  /**
   * One that shows the key and believes the authorities, those of the JDK unless there are others.
   */
  static StackClient of(URI endpoint, Optional<String> key, Optional<SSLContext> trust) {
    String base = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(base)
            .endpoint(endpoint.getRawPath())
            .openConnectionOnStartup(false)
            .customizeClient(http -> trust.ifPresent(http::sslContext))
            .addHttpRequestCustomizer((request, method, uri, body, context) ->
                key.ifPresent(value -> request.header("Authorization", "Bearer " + value)))
            .build();
    return new StackClient(
        McpClient.sync(transport)
            .requestTimeout(CALL_TIMEOUT)
            .clientInfo(McpSchema.Implementation.builder("mcpstack-doctor", "0.1.0").build())
            .build());
  }

  McpSchema.InitializeResult initialize() {
    return client.initialize();
  }

  List<String> tools() {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  /** The structured answer of a tool. */
  Map<String, Object> call(String tool, Map<String, Object> arguments) throws CheckFailedException {
    McpSchema.CallToolResult result =
        client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    if (!(result.structuredContent() instanceof Map<?, ?> content)) {
      throw new CheckFailedException(
          tool + " answered without structured content",
          "Look at the log of the server that owns " + tool + ".");
    }
    Map<String, Object> facts = new HashMap<>();
    content.forEach((name, value) -> facts.put(String.valueOf(name), value));
    if (!"complete".equals(facts.get("status"))) {
      throw failure(tool, facts);
    }
    return facts;
  }

  @Override
  public void close() {
    client.close();
  }

  private static CheckFailedException failure(String tool, Map<String, Object> facts) {
    if (facts.get("error") instanceof Map<?, ?> error) {
      return new CheckFailedException(
          tool + " failed: " + error.get("message"), String.valueOf(error.get("recovery")));
    }
    return new CheckFailedException(
        tool + " answered " + facts.get("status") + " where it should be done at once",
        "The stack is slow: look at its load.");
  }
}
