package dev.mcpstack.mcp.completion;

import java.util.Map;

/**
 * What a person is typing.
 *
 * @param ref what it is for
 * @param argument name of the argument
 * @param value what has been typed
 * @param context arguments that were filled in before
 */
public record CompletionRequest(
    Ref ref, String argument, String value, Map<String, String> context) {
  /** What an argument belongs to. */
  public sealed interface Ref {
    /** A prompt, by name. */
    record Prompt(String name) implements Ref {}

    /** A resource template, by its text. */
    record Template(String uriTemplate) implements Ref {}
  }
}
