package dev.mcpstack.gateway.catalogue;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.prompt.Prompts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompts of all servers under their own names. */
final class MergedPrompts implements Prompts {
  private final Map<String, Upstream> upstreams;
  private final Conflicts conflicts;
  private volatile Map<String, Entry> entries = Map.of();

  private record Entry(PromptDefinition definition, Upstream upstream) {}

  MergedPrompts(Map<String, Upstream> upstreams, Conflicts conflicts) {
    this.upstreams = upstreams;
    this.conflicts = conflicts;
  }

  /** Takes the lists anew. One at a time, or an older one could come last. */
  synchronized void rebuild() {
    Map<String, Entry> merged = new LinkedHashMap<>();
    upstreams.forEach((server, upstream) -> {
      for (PromptDefinition prompt : upstream.prompts()) {
        if (merged.putIfAbsent(prompt.name(), new Entry(prompt, upstream)) != null) {
          conflicts.leftOut("prompt", prompt.name(), server, "the name is taken");
        }
      }
    });
    entries = merged; // Nobody changes it from now on.
  }

  /** Who has the prompt. */
  Optional<Upstream> owner(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::upstream);
  }

  @Override
  public List<PromptDefinition> list() {
    return entries.values().stream().map(Entry::definition).toList();
  }

  @Override
  public Reply get(McpCall call, String name, Map<String, Object> arguments) {
    return owner(name)
        .orElseThrow(
            () -> BrokenRequestException.invalid("Unknown prompt: " + Problem.excerpt(name) + "."))
        .prompt(call, name, arguments);
  }
}
