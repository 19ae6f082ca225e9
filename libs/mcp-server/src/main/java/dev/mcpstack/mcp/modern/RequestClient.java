package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.call.Client;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.ProgressNotice;
import dev.mcpstack.mcp.http.McpReply;
import java.util.LinkedHashMap;
import java.util.Map;

/** The client of one request, reached on the stream of its answer. */
record RequestClient(RequestMeta meta, McpReply reply) implements Client {
  @Override
  public Map<String, Object> capabilities() {
    return meta.capabilities();
  }

  @Override
  public boolean wantsProgress() {
    return meta.progressToken() != null;
  }

  @Override
  public boolean wantsLog(LogLevel level) {
    return meta.logLevel().filter(least -> level.compareTo(least) >= 0).isPresent();
  }

  @Override
  public void progress(ProgressNotice notice) {
    Object token = meta.progressToken();
    if (token == null) {
      return;
    }
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("progressToken", token);
    params.put("progress", notice.progress());
    notice.total().ifPresent(total -> params.put("total", total));
    if (!notice.message().isEmpty()) {
      params.put("message", notice.message());
    }
    reply.event(Messages.notification("notifications/progress", params));
  }

  @Override
  public void log(LogNotice notice) {
    if (!wantsLog(notice.level())) {
      return;
    }
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("level", notice.level().wireName());
    String logger = notice.logger();
    if (logger != null) {
      params.put("logger", logger);
    }
    params.put("data", notice.data());
    reply.event(Messages.notification("notifications/message", params));
  }
}
