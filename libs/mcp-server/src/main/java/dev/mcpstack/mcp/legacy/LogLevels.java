package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.call.LogLevel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log levels that sessions have set, at this replica. A level is a wish, so it may be
 * forgotten: when there are too many, the one set longest ago is. Thread-safe.
 */
final class LogLevels {
  private static final int MOST = 10_000;

  private final Map<String, LogLevel> levels =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LogLevel> eldest) {
          return size() > MOST;
        }
      };

  synchronized void set(String session, LogLevel level) {
    levels.remove(session);
    levels.put(session, level);
  }

  synchronized LogLevel of(String session) {
    return levels.getOrDefault(session, LogLevel.INFO);
  }
}
