package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was applied last, so that nothing is applied again while nothing has changed. A field of
 * ours that somebody else changes becomes theirs, which shows in the object's managed fields. What
 * is forgotten, as at a restart, is applied once more and changes nothing. Thread-safe.
 */
public final class Applied {
  /** The field manager of all that is applied. */
  public static final String MANAGER = "mcpstack-operator";

  private final Map<String, Memory> memories = new ConcurrentHashMap<>();

  private record Memory(String uid, String wanted, String ours) {}

  /** Whether the object is as the manifest made it. */
  boolean isCurrent(Manifest manifest, LiveObject live) {
    Memory memory = memories.get(live.uid());
    return memory != null
        && memory.wanted().equals(digest(manifest))
        && memory.ours().equals(ours(live));
  }

  /** Notes what the API server made of a manifest. */
  void remember(Manifest manifest, LiveObject live) {
    memories.put(live.uid(), new Memory(live.uid(), digest(manifest), ours(live)));
  }

  /** Forgets an object that is gone. */
  public void forget(String uid) {
    memories.remove(uid);
  }

  private static String digest(Manifest manifest) {
    return ReleaseIdentity.digest(manifest.tree().toString());
  }

  /** The fields that are ours now. */
  private static String ours(LiveObject live) {
    List<?> managers = live.items("metadata", "managedFields");
    Optional<?> fields =
        managers.stream()
            .filter(entry -> Trees.at(entry, "manager").filter(MANAGER::equals).isPresent())
            .filter(entry -> Trees.at(entry, "operation").filter("Apply"::equals).isPresent())
            .findFirst()
            .flatMap(entry -> Trees.at(entry, "fieldsV1"));
    return ReleaseIdentity.digest(fields.map(String::valueOf).orElse(""));
  }
}
