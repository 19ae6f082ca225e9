package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.call.BrokenRequestException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What sessions want to be told about, at this replica: a session's stream and its subscriptions
 * have to meet at one. When there are too many sessions, the one that subscribed longest ago is
 * forgotten. Thread-safe.
 */
final class Subscriptions {
  private static final int MOST_SESSIONS = 10_000;
  private static final int MOST_OF_ONE = 256;

  private final Map<String, Set<String>> bySession =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  synchronized void add(String session, String uri) {
    Set<String> uris = bySession.computeIfAbsent(session, _ -> new LinkedHashSet<>());
    if (uris.size() >= MOST_OF_ONE && !uris.contains(uri)) {
      throw BrokenRequestException.invalid(
          "A session may subscribe to " + MOST_OF_ONE + " resources. Unsubscribe from some first.");
    }
    uris.add(uri);
  }

  synchronized void remove(String session, String uri) {
    Set<String> uris = bySession.get(session);
    if (uris != null && uris.remove(uri) && uris.isEmpty()) {
      bySession.remove(session);
    }
  }

  synchronized boolean wants(String session, String uri) {
    return bySession.getOrDefault(session, Set.of()).contains(uri);
  }
}
