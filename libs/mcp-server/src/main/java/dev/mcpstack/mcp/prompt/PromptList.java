package dev.mcpstack.mcp.prompt;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prompts that don't change while the server runs. */
public final class PromptList implements Prompts {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Fills a prompt in. */
  @FunctionalInterface
  public interface Handler {
    /** The messages; required arguments are there. */
    Reply get(McpCall call, Map<String, Object> arguments);
  }

  /** A prompt and what fills it in. */
  public record Entry(PromptDefinition definition, Handler handler) {}

  /**
   * These prompts in this order.
   *
   * @throws IllegalArgumentException when two have one name
   */
  public PromptList(List<Entry> prompts) {
    for (Entry entry : prompts) {
      if (entries.put(entry.definition().name(), entry) != null) {
        throw new IllegalArgumentException(
            "two prompts are named '" + entry.definition().name() + "'");
      }
    }
  }

  @Override
  public List<PromptDefinition> list() {
    return entries.values().stream().map(Entry::definition).toList();
  }

  @Override
  public Reply get(McpCall call, String name, Map<String, Object> arguments) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw BrokenRequestException.invalid(
          "Unknown prompt: "
              + Problem.excerpt(name)
              + ". The prompts are "
              + String.join(", ", entries.keySet())
              + ".");
    }
    if (entry.definition().published().get("arguments") instanceof List<?> declared) {
      for (Object each : declared) {
        if (each instanceof Map<?, ?> argument
            && Boolean.TRUE.equals(argument.get("required"))
            && !arguments.containsKey(argument.get("name"))) {
          throw BrokenRequestException.invalid(
              "Prompt " + name + " needs the argument '" + argument.get("name") + "'.");
        }
      }
    }
    return entry.handler().get(call, arguments);
  }
}
