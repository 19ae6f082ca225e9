package dev.mcpstack.contract.shape;

import java.util.List;
import java.util.Optional;

/**
 * What users may know about one key of a record.
 *
 * @param type what is allowed, in words, such as {@code a whole number from 1 to 65535}
 * @param required whether a tree without the key is refused
 * @param defaultText the value of an absent key, as it is written in a file
 */
public record ShapeComponent(
    String key,
    String type,
    boolean required,
    Optional<String> defaultText,
    String description,
    List<String> examples,
    boolean secret) {
  public ShapeComponent {
    examples = List.copyOf(examples);
  }
}
