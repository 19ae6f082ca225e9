package dev.mcpstack.standalone.bridge;

import dev.mcpstack.mcp.http.Json;
import dev.mcpstack.mcp.http.JsonRpcMessage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A JSON-RPC message: what it says, and the bytes that it came as, which go on unchanged. */
final class Message {
  private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

  private final byte[] bytes;
  private final Map<String, Object> tree;

  private Message(byte[] bytes, Map<String, Object> tree) {
    this.bytes = bytes;
    this.tree = tree;
  }

  /** A message of these bytes, empty when they are none. */
  static Optional<Message> of(byte[] bytes) {
    try {
      Map<String, Object> tree = JsonRpcMessage.of(Json.parse(bytes));
      return tree == null ? Optional.empty() : Optional.of(new Message(bytes, tree));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /**
   * The error in the body of a refused request, empty when it holds none. Not always is it that of
   * a message: who refuses before looking inside doesn't know the id.
   */
  static Map<?, ?> errorIn(byte[] bytes) {
    try {
      return Json.parse(bytes) instanceof Map<?, ?> tree && tree.get("error") instanceof Map<?, ?> e
          ? e
          : Map.of();
    } catch (JacksonException _) {
      return Map.of();
    }
  }

  static Message of(Map<String, Object> tree) {
    return new Message(Json.write(tree), tree);
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * The same on one line: outside of strings a line break is as good as a space, inside is none.
   */
  byte[] line() {
    byte[] line = bytes.clone();
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    return line;
  }

  @Nullable String method() {
    return tree.get("method") instanceof String method ? method : null;
  }

  boolean is(String method) {
    return method.equals(method());
  }

  @Nullable Object id() {
    return tree.get("id");
  }

  boolean isRequest() {
    return method() != null && id() != null;
  }

  /** Whether it answers the request of the id. */
  boolean answers(@Nullable Object id) {
    return method() == null && id != null && id.equals(id());
  }

  Map<?, ?> params() {
    return object("params");
  }

  /** The result, empty when it has none. */
  Map<?, ?> result() {
    return object("result");
  }

  /** The version that a message of the era without sessions names in itself. */
  Optional<String> version() {
    return params().get("_meta") instanceof Map<?, ?> meta && meta.get(VERSION) instanceof String v
        ? Optional.of(v)
        : Optional.empty();
  }

  private Map<?, ?> object(String key) {
    return tree.get(key) instanceof Map<?, ?> object ? object : Map.of();
  }
}
