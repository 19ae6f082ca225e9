package dev.mcpstack.conformance.fuzz;

import dev.mcpstack.conformance.fuzz.Draft.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of both eras that are right, one of every kind. */
final class Templates {
  private static final String MODERN = "2026-07-28";
  private static final String LEGACY = "2025-11-25";

  private static final Map<String, Object> CAPABILITIES =
      Map.of("elicitation", Map.of(), "sampling", Map.of(), "roots", Map.of());

  private static final Map<String, Object> CLIENT = Map.of("name", "fuzzer", "version", "1");

  private final Map<String, String> common;

  /**
   * Templates.
   *
   * @param common headers of every request
   */
  Templates(Map<String, String> common) {
    this.common = common;
  }

  /** What begins a session. */
  Template initialize() {
    return legacy(
        "initialize",
        "",
        request(
            "initialize",
            Map.of("protocolVersion", LEGACY, "capabilities", CAPABILITIES, "clientInfo", CLIENT)));
  }

  /** All of them, of which those of the legacy era are in this session. */
  List<Template> all(String session) {
    List<Template> all = new ArrayList<>();
    all.add(initialize());
    Map<String, Map<String, Object>> calls = calls();
    calls.forEach((method, params) -> {
      all.add(legacy(method, session, request(method, params)));
      all.add(modern(method, params));
    });
    for (String tool : List.of("test_elicitation", "test_tool_with_progress", "test_sampling")) {
      Map<String, Object> params = tool(tool);
      all.add(legacy(tool, session, request("tools/call", params)));
      all.add(modern("tools/call", params));
    }
    all.add(legacy("ping", session, request("ping", Map.of())));
    all.add(legacy("level", session, request("logging/setLevel", Map.of("level", "debug"))));
    all.add(
        legacy(
            "subscribe",
            session,
            request("resources/subscribe", Map.of("uri", "test://watched-resource"))));
    all.add(legacy("initialized", session, notification("notifications/initialized", Map.of())));
    all.add(
        legacy(
            "cancelled", session, notification("notifications/cancelled", Map.of("requestId", 7))));
    all.add(
        legacy(
            "response",
            session,
            new LinkedHashMap<>(Map.of("jsonrpc", "2.0", "id", 1, "result", Map.of()))));
    all.add(new Template("stream", "GET", sessionHeaders(session), null));
    all.add(modern("server/discover", Map.of()));
    all.add(
        modern("subscriptions/listen", Map.of("notifications", Map.of("toolsListChanged", true))));
    all.add(
        modern(
            "tools/call",
            Map.of(
                "name",
                "test_input_required_result_elicitation",
                "arguments",
                Map.of(),
                "inputResponses",
                Map.of("user_name", Map.of("action", "accept", "content", Map.of("name", "Ada"))),
                "requestState",
                "forged")));
    return List.copyOf(all);
  }

  private static Map<String, Map<String, Object>> calls() {
    Map<String, Map<String, Object>> calls = new LinkedHashMap<>();
    calls.put("tools/list", Map.of());
    calls.put("tools/call", tool("test_simple_text"));
    calls.put("resources/list", Map.of());
    calls.put("resources/templates/list", Map.of());
    calls.put("resources/read", Map.of("uri", "test://static-text"));
    calls.put("prompts/list", Map.of());
    calls.put(
        "prompts/get",
        Map.of(
            "name", "test_prompt_with_arguments", "arguments", Map.of("arg1", "a", "arg2", "b")));
    calls.put(
        "completion/complete",
        Map.of(
            "ref",
            Map.of("type", "ref/prompt", "name", "test_prompt_with_arguments"),
            "argument",
            Map.of("name", "arg1", "value", "par")));
    return calls;
  }

  private static Map<String, Object> tool(String name) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", name);
    params.put("arguments", Map.of("message", "Who?", "prompt", "Why?"));
    params.put("_meta", Map.of("progressToken", "t"));
    return params;
  }

  private Template legacy(String name, String session, Map<String, Object> message) {
    Map<String, String> headers = sessionHeaders(session);
    headers.put("Content-Type", "application/json");
    return new Template("legacy " + name, "POST", headers, message);
  }

  private Map<String, String> sessionHeaders(String session) {
    Map<String, String> headers = new LinkedHashMap<>(common);
    headers.put("Accept", "application/json, text/event-stream");
    headers.put("MCP-Protocol-Version", LEGACY);
    if (!session.isEmpty()) {
      headers.put("Mcp-Session-Id", session);
    }
    return headers;
  }

  private Template modern(String method, Map<String, Object> params) {
    Map<String, Object> meta = new LinkedHashMap<>();
    if (params.get("_meta") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> meta.put((String) key, value));
    }
    meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
    meta.put("io.modelcontextprotocol/clientInfo", CLIENT);
    meta.put("io.modelcontextprotocol/clientCapabilities", CAPABILITIES);
    meta.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    Map<String, Object> all = new LinkedHashMap<>(params);
    all.put("_meta", meta);
    Map<String, String> headers = new LinkedHashMap<>(common);
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/event-stream");
    headers.put("MCP-Protocol-Version", MODERN);
    headers.put("Mcp-Method", method);
    @Nullable Object name = params.getOrDefault("name", params.get("uri"));
    if (name != null) {
      headers.put("Mcp-Name", name.toString());
    }
    return new Template("modern " + method, "POST", headers, request(method, all));
  }

  private static Map<String, Object> request(String method, Map<String, Object> params) {
    Map<String, Object> message = notification(method, params);
    message.put("id", 7);
    return message;
  }

  private static Map<String, Object> notification(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    message.put("params", params);
    return message;
  }
}
