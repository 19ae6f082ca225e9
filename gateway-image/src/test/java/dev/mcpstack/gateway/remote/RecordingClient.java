package dev.mcpstack.gateway.remote;

import dev.mcpstack.mcp.call.Client;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.ProgressNotice;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A client that wants everything and keeps what it is told. */
record RecordingClient(BlockingQueue<Object> told) implements Client {
  RecordingClient() {
    this(new LinkedBlockingQueue<>());
  }

  @Override
  public Map<String, Object> capabilities() {
    return Map.of("elicitation", Map.of("form", Map.of()));
  }

  @Override
  public boolean wantsProgress() {
    return true;
  }

  @Override
  public boolean wantsLog(LogLevel level) {
    return level.compareTo(LogLevel.NOTICE) >= 0;
  }

  @Override
  public void progress(ProgressNotice notice) {
    told.add(notice);
  }

  @Override
  public void log(LogNotice notice) {
    told.add(notice);
  }
}
