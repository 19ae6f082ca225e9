package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import java.util.ArrayList;
import java.util.List;

/** Who owns which field after a change. */
public final class Ownership {
  private static final ObjectNode NOTHING = Json.object();

  private Ownership() {}

  /**
   * Writes the managed fields of {@code next} after an update by {@code manager}, who comes to own
   * what differs.
   *
   * @param live what was there; an empty object on create
   */
  public static void updated(ObjectNode live, ObjectNode next, Shape shape, Manager manager) {
    FieldSets.Difference difference = FieldSets.difference(live, next, shape);
    List<ManagedEntry> entries = new ArrayList<>();
    FieldSet own = FieldSet.EMPTY;
    ManagedEntry mine = ManagedEntry.of(manager, own);
    for (ManagedEntry entry : ManagedEntry.read(live)) {
      if (entry.isOf(manager)) {
        mine = entry;
        own = entry.fields();
      } else {
        entries.add(
            entry.with(entry.fields().minus(difference.changed()).minus(difference.removed())));
      }
    }
    FieldSet owned = own.union(difference.changed()).minus(difference.removed());
    if (!owned.isEmpty()) {
      entries.add(owned.equals(own) ? mine : ManagedEntry.of(manager, owned));
    }
    ManagedEntry.write(next, entries);
  }

  /**
   * Applies a configuration: merges it, prunes what its manager no longer says, and writes the
   * managed fields of the result.
   *
   * @param live what is there; an empty object when nothing is
   * @param force takes fields over from others instead of failing
   * @throws ApiException 409 with a cause for each field that another owns with another value
   */
  public static ObjectNode applied(
      ObjectNode live, ObjectNode config, Shape shape, Manager manager, boolean force) {
    FieldSet owned = FieldSets.of(config, shape);
    ObjectNode next = (ObjectNode) Merge.over(live, config, shape);
    List<ManagedEntry> others = new ArrayList<>();
    ManagedEntry mine = ManagedEntry.of(manager, owned);
    FieldSet last = FieldSet.EMPTY;
    FieldSet kept = owned;
    for (ManagedEntry entry : ManagedEntry.read(live)) {
      if (entry.isOf(manager)) {
        last = entry.fields();
        mine = entry.fields().equals(owned) ? entry : mine;
      } else {
        others.add(entry);
        kept = kept.union(entry.fields());
      }
    }
    Merge.remove(next, FieldSets.withParents(last, shape).minus(kept), kept, shape);
    FieldSets.Difference difference = FieldSets.difference(live, next, shape);
    if (!force) {
      refuseConflicts(others, difference.changed());
    }
    List<ManagedEntry> entries = new ArrayList<>(List.of(mine));
    others.forEach(entry ->
        entries.add(
            entry.with(entry.fields().minus(difference.changed()).minus(difference.removed()))));
    ManagedEntry.write(next, entries);
    return next;
  }

  /**
   * Shape of an update that strategic merging asks for: like an apply, but nobody's fields are
   * pruned.
   */
  public static ObjectNode patched(ObjectNode live, JsonNode patch, Shape shape) {
    ObjectNode next = (ObjectNode) Merge.over(live, patch, shape);
    Json.dropNulls(next);
    return next;
  }

  /** An object without its record of owners, to compare objects by. */
  public static ObjectNode content(ObjectNode object) {
    ObjectNode content = object.deepCopy();
    if (content.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
      metadata.remove("resourceVersion");
    }
    return content.isEmpty() ? NOTHING : content;
  }

  private static void refuseConflicts(List<ManagedEntry> others, FieldSet changed) {
    List<ApiException.Cause> causes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (ManagedEntry entry : others) {
      List<String> paths = entry.fields().intersection(changed).paths();
      paths.forEach(path ->
          causes.add(
              new ApiException.Cause(
                  "FieldManagerConflict", path, "conflict with " + entry.spelled())));
      if (paths.size() == 1) {
        lines.add("conflict with " + entry.spelled() + ": " + paths.getFirst());
      } else if (!paths.isEmpty()) {
        lines.add("conflicts with " + entry.spelled() + ":\n- " + String.join("\n- ", paths));
      }
    }
    if (!causes.isEmpty()) {
      String count = causes.size() == 1 ? "1 conflict" : causes.size() + " conflicts";
      throw new ApiException(
              409, "Conflict", "Apply failed with " + count + ": " + String.join("\n", lines))
          .because(causes);
    }
  }
}
