package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.health.CellHealth;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.model.Shared;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Trouble;
import dev.mcpstack.operator.observe.Workload;
import dev.mcpstack.operator.rollout.Desired;
import dev.mcpstack.operator.rollout.Leaving;
import dev.mcpstack.operator.rollout.Phase;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import dev.mcpstack.operator.rollout.Requests;
import dev.mcpstack.operator.rollout.Rollout;
import dev.mcpstack.operator.rollout.RolloutCodec;
import dev.mcpstack.operator.rollout.RolloutSettings;
import dev.mcpstack.operator.rollout.RolloutState;
import dev.mcpstack.operator.rollout.RolloutText;
import dev.mcpstack.operator.rollout.RolloutView;
import dev.mcpstack.stack.CellStatus;
import dev.mcpstack.stack.PlanStatus;
import dev.mcpstack.stack.StackStatus;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One look at a stack: observe, decide, apply. What it found is said by somebody else. */
final class StackWorker {
  private final StackInput asked;
  private final Cluster cluster;
  private final Applier applier;
  private final SecureRandom random;
  private final Probes probes;
  private final StackStatus before;

  /**
   * One for one look.
   *
   * @param probes know what is outside of the cluster's API
   * @param before the status of the last look
   */
  StackWorker(
      StackInput asked,
      Cluster cluster,
      Applier applier,
      SecureRandom random,
      Probes probes,
      StackStatus before) {
    this.asked = asked;
    this.cluster = cluster;
    this.applier = applier;
    this.random = random;
    this.probes = probes;
    this.before = before;
  }

  /**
   * How the stack is after this look.
   *
   * @param secrets of its Secrets
   * @param rollout what is intended with its revisions
   * @param view what that was decided from
   * @param text what becomes of them and why
   * @param active the revision that the selector names after this look
   * @param cells for the status
   * @param tokenStore that of the stack; absent if it is somebody else's
   * @param trouble the first that keeps pods from getting ready
   * @param refused the first object that could not be applied
   * @param withheld kinds of routes that are not made, since others have the host
   * @param again whether there is more to do that nobody will tell of
   * @param plan what becomes of what is asked for; empty if that serves
   * @param carriedOut what needed no other revision
   */
  record Found(
      StackSecrets.Result secrets,
      RolloutState rollout,
      RolloutView view,
      String text,
      int active,
      List<CellStatus> cells,
      Optional<Workload> tokenStore,
      Optional<Finding> trouble,
      Optional<Finding> refused,
      Set<String> withheld,
      boolean again,
      Optional<PlanStatus> plan,
      String carriedOut) {
    /** The revision that is brought up, or the active one. */
    int next() {
      return rollout.phase() instanceof Phase.Before before ? before.to() : active;
    }
  }

  Found work(Instant now) {
    Observed observed = new Observed(cluster.objects());
    Optional<LiveObject> store = observed.find("StatefulSet", asked.names().tokens());
    StackSecrets.Result secrets =
        new StackSecrets(asked, cluster, applier, random, probes.certificates())
            .reconcile(store, now);
    StackInput input = asked.with(secrets.tokensChecksum());

    Optional<RolloutState> last = before.rollout().flatMap(RolloutCodec::state);
    Checks checks = new Checks(input, observed, last.map(RolloutState::phase));
    Map<Integer, CellHealth> health =
        probes
            .health()
            .look(
                input.namespace(),
                input.name(),
                Trials.question(observed, last, input.spec().rollout().analysis()));
    Cells cells = new Cells(input, observed, checks, health, applier::isOurs);
    Planning planning = new Planning(input, observed, cells, cluster, before);
    RolloutView view = view(cells, planning, last, now);
    RolloutState state = Rollout.decide(last, view, now.truncatedTo(ChronoUnit.SECONDS));
    if (!last.equals(Optional.of(state))) {
      cluster.intend(RolloutCodec.status(state));
    }
    Desired desired = Desired.of(state, view);
    Releases releases = new Releases(input, observed, cells, state, view);
    List<Manifest> wanted =
        new ArrayList<>(Shared.of(input, desired.preview(), roles(desired, cells)));
    Map<String, Finding> withheld = cluster.withheld();
    wanted.removeIf(manifest -> withheld.containsKey(manifest.kind()));
    desired.cells().stream().sorted().forEach(number -> wanted.addAll(releases.of(number)));
    wanted.addAll(releases.checks());
    Optional<Finding> cellRefused = applier.apply(wanted, observed);
    // Last, so that agents are never sent to what is not there yet.
    Manifest endpoint = Shared.endpoint(input, desired.active());
    Optional<Finding> refused =
        cellRefused
            .or(() -> applier.applySelector(endpoint, observed))
            .or(secrets::refused)
            .or(() -> withheld.values().stream().findFirst());
    wanted.add(endpoint);
    new Unwatched(asked, cluster, applier).prune(wanted, observed, before, withheld.keySet());
    boolean pruned = prune(wanted, observed, cells, desired, releases);

    return new Found(
        secrets,
        state,
        view,
        RolloutText.of(state, view, now),
        desired.active(),
        desired.cells().stream().sorted().map(cells::status).toList(),
        asked.hasOwnTokenStore()
            ? Optional.of(store.map(Workload::of).orElse(Workload.ABSENT))
            : Optional.empty(),
        Trouble.first(observed.without(givenUp(state))),
        refused,
        withheld.keySet(),
        !pruned || isToBeContinued(last, state),
        planning.plan(state, view),
        planning.carriedOut(state, view).text());
  }

  /** Whoever has looked around first goes on at once, and a trial begins when it is asked about. */
  private static boolean isToBeContinued(Optional<RolloutState> last, RolloutState state) {
    return switch (state.phase()) {
      case Phase.Stable _ -> last.isEmpty();
      case Phase.Observing observing ->
          last.filter(before -> before.phase().equals(observing)).isEmpty();
      case Phase _ -> false;
    };
  }

  /** Nobody minds any longer what becomes of the pods of these. */
  private static Set<Integer> givenUp(RolloutState state) {
    Set<Integer> revisions =
        state.leaving().stream()
            .map(Leaving::revision)
            .collect(Collectors.toCollection(TreeSet::new));
    switch (state.phase()) {
      case Phase.RollingBack back -> revisions.add(back.from());
      // What a fix has taken over from may crash on: agents are served.
      case Phase.Observing observing -> revisions.add(observing.from());
      case Phase _ -> {}
    }
    return revisions;
  }

  private RolloutView view(
      Cells cells, Planning planning, Optional<RolloutState> last, Instant now) {
    RolloutView free =
        new RolloutView(
            cells.selected(),
            cells.views(),
            ReleaseIdentity.of(asked),
            asked.spec().suspended(),
            Optional.empty(),
            Requests.of(asked.spec().rollout()),
            RolloutSettings.of(asked.spec().rollout()));
    return free.hindered(planning.hindrance(last, free, now.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** What waits in a stack that is left alone. */
  Optional<PlanStatus> paused() {
    Observed observed = new Observed(cluster.objects());
    Checks checks = new Checks(asked, observed, Optional.empty());
    Cells cells = new Cells(asked, observed, checks, Map.of(), applier::isOurs);
    return new Planning(asked, observed, cells, cluster, before).paused();
  }

  /**
   * Deletes what is not wanted. What was seen may be old, so the selector is read once more before
   * a cell goes.
   *
   * @return whether it was done
   */
  private boolean prune(
      List<Manifest> wanted, Observed observed, Cells cells, Desired desired, Releases releases) {
    Set<Integer> leaving = new TreeSet<>(cells.present());
    leaving.removeAll(desired.cells());
    if (!leaving.isEmpty()) {
      Manifest endpoint = new Manifest("v1", "Service", asked.names().endpoint(), Map.of());
      OptionalInt selected = cluster.get(endpoint).map(Cells::selected).orElse(OptionalInt.empty());
      if (selected.isPresent() && leaving.contains(selected.getAsInt())) {
        return false;
      }
    }
    List<Manifest> stays = new ArrayList<>(wanted);
    cells.revisions().values().stream()
        .sorted(Comparator.comparingLong((LiveObject live) -> live.number("revision")).reversed())
        .limit(asked.spec().rollout().historyLimit())
        .forEach(live -> stays.add(kept(live)));
    observed.objects().stream()
        .filter(live -> desired.cells().stream().anyMatch(each -> releases.isLeft(live, each)))
        .forEach(live -> stays.add(kept(live)));
    applier.prune(stays, observed);
    return true;
  }

  /** What is not deleted; it is never applied. */
  private static Manifest kept(LiveObject live) {
    return new Manifest("", live.kind(), live.name(), Map.of());
  }

  private Set<PodRole> roles(Desired desired, Cells cells) {
    Set<PodRole> roles = EnumSet.copyOf(asked.podRoles());
    desired.cells().forEach(number -> roles.addAll(cells.roles(number)));
    return roles;
  }
}
