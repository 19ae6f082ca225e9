package dev.mcpstack.mcp.prompt;

import dev.mcpstack.mcp.call.BrokenRequestException;
import java.util.Map;
import java.util.Optional;

/**
 * What a person filled in.
 *
 * @param byName as they came
 */
public record PromptArguments(Map<String, Object> byName) {
  /** The most that is taken of one; more belongs in the conversation, not in an argument. */
  public static final int LONGEST = 2_000;

  /**
   * An argument, empty when it was left out or is blank.
   *
   * @throws BrokenRequestException when it is no text, or longer than {@value #LONGEST} letters
   */
  public Optional<String> optional(String name) {
    Object value = byName.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw BrokenRequestException.invalid("The argument '" + name + "' must be a text.");
    }
    if (text.length() > LONGEST) {
      throw BrokenRequestException.invalid(
          "The argument '" + name + "' is longer than " + LONGEST + " letters. Shorten it.");
    }
    return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
  }

  /**
   * An argument that must be there.
   *
   * @throws BrokenRequestException when it isn't, or isn't as {@link #optional} wants it
   */
  public String required(String name) {
    return optional(name)
        .orElseThrow(
            () -> BrokenRequestException.invalid("The argument '" + name + "' is missing."));
  }
}
