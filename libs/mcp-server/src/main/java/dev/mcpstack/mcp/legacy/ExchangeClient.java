package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.call.*;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For the time being. */
record ExchangeClient(McpAsyncServerExchange exchange, @Nullable Object token) implements Client {
  @Override
  public Map<String, Object> capabilities() {
    return Map.of();
  }

  @Override
  public boolean wantsProgress() {
    return token instanceof String || token instanceof Number;
  }

  @Override
  public boolean wantsLog(LogLevel level) {
    return false;
  }

  @Override
  public void progress(ProgressNotice notice) {
    McpSchema.ProgressNotification.Builder notification =
        McpSchema.ProgressNotification.builder(token, notice.progress()).message(notice.message());
    notice.total().ifPresent(notification::total);
    exchange.progressNotification(notification.build()).block();
  }

  @Override
  public void log(LogNotice notice) {}
}
