package dev.mcpstack.gateway.client;

import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every request of the version carries. */
final class Wire {
  static final String VERSION = "2026-07-28";
  static final String META = "_meta";
  static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

  private static final Map<String, String> SELF =
      Map.of("name", "mcpstack-gateway", "version", "0.1.0");

  private Wire() {}

  /** The request as a message. */
  static Map<String, Object> message(
      long id, String method, Map<String, Object> params, McpCall call) {
    Map<String, Object> all = new LinkedHashMap<>(params);
    all.put(META, meta(id, call));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("method", method);
    message.put("params", all);
    return message;
  }

  private static Map<String, Object> meta(long id, McpCall call) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("io.modelcontextprotocol/protocolVersion", VERSION);
    meta.put("io.modelcontextprotocol/clientInfo", SELF);
    meta.put("io.modelcontextprotocol/clientCapabilities", call.client().capabilities());
    if (call.client().wantsProgress()) {
      meta.put("progressToken", id);
    }
    for (LogLevel level : LogLevel.values()) {
      if (call.client().wantsLog(level)) {
        meta.put("io.modelcontextprotocol/logLevel", level.wireName());
        break;
      }
    }
    Trace trace = call.trace();
    putIfThere(meta, "traceparent", trace.parent());
    putIfThere(meta, "tracestate", trace.state());
    putIfThere(meta, "baggage", trace.baggage());
    return meta;
  }

  private static void putIfThere(Map<String, Object> meta, String key, @Nullable String value) {
    if (value != null) {
      meta.put(key, value);
    }
  }
}
