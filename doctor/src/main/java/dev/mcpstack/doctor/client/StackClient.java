package dev.mcpstack.doctor.client;

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
public final class StackClient implements AutoCloseable {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** No list of tools and no answer comes near it; what is larger is not read to its end. */
  private static final int MAX_ANSWER_BYTES = 2 << 20;

  private final McpSyncClient client;

  private StackClient(McpSyncClient client) {
    this.client = client;
  }

  /**
   * One that shows the key and believes the authorities, those of the JDK unless there are others.
   */
  public static StackClient of(URI endpoint, Optional<String> key, Optional<SSLContext> trust) {
    return of(endpoint, key, trust, CALL_TIMEOUT);
  }

  /** The same with another limit of one call. */
  public static StackClient of(
      URI endpoint, Optional<String> key, Optional<SSLContext> trust, Duration callTimeout) {
    String base = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(base)
            .endpoint(endpoint.getRawPath())
            .openConnectionOnStartup(false)
            .connectTimeout(CONNECT_TIMEOUT)
            .maxResponseSize(MAX_ANSWER_BYTES)
            .customizeClient(http -> trust.ifPresent(http::sslContext))
            .addHttpRequestCustomizer((request, method, uri, body, context) ->
                key.ifPresent(value -> request.header("Authorization", "Bearer " + value)))
            .build();
    return new StackClient(
        McpClient.sync(transport)
            .requestTimeout(callTimeout)
            .initializationTimeout(callTimeout)
            .clientInfo(McpSchema.Implementation.builder("mcpstack-doctor", "0.1.0").build())
            .build());
  }

  /** Begins a session. */
  public McpSchema.InitializeResult initialize() {
    return client.initialize();
  }

  /** One page of the tools. */
  public McpSchema.ListToolsResult tools(Optional<String> cursor) {
    return client.listTools(cursor.orElse(null));
  }

  /** What a tool answers, whatever it is. */
  public McpSchema.CallToolResult result(String tool, Map<String, Object> arguments) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
  }

  /** The names of all tools. */
  public List<String> tools() {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  /**
   * The structured answer of a tool.
   *
   * @throws CheckFailedException when it is not done, or failed
   */
  public Map<String, Object> call(String tool, Map<String, Object> arguments)
      throws CheckFailedException {
    McpSchema.CallToolResult result = result(tool, arguments);
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
