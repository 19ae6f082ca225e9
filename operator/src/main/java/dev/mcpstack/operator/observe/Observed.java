package dev.mcpstack.operator.observe;

import dev.mcpstack.operator.model.Labels;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** All that is not of these revisions. */
  public Observed without(Set<Integer> revisions) {
    return new Observed(objects.stream().filter(each -> !isOf(each, revisions)).toList());
  }

  /** All that is of a revision. */
  public Observed of(int revision) {
    return new Observed(objects.stream().filter(each -> isOf(each, Set.of(revision))).toList());
  }

  private static boolean isOf(LiveObject object, Set<Integer> revisions) {
    return object
        .label(Labels.REVISION)
        .filter(text -> revisions.stream().anyMatch(each -> each.toString().equals(text)))
        .isPresent();
  }

  /** All of a kind. */
  public Stream<LiveObject> ofKind(String kind) {
    return objects.stream().filter(each -> each.kind().equals(kind));
  }
}
