package dev.mcpstack.rollout.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the era without sessions, one after the other, over a connection that is kept. */
final class ModernAgent implements AutoCloseable {
  private static final String VERSION = "2026-07-28";
  private static final String PREFIX = "io.modelcontextprotocol/";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int OK = 200;

  private final Endpoint endpoint;
  private final Ledger ledger;
  private final boolean keeps;
  private volatile @Nullable Connection connection;
  private int id;

  /**
   * One that has not connected yet.
   *
   * @param keeps whether it keeps its connection, unless it is told to leave it
   */
  ModernAgent(Endpoint endpoint, Ledger ledger, boolean keeps) {
    this.endpoint = endpoint;
    this.ledger = ledger;
    this.keeps = keeps;
  }

  /** The result of a tool. */
  JsonNode call(String tool, Map<String, Object> arguments) throws IOException {
    return ask("tools/call", Optional.of(tool), Map.of("name", tool, "arguments", arguments));
  }

  /** The result of a tool whose answer is a stream: how far it is, and at the end what it is. */
  JsonNode follow(String tool, Map<String, Object> arguments) throws IOException {
    return ask(
        "tools/call",
        Optional.of(tool),
        Map.of(
            "name",
            tool,
            "arguments",
            arguments,
            "_meta",
            meta(Map.of("progressToken", "p" + id))));
  }

  /** Listens until the other side ends it in good order. */
  JsonNode listen() throws IOException {
    return ask(
        "subscriptions/listen",
        Optional.empty(),
        Map.of("notifications", Map.of("toolsListChanged", true)));
  }

  private JsonNode ask(String method, Optional<String> name, Map<String, Object> params)
      throws IOException {
    byte[] request = request(method, name, params);
    StringBuilder body = new StringBuilder();
    Connection used = connected();
    try {
      Connection.Head head = used.exchange(request, body::append);
      if (head.closes() || !keeps) {
        if (head.closes()) {
          ledger.sentElsewhere();
        }
        leave();
      }
      JsonNode message = message(body.toString());
      if (head.status() != OK || !message.has("result")) {
        throw new IOException("HTTP " + head.status() + " " + body);
      }
      return message.get("result");
    } catch (IOException | RuntimeException e) {
      leave();
      throw e;
    }
  }

  private Connection connected() throws IOException {
    Connection kept = connection;
    if (kept != null && !kept.isOver()) {
      return kept;
    }
    leave();
    Connection fresh = new Connection(endpoint.uri(), endpoint.trust());
    ledger.connected();
    connection = fresh;
    return fresh;
  }

  private byte[] request(String method, Optional<String> name, Map<String, Object> params) {
    Map<String, Object> all = new java.util.LinkedHashMap<>(params);
    all.putIfAbsent("_meta", meta(Map.of()));
    byte[] body =
        JSON.writeValueAsBytes(
            Map.of("jsonrpc", "2.0", "id", ++id, "method", method, "params", all));
    String head =
        """
        POST %s HTTP/1.1
        Host: %s
        Authorization: Bearer %s
        Accept: application/json, text/event-stream
        Content-Type: application/json
        MCP-Protocol-Version: %s
        Mcp-Method: %s
        %sContent-Length: %d

        """
            .formatted(
                endpoint.uri().getPath(),
                endpoint.uri().getAuthority(),
                endpoint.key(),
                VERSION,
                method,
                name.map(tool -> "Mcp-Name: " + tool + "\n").orElse(""),
                body.length)
            .replace("\n", "\r\n");
    byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = java.util.Arrays.copyOf(bytes, bytes.length + body.length);
    System.arraycopy(body, 0, whole, bytes.length, body.length);
    return whole;
  }

  private static Map<String, Object> meta(Map<String, Object> more) {
    Map<String, Object> meta = new java.util.HashMap<>(more);
    meta.put(PREFIX + "protocolVersion", VERSION);
    meta.put(PREFIX + "clientCapabilities", Map.of());
    meta.put(PREFIX + "clientInfo", Map.of("name", "load", "version", "1"));
    return meta;
  }

  /** The last event of a stream, or the whole of what is none. */
  private static JsonNode message(String body) {
    String last =
        body.lines()
            .filter(line -> line.startsWith("data: "))
            .reduce((_, next) -> next)
            .map(line -> line.substring("data: ".length()))
            .orElse(body);
    return JSON.readTree(last);
  }

  private void leave() {
    Connection left = connection;
    connection = null;
    if (left != null) {
      left.close();
    }
  }

  /** Ends what it waits for, whoever waits. */
  @Override
  public void close() {
    leave();
  }
}
