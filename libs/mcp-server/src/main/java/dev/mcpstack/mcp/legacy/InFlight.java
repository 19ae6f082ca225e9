package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.call.Cancellation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests this replica is answering, so that a cancel finds the one it names. Keyed by session
 * and id: ids are only unique within a session, and every client counts from the same number.
 */
final class InFlight {
  private final Map<Key, Cancellation> requests = new ConcurrentHashMap<>();

  private record Key(String session, Object request) {}

  /** Whether the request was entered: false when one of the same id is already being answered. */
  boolean enter(String session, Object request, Cancellation cancellation) {
    return requests.putIfAbsent(new Key(session, request), cancellation) == null;
  }

  void leave(String session, Object request) {
    requests.remove(new Key(session, request));
  }

  void cancel(String session, Object request) {
    Cancellation cancellation = requests.get(new Key(session, request));
    if (cancellation != null) {
      cancellation.cancel();
    }
  }
}
