package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.Subscription;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The streams on which clients are told of changes. */
final class Subscriptions {
  static final String METHOD = "subscriptions/listen";

  /** How many a principal may have open. */
  static final int MAX_PER_PRINCIPAL = 32;

  private static final int MAX = 2_000;

  private final Features features;
  private final LongSupplier nanoTime;
  private final Set<Subscription> open = new LinkedHashSet<>();
  private final Map<String, Integer> perPrincipal = new HashMap<>();
  private boolean stopped;

  Subscriptions(Features features, LongSupplier nanoTime) {
    this.features = features;
    this.nanoTime = nanoTime;
  }

  /** Serves one until the client goes or the server stops. */
  void serve(McpRequest request, Object id, McpReply reply) {
    SubscriptionFilter filter =
        SubscriptionFilter.of(request.params().get("notifications"), features);
    Subscription subscription = new Subscription(filter::wants, nanoTime, reply::drop);
    String principal = request.principal().name();
    enter(principal, subscription, reply);
    try (var _ = features.changes().listen(subscription::offer);
        var _ = reply.watch(() -> subscription.end(Subscription.End.LEFT))) {
      reply.longLived();
      reply.event(
          notification(
              id,
              "notifications/subscriptions/acknowledged",
              Map.of("notifications", filter.toTree())));
      tell(subscription, id, reply);
    } finally {
      leave(principal, subscription);
    }
    if (subscription.isStopped()) {
      Map<String, Object> result = Results.complete(Map.of(MetaKeys.META, meta(id)));
      reply.answer(Messages.answer(features.identity(), id, result));
    }
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
      all = List.copyOf(open);
    }
    all.forEach(each -> each.end(Subscription.End.STOPPED));
  }

  private static void tell(Subscription subscription, Object id, McpReply reply) {
    try {
      @Nullable Change change = subscription.next();
      while (change != null) {
        reply.event(notification(id, change));
        change = subscription.next();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void enter(String principal, Subscription subscription, McpReply reply) {
    int own = perPrincipal.getOrDefault(principal, 0);
    if (stopped || open.size() >= MAX || own >= MAX_PER_PRINCIPAL) {
      boolean ownFault = !stopped && own >= MAX_PER_PRINCIPAL;
      reply.header("Retry-After", "10");
      throw new Refusal(
          new JsonRpcError(
              ownFault ? 429 : 503,
              JsonRpcError.REFUSED,
              ownFault
                  ? "There are " + own + " streams of this key open. Close one first."
                  : "The server opens no more streams now. Come again later."));
    }
    open.add(subscription);
    perPrincipal.put(principal, own + 1);
  }

  private synchronized void leave(String principal, Subscription subscription) {
    open.remove(subscription);
    perPrincipal.computeIfPresent(principal, (_, own) -> own == 1 ? null : own - 1);
  }

  private static Map<String, Object> notification(Object id, Change change) {
    return switch (change) {
      case Change.Tools _ -> notification(id, "notifications/tools/list_changed", Map.of());
      case Change.PromptList _ -> notification(id, "notifications/prompts/list_changed", Map.of());
      case Change.ResourceList _ ->
          notification(id, "notifications/resources/list_changed", Map.of());
      case Change.Resource resource ->
          notification(id, "notifications/resources/updated", Map.of("uri", resource.uri()));
    };
  }

  private static Map<String, Object> notification(
      Object id, String method, Map<String, Object> params) {
    Map<String, Object> tagged = new LinkedHashMap<>(params);
    tagged.put(MetaKeys.META, meta(id));
    return Messages.notification(method, tagged);
  }

  private static Map<String, Object> meta(Object id) {
    return Map.of(MetaKeys.SUBSCRIPTION, id);
  }
}
