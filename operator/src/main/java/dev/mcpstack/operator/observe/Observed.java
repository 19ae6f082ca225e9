package dev.mcpstack.operator.observe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All objects with the label of a stack.
 *
 * @param objects in no order
 */
public record Observed(List<LiveObject> objects) {
  /** The object of this kind and name. */
  public Optional<LiveObject> find(String kind, String name) {
    return objects.stream()
        .filter(each -> each.kind().equals(kind) && each.name().equals(name))
        .findFirst();
  }

  /** All of a kind. */
  public Stream<LiveObject> ofKind(String kind) {
    return objects.stream().filter(each -> each.kind().equals(kind));
  }
}
