package dev.mcpstack.mcp.call;

import dev.mcpstack.contract.call.Progress;
import java.util.Map;

/**
 * The client's side of a call that is one step of another call: its progress is that call's, so
 * that the client gets one heartbeat for both.
 *
 * @param capabilities of the client
 * @param progress of the call that the step belongs to
 */
public record Step(Map<String, Object> capabilities, Progress progress) implements Client {
  @Override
  public boolean wantsProgress() {
    return true;
  }

  @Override
  public boolean wantsLog(LogLevel level) {
    return false;
  }

  @Override
  public void progress(ProgressNotice notice) {
    progress.step(notice.message());
  }

  @Override
  public void log(LogNotice notice) {}
}
