package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The streams on which sessions are told of changes: one a session, because a message must not come
 * twice. A newer one takes the older one's place. Thread-safe.
 */
final class Streams {
  private static final int MOST = 2_000;

  private final Features features;
  private final Subscriptions subscriptions;
  private final LongSupplier nanoTime;
  private final Map<String, Subscription> open = new HashMap<>();
  private boolean stopped;

  Streams(Features features, Subscriptions subscriptions, LongSupplier nanoTime) {
    this.features = features;
    this.subscriptions = subscriptions;
    this.nanoTime = nanoTime;
  }

  /** Serves one until the client goes or the server stops; false when there are too many. */
  boolean serve(Session session, McpReply reply) {
    String id = session.id();
    Subscription stream = new Subscription(change -> wants(id, change), nanoTime, reply::drop);
    if (!enter(id, stream)) {
      return false;
    }
    try (var _ = features.changes().listen(stream::offer);
        var _ = reply.watch(() -> stream.end(Subscription.End.LEFT))) {
      reply.longLived();
      reply.open();
      tell(stream, reply);
    } finally {
      leave(id, stream);
    }
    return true;
  }

  /** Ends them all, and opens none any more. */
  void stop() {
    synchronized (this) {
      stopped = true;
    }
    end();
  }

  /** Ends them all. */
  void end() {
    List<Subscription> all;
    synchronized (this) {
      all = List.copyOf(open.values());
    }
    all.forEach(each -> each.end(Subscription.End.STOPPED));
  }

  private boolean wants(String session, Change change) {
    return !(change instanceof Change.Resource(String uri)) || subscriptions.wants(session, uri);
  }

  private static void tell(Subscription stream, McpReply reply) {
    try {
      @Nullable Change change = stream.next();
      while (change != null) {
        reply.event(notification(change));
        change = stream.next();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean enter(String session, Subscription stream) {
    Subscription older;
    synchronized (this) {
      if (stopped || (open.size() >= MOST && !open.containsKey(session))) {
        return false;
      }
      older = open.put(session, stream);
    }
    if (older != null) {
      older.replace();
    }
    return true;
  }

  private synchronized void leave(String session, Subscription stream) {
    open.remove(session, stream);
  }

  private static Map<String, Object> notification(Change change) {
    return switch (change) {
      case Change.Tools _ -> Wire.notification("notifications/tools/list_changed", Map.of());
      case Change.PromptList _ -> Wire.notification("notifications/prompts/list_changed", Map.of());
      case Change.ResourceList _ ->
          Wire.notification("notifications/resources/list_changed", Map.of());
      case Change.Resource(String uri) ->
          Wire.notification("notifications/resources/updated", Map.of("uri", uri));
    };
  }
}
