package dev.mcpstack.gateway.catalogue;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources of all servers under their own URIs. Of two with one URI the first is kept. */
final class MergedResources implements Resources {
  private static final Logger LOG = LoggerFactory.getLogger(MergedResources.class);

  private final Map<String, Upstream> upstreams;

  MergedResources(Map<String, Upstream> upstreams) {
    this.upstreams = upstreams;
  }

  @Override
  public List<ResourceDefinition> list(McpCall call) {
    Map<String, ResourceDefinition> merged = new LinkedHashMap<>();
    upstreams
        .values()
        .forEach(
            upstream -> of(upstream, call).forEach(each -> merged.putIfAbsent(each.uri(), each)));
    return List.copyOf(merged.values());
  }

  @Override
  public List<TemplateDefinition> templates() {
    Map<String, TemplateDefinition> merged = new LinkedHashMap<>();
    upstreams
        .values()
        .forEach(upstream ->
            upstream.templates().forEach(each -> merged.putIfAbsent(each.uriTemplate(), each)));
    return List.copyOf(merged.values());
  }

  @Override
  public Reply read(McpCall call, String uri) {
    RuntimeException failure = null;
    for (Upstream upstream : likely(call, uri)) {
      try {
        return upstream.read(call, uri);
      } catch (BrokenRequestException e) {
        failure = failure == null ? e : failure;
      } catch (StackException e) {
        call.cancellation().throwIfCancelled();
        // It may have the resource: that it is away says more than that the others lack it.
        failure = e;
      }
    }
    throw failure == null ? BrokenRequestException.noResource(uri) : failure;
  }

  /** Who has the template. */
  Optional<Upstream> owner(String uriTemplate) {
    for (Upstream upstream : upstreams.values()) {
      if (upstream.templates().stream().anyMatch(each -> each.uriTemplate().equals(uriTemplate))) {
        return Optional.of(upstream);
      }
    }
    return Optional.empty();
  }

  /** All servers, first the one that lists the resource or has a template for it. */
  private List<Upstream> likely(McpCall call, String uri) {
    if (upstreams.size() == 1) {
      return List.copyOf(upstreams.values());
    }
    List<Upstream> all = new ArrayList<>(upstreams.values());
    @Nullable Upstream owner = null;
    for (Upstream upstream : upstreams.values()) {
      if (of(upstream, call).stream().anyMatch(each -> each.uri().equals(uri))
          || upstream.templates().stream()
              .anyMatch(each -> UriTemplates.mayMatch(each.uriTemplate(), uri))) {
        owner = upstream;
        break;
      }
    }
    if (owner != null) {
      all.remove(owner);
      all.addFirst(owner);
    }
    return all;
  }

  /** A server that is away takes nothing from the lists of the others. */
  private static List<ResourceDefinition> of(Upstream upstream, McpCall call) {
    try {
      return upstream.resources(call);
    } catch (StackException e) {
      call.cancellation().throwIfCancelled();
      LOG.debug("The resources of a server are left out", e);
      return List.of();
    }
  }
}
