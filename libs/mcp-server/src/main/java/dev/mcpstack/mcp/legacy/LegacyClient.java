package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.call.Client;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.ProgressNotice;
import dev.mcpstack.mcp.http.McpReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client behind one request.
 *
 * @param progressToken null when it asked for no progress
 * @param level the least grave message it wants to have
 */
record LegacyClient(
    Map<String, Object> capabilities,
    @Nullable Object progressToken,
    LogLevel level,
    McpReply reply)
    implements Client {

  /** The client of a request; a progress token is a string or a number. */
  static LegacyClient of(
      Map<String, Object> capabilities,
      Map<String, Object> params,
      LogLevel level,
      McpReply reply) {
    Object token = params.get("_meta") instanceof Map<?, ?> meta ? meta.get("progressToken") : null;
    return new LegacyClient(
        capabilities,
        token instanceof String || token instanceof Number ? token : null,
        level,
        reply);
  }

  @Override
  public boolean wantsProgress() {
    return progressToken != null;
  }

  @Override
  public boolean wantsLog(LogLevel wanted) {
    return wanted.compareTo(level) >= 0;
  }

  @Override
  public void progress(ProgressNotice notice) {
    if (progressToken != null) {
      reply.event(Wire.progress(progressToken, notice));
    }
  }

  @Override
  public void log(LogNotice notice) {
    if (wantsLog(notice.level())) {
      reply.event(Wire.log(notice));
    }
  }
}
