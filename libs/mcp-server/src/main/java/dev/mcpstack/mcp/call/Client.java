package dev.mcpstack.mcp.call;

import java.util.Map;

/**
 * The other side of an open request. What is sent here reaches the client before the answer, or
 * nobody: after the answer everything is ignored. Thread-safe.
 */
public interface Client {
  /** Declares nothing, wants nothing. */
  Client NONE =
      new Client() {
        @Override
        public Map<String, Object> capabilities() {
          return Map.of();
        }

        @Override
        public boolean wantsProgress() {
          return false;
        }

        @Override
        public boolean wantsLog(LogLevel level) {
          return false;
        }

        @Override
        public void progress(ProgressNotice notice) {}

        @Override
        public void log(LogNotice notice) {}
      };

  /** What it declared it can do, as the protocol has it: {@code {"elicitation": {}}}. */
  Map<String, Object> capabilities();

  /** Whether it asked for progress. */
  boolean wantsProgress();

  /** Whether it asked for log messages of the level. */
  boolean wantsLog(LogLevel level);

  /**
   * Tells how far the work is; ignored when it didn't ask.
   *
   * @throws dev.mcpstack.mcp.http.ClientGoneException when it has gone away
   */
  void progress(ProgressNotice notice);

  /** Sends a log message; ignored when it didn't ask for the level. */
  void log(LogNotice notice);
}
