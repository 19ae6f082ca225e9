package dev.mcpstack.gateway.upstream;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.gateway.client.Listing;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.mcp.call.Client;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server's lists of resources, which may differ by principal, for as long as they hold. */
final class ResourceLists {
  private static final int MAX_KEPT = 256;

  private final ServerClient client;
  private final Map<Optional<Principal>, Kept> kept = new LinkedHashMap<>();

  private record Kept(List<ResourceDefinition> resources, long untilNanos) {}

  ResourceLists(ServerClient client) {
    this.client = client;
  }

  /** The resources that the caller may know of; those of before when the server is away. */
  List<ResourceDefinition> of(McpCall call) {
    Optional<Kept> before = find(call.principal());
    if (before.isPresent() && System.nanoTime() - before.get().untilNanos() < 0) {
      return before.get().resources();
    }
    try {
      return ask(call);
    } catch (StackException e) {
      call.cancellation().throwIfCancelled();
      return before.orElseThrow(() -> e).resources();
    }
  }

  /** A list has changed. */
  synchronized void forget() {
    kept.clear();
  }

  private List<ResourceDefinition> ask(McpCall call) {
    Listing listing = Listing.of(client, call.with(Client.NONE), "resources/list", "resources");
    List<ResourceDefinition> resources = Definitions.resources(listing.items());
    keep(
        listing.shared() ? Optional.empty() : Optional.of(call.principal()),
        new Kept(resources, System.nanoTime() + listing.timeToLive().toNanos()));
    return resources;
  }

  private synchronized Optional<Kept> find(Principal principal) {
    Kept own = kept.get(Optional.of(principal));
    return Optional.ofNullable(own != null ? own : kept.get(Optional.<Principal>empty()));
  }

  private synchronized void keep(Optional<Principal> whose, Kept list) {
    if (kept.size() >= MAX_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    kept.put(whose, list);
  }
}
