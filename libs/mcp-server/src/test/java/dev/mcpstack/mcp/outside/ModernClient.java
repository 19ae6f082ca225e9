package dev.mcpstack.mcp.outside;

import dev.mcpstack.mcp.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client of the era without sessions: its requests are whole unless a test takes parts away. */
final class ModernClient {
  static final String VERSION = "2026-07-28";
  static final String PREFIX = "io.modelcontextprotocol/";

  private static final Map<String, String> NAMED =
      Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

  private final Client client;
  private final Map<String, @Nullable Object> meta = new LinkedHashMap<>();
  private final Map<String, @Nullable String> headers = new HashMap<>();

  private ModernClient(Client client) {
    this.client = client;
  }

  static ModernClient of(TestServer server, String key) {
    ModernClient client = new ModernClient(Client.of(server, key));
    client.meta.put(PREFIX + "protocolVersion", VERSION);
    client.meta.put(PREFIX + "clientCapabilities", Map.of());
    client.meta.put(PREFIX + "clientInfo", Map.of("name", "t", "version", "1"));
    client.headers.put("MCP-Protocol-Version", VERSION);
    return client;
  }

  /** The same with another value in its metadata, or without it. */
  ModernClient meta(String key, @Nullable Object value) {
    ModernClient other = copy();
    if (value == null) {
      other.meta.remove(key);
    } else {
      other.meta.put(key, value);
    }
    return other;
  }

  ModernClient capabilities(Map<String, Object> capabilities) {
    return meta(PREFIX + "clientCapabilities", capabilities);
  }

  /** The same with a header, whatever the body says, or without it. */
  ModernClient header(String name, @Nullable String value) {
    ModernClient other = copy();
    other.headers.put(name, value);
    return other;
  }

  private ModernClient copy() {
    ModernClient other = new ModernClient(client);
    other.meta.putAll(meta);
    other.headers.putAll(headers);
    return other;
  }

  HttpResponse<String> post(String method, Map<String, ?> params) {
    return prepared(method, params).post(body(method, params));
  }

  CompletableFuture<HttpResponse<String>> postAsync(String method, Map<String, ?> params) {
    return prepared(method, params).postAsync(body(method, params));
  }

  /** The answer, be it plain or the end of a stream. */
  Tree ask(String method, Map<String, ?> params) {
    HttpResponse<String> answer = post(method, params);
    return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
        ? events(answer.body()).getLast()
        : Tree.parse(answer.body());
  }

  Tree call(String tool, Map<String, ?> arguments) {
    return ask("tools/call", Map.of("name", tool, "arguments", arguments));
  }

  static List<Tree> events(String stream) {
    List<Tree> events = new ArrayList<>();
    for (String line : stream.split("\n", -1)) {
      if (line.startsWith("data: ")) {
        events.add(Tree.parse(line.substring("data: ".length())));
      }
    }
    return events;
  }

  /** A request as bytes have it, for who writes to the socket himself. */
  String raw(String method, Map<String, ?> params) {
    String body = body(method, params);
    StringBuilder request = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: localhost\r\n");
    prepared(method, params)
        .headers()
        .forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    return request
        .append("Content-Length: ")
        .append(body.getBytes(StandardCharsets.UTF_8).length)
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }

  private Client prepared(String method, Map<String, ?> params) {
    Client prepared = client.with("Mcp-Method", method);
    if (params.get(NAMED.getOrDefault(method, "")) instanceof String name) {
      prepared = prepared.with("Mcp-Name", name);
    }
    for (Map.Entry<String, @Nullable String> header : headers.entrySet()) {
      prepared = prepared.with(header.getKey(), header.getValue());
    }
    return prepared;
  }

  private String body(String method, Map<String, ?> params) {
    Map<String, Object> all = new LinkedHashMap<>(params);
    if (!meta.isEmpty()) {
      all.putIfAbsent("_meta", meta);
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", 7);
    message.put("method", method);
    message.put("params", all);
    return new String(Json.write(message), StandardCharsets.UTF_8);
  }
}
