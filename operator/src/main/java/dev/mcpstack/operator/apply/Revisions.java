package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The releases that are kept, by number. */
final class Revisions {
  private Revisions() {}

  /**
   * Those of a stack. What they hold is applied, so one that somebody else has made is none.
   *
   * @param ours whether an object is the stack's
   */
  static Map<Integer, LiveObject> of(Observed observed, Predicate<LiveObject> ours) {
    Map<Integer, LiveObject> revisions = new TreeMap<>();
    observed
        .ofKind("ControllerRevision")
        // A StatefulSet keeps its own.
        .filter(live -> live.label(Labels.REVISION).isPresent())
        .filter(ours)
        .forEach(live -> revisions.put((int) live.number("revision"), live));
    return revisions;
  }
}
