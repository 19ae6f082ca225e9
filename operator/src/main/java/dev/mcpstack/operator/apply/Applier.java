package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.Owner;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the objects of a stack what they should be. */
final class Applier {
  /** Kinds of which each object is wanted or not; others are made by what is wanted. */
  private static final Set<String> PRUNED =
      Set.of(
          "ConfigMap",
          "ControllerRevision",
          "Deployment",
          "HorizontalPodAutoscaler",
          "Ingress",
          "Job",
          "NetworkPolicy",
          "PodDisruptionBudget",
          "Service",
          "ServiceAccount",
          "StatefulSet");

  private final Cluster cluster;
  private final Applied applied;
  private final Owner owner;

  Applier(Cluster cluster, Applied applied, Owner owner) {
    this.cluster = cluster;
    this.applied = applied;
    this.owner = owner;
  }

  /**
   * Applies what differs, in order. One that is refused or belongs to somebody else holds up no
   * other.
   *
   * @return the first refusal
   */
  Optional<Finding> apply(List<Manifest> manifests, Observed observed) {
    List<Finding> refused = new ArrayList<>();
    for (Manifest manifest : manifests) {
      try {
        applyIfChanged(manifest.ownedBy(owner), observed);
      } catch (Refusal refusal) {
        refused.add(refusal.finding());
      }
    }
    return refused.stream().findFirst();
  }

  private void applyIfChanged(Manifest manifest, Observed observed) {
    // Some kinds are never observed, and caches may be behind.
    Optional<LiveObject> live =
        observed.find(manifest.kind(), manifest.name()).or(() -> cluster.get(manifest));
    if (live.isEmpty() || !applied.isCurrent(manifest, live.get())) {
      apply(manifest, live);
    }
  }

  /**
   * Applies the Service that agents call. One that selects another revision must be as it was seen:
   * somebody may have moved it since.
   *
   * @return why it was refused
   */
  Optional<Finding> applySelector(Manifest endpoint, Observed observed) {
    Manifest owned = endpoint.ownedBy(owner);
    Optional<LiveObject> live = observed.find(endpoint.kind(), endpoint.name());
    Optional<String> moved =
        live.filter(seen -> !Cells.selected(seen).equals(Cells.selected(wanted(endpoint))))
            .flatMap(seen -> seen.text("metadata", "resourceVersion"));
    if (moved.isEmpty()) {
      return apply(List.of(endpoint), observed);
    }
    try {
      live.ifPresent(this::requireOurs);
      applied.remember(owned, cluster.apply(owned.at(moved.get())));
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.finding());
    }
  }

  private static LiveObject wanted(Manifest manifest) {
    return new LiveObject(manifest.kind(), manifest.name(), manifest.tree());
  }

  /**
   * Applies one, unless it is somebody else's.
   *
   * @param live as it is now; empty if it is not there
   * @throws Refusal if it is refused or somebody else's
   */
  void apply(Manifest manifest, Optional<LiveObject> live) {
    live.ifPresent(this::requireOurs);
    applied.remember(manifest, cluster.apply(manifest));
  }

  /**
   * Sees to it that an object under one of the stack's names is the stack's.
   *
   * @throws Refusal if it is not
   */
  void requireOurs(LiveObject live) {
    if (!isOurs(live)) {
      throw new Refusal(
          new Finding(Reason.NAME_TAKEN, "It is the " + live.kind() + " " + live.name() + "."));
    }
  }

  /** Whether an object is the stack's. */
  boolean isOurs(LiveObject live) {
    return live.isOwnedBy(owner.uid());
  }

  /** The manifest as it is applied. */
  Manifest owned(Manifest manifest) {
    return manifest.ownedBy(owner);
  }

  /** Deletes what is the stack's and not wanted. */
  void prune(Collection<Manifest> wanted, Observed observed) {
    Set<Map.Entry<String, String>> names = new HashSet<>();
    wanted.forEach(manifest -> names.add(Map.entry(manifest.kind(), manifest.name())));
    for (LiveObject live : observed.objects()) {
      if (PRUNED.contains(live.kind())
          && isOurs(live)
          && live.label(Labels.STACK).isPresent()
          && live.text("metadata", "deletionTimestamp").isEmpty()
          && !names.contains(Map.entry(live.kind(), live.name()))) {
        delete(live);
      }
    }
  }

  /** Deletes an object of the stack. */
  void delete(LiveObject live) {
    cluster.delete(live);
    applied.forget(live.uid());
  }
}
