package dev.mcpstack.mcp.modern;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dresses results as the era has them. */
final class Results {
  private Results() {}

  /** One that is done. */
  static Map<String, Object> complete(Map<String, ?> result) {
    Map<String, Object> dressed = new LinkedHashMap<>();
    dressed.put("resultType", "complete");
    dressed.putAll(result);
    return dressed;
  }

  /**
   * One that is done and may be kept, by its client alone: what there is may depend on who asks.
   *
   * @param timeToLive unless the result brings its own
   */
  static Map<String, Object> cacheable(Map<String, ?> result, Duration timeToLive) {
    Map<String, Object> dressed = complete(result);
    dressed.putIfAbsent("ttlMs", timeToLive.toMillis());
    dressed.putIfAbsent("cacheScope", "private");
    return dressed;
  }
}
