package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.ProgressNotice;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages of the era, as trees. */
final class Wire {
  private Wire() {}

  static Map<String, Object> answer(Object id, Map<String, Object> result) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("result", result);
    return message;
  }

  static Map<String, Object> request(Object id, String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("method", method);
    message.put("params", params);
    return message;
  }

  static Map<String, Object> notification(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    if (!params.isEmpty()) {
      message.put("params", params);
    }
    return message;
  }

  static Map<String, Object> progress(Object token, ProgressNotice notice) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("progressToken", token);
    params.put("progress", notice.progress());
    notice.total().ifPresent(total -> params.put("total", total));
    if (!notice.message().isEmpty()) {
      params.put("message", notice.message());
    }
    return notification("notifications/progress", params);
  }

  static Map<String, Object> log(LogNotice notice) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("level", notice.level().wireName());
    if (notice.logger() != null) {
      params.put("logger", notice.logger());
    }
    params.put("data", notice.data());
    return notification("notifications/message", params);
  }

  static Map<String, Object> result(ToolOutcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("content", outcome.content());
    if (!outcome.structured().isEmpty()) {
      result.put("structuredContent", outcome.structured());
    }
    result.put("isError", outcome.status() == ToolOutcome.Status.FAILED);
    return result;
  }

  static Map<String, Object> completion(Completion completion) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("values", completion.values());
    values.put("total", completion.total());
    values.put("hasMore", completion.total() > completion.values().size());
    return Map.of("completion", values);
  }
}
