package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.stack.RolloutStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the operator can do in a cluster, for one stack. */
public interface Cluster {
  /** All objects with the label of the stack but Secrets, as the caches have them. */
  List<LiveObject> objects();

  /** The object that is there under the name of a manifest, asked of the API server. */
  Optional<LiveObject> get(Manifest manifest);

  /** Kinds of routes that the stack must not make, since others have its host, with why. */
  default Map<String, Finding> withheld() {
    return Map.of();
  }

  /** The ResourceQuotas of the namespace, asked of the API server; empty if that is forbidden. */
  default Optional<List<LiveObject>> quotas() {
    return Optional.of(List.of());
  }

  /** Takes a turn for a rollout, or says in a sentence why there is none yet. */
  default Optional<String> turn() {
    return Optional.empty();
  }

  /** The values of a Secret; empty if there is none. */
  Optional<Secret> secret(String name);

  /**
   * A Secret.
   *
   * @param object its metadata
   * @param values by key
   */
  record Secret(LiveObject object, Map<String, byte[]> values) {}

  /**
   * Writes down what is intended with the stack's revisions, unless the stack asks for something
   * else since it was read, or somebody has intended something else: then nothing may be done.
   */
  void intend(RolloutStatus rollout);

  /**
   * Applies an object, taking over the fields that it names.
   *
   * @return the object as it is now
   * @throws Refusal if the API server does not take it
   */
  LiveObject apply(Manifest manifest);

  /** Deletes an object of this uid, if it is still there, and what it owns. */
  void delete(LiveObject object);
}
