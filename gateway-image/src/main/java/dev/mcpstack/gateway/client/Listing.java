package dev.mcpstack.gateway.client;

import dev.mcpstack.mcp.call.McpCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of a server, all pages of it.
 *
 * @param items as the server has them
 * @param timeToLive how long it holds
 * @param shared whether it is the same for every principal
 */
public record Listing(List<Map<String, Object>> items, Duration timeToLive, boolean shared) {
  private static final int MAX_PAGES = 100;

  /**
   * Asks for it.
   *
   * @param method such as {@code tools/list}
   * @param key of the items in the result
   */
  public static Listing of(ServerClient client, McpCall call, String method, String key) {
    List<Map<String, Object>> items = new ArrayList<>();
    Map<String, Object> params = new HashMap<>();
    long millis = 0;
    boolean shared = true;
    for (int page = 0; page < MAX_PAGES; page++) {
      Map<String, Object> result = client.request(call, method, params, Map.of());
      collect(result.get(key), items);
      millis = result.get("ttlMs") instanceof Number number ? number.longValue() : 0;
      shared &= "public".equals(result.get("cacheScope"));
      if (!(result.get("nextCursor") instanceof String cursor)) {
        break;
      }
      params.put("cursor", cursor);
    }
    return new Listing(List.copyOf(items), Duration.ofMillis(Math.max(millis, 0)), shared);
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static void collect(
      @org.jspecify.annotations.Nullable Object list, List<Map<String, Object>> items) {
    if (list instanceof List<?> all) {
      all.stream()
          .filter(Map.class::isInstance)
          .map(each -> (Map<String, Object>) each)
          .forEach(items::add);
    }
  }
}
