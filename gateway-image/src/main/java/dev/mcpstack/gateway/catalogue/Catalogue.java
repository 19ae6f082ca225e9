package dev.mcpstack.gateway.catalogue;

import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all servers offer, in one name space: in the order of the servers, and of each in its own
 * order, the gateway's own tools last. Of two with one name the first is kept. It follows its
 * servers: a change at one of them is a change here. Thread-safe.
 */
public final class Catalogue implements AutoCloseable {
  private final Map<String, Upstream> upstreams;
  private final MergedTools tools;
  private final MergedResources resources;
  private final MergedPrompts prompts;
  private final Changes changes = new Changes();
  private final List<Changes.Subscription> followed = new ArrayList<>();

  /**
   * A catalogue.
   *
   * @param upstreams by name, in the order of their lists
   * @param own the gateway's own tools, whose names no server's tool can have
   */
  public Catalogue(Map<String, Upstream> upstreams, List<ToolEntry> own, MeterRegistry meters) {
    this.upstreams = upstreams;
    Conflicts conflicts = new Conflicts(meters);
    this.tools = new MergedTools(upstreams, own, conflicts);
    this.resources = new MergedResources(upstreams);
    this.prompts = new MergedPrompts(upstreams, conflicts);
    upstreams.values().forEach(upstream -> followed.add(upstream.changes().listen(this::changed)));
    changes.whenWanted(this::watch);
    rebuild(); // After listening, or what comes in between would be missed.
  }

  /** The tools at the moment. */
  public ToolRegistry tools() {
    return tools.registry();
  }

  /** All resources. */
  public Resources resources() {
    return resources;
  }

  /** All prompts. */
  public Prompts prompts() {
    return prompts;
  }

  /** Completes arguments at whoever has the prompt or template. */
  public Completer completer() {
    return new MergedCompleter(prompts, resources);
  }

  /** Tells of the changes at every server. */
  public Changes changes() {
    return changes;
  }

  @Override
  public void close() {
    followed.forEach(Changes.Subscription::close);
  }

  private void changed(Change change) {
    switch (change) {
      case Change.Tools _ -> tools.rebuild();
      case Change.PromptList _ -> prompts.rebuild();
      case Change.ResourceList _ -> watch();
      case Change.Resource _ -> {}
    }
    changes.publish(change);
  }

  private void rebuild() {
    tools.rebuild();
    prompts.rebuild();
    watch();
  }

  /** Each server is asked for all: it passes over what isn't its own. */
  private void watch() {
    upstreams.values().forEach(upstream -> upstream.watch(changes.wanted()));
  }
}
