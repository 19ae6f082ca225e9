package dev.mcpstack.operator.apply;

import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.model.Images;
import dev.mcpstack.operator.model.Owner;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.rollout.RolloutCodec;
import dev.mcpstack.operator.store.ServingStore;
import dev.mcpstack.operator.store.StoreTarget;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.PlanStatus;
import dev.mcpstack.stack.StackSpec;
import dev.mcpstack.stack.StackStatus;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** From a stack as it was written to its status, with everything done in between. */
public final class StackSync {
  /** How soon something is looked at again that only asking can show, such as a missing Secret. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Says nothing but what there always is. */
  private static final StackSpec LEAST =
      RecordShape.of(StackSpec.class)
          .bind(Map.of("localData", Map.of("enabled", false)))
          .orElseThrow(problems -> new IllegalStateException(problems.toString()));

  private final Images images;
  private final String operatorNamespace;
  private final Applied applied;
  private final Clock clock;
  private final SecureRandom random;
  private final Probes probes;

  /** What all stacks share; no token store is asked. */
  public StackSync(
      Images images, String operatorNamespace, Applied applied, Clock clock, SecureRandom random) {
    this(images, operatorNamespace, applied, clock, random, Probes.NONE);
  }

  /** What all stacks share. */
  public StackSync(
      Images images,
      String operatorNamespace,
      Applied applied,
      Clock clock,
      SecureRandom random,
      Probes probes) {
    this.images = images;
    this.operatorNamespace = operatorNamespace;
    this.applied = applied;
    this.clock = clock;
    this.random = random;
    this.probes = probes;
  }

  /** Who asks and tells what is outside of the cluster's API. */
  public Probes probes() {
    return probes;
  }

  /**
   * A stack as it was written.
   *
   * @param namespace its namespace
   * @param owner itself as the owner of its objects
   * @param generation of its specification
   * @param spec its specification as a tree
   * @param status its last status as a tree, which may be anything
   */
  public record Written(
      String namespace, Owner owner, long generation, Map<?, ?> spec, Map<?, ?> status) {}

  /** Looks at it once. Whatever fails is in the status. */
  public Outcome look(Written stack, Cluster cluster) {
    Instant now = clock.instant();
    StackStatus before =
        RecordShape.of(StackStatus.class).bind(stack.status())
                instanceof Bound.Valid<StackStatus>(StackStatus status)
            ? status
            : RecordShape.of(StackStatus.class)
                .bind(Map.of())
                .orElseThrow(problems -> new IllegalStateException(problems.toString()));
    Conditions conditions = new Conditions(before.conditions(), stack.generation(), now);
    Found found = found(stack.spec());
    return found
        .stopped()
        .map(finding -> stopped(stack, found.spec(), cluster, before, conditions, finding, now))
        .orElseGet(() -> work(stack, found.spec(), cluster, before, conditions, now));
  }

  /**
   * A specification as it was understood.
   *
   * @param spec what it says; the least there can be if it can't be read
   * @param stopped why nothing is to be done about it
   */
  private record Found(StackSpec spec, Optional<Finding> stopped) {}

  private static Found found(Map<?, ?> spec) {
    return switch (RecordShape.of(StackSpec.class).bind(spec)) {
      case Bound.Invalid<StackSpec> invalid ->
          new Found(LEAST, Optional.of(Unsupported.of(invalid.found())));
      case Bound.Valid<StackSpec>(StackSpec valid) when valid.paused() ->
          new Found(valid, Optional.of(Finding.of(Reason.PAUSED)));
      case Bound.Valid<StackSpec>(StackSpec valid) -> new Found(valid, Unsupported.of(valid));
    };
  }

  /** What runs goes on, with certificates that do. */
  private Outcome stopped(
      Written stack,
      StackSpec spec,
      Cluster cluster,
      StackStatus before,
      Conditions conditions,
      Finding finding,
      Instant now) {
    conditions
        .add("Ready", ConditionStatus.UNKNOWN, finding)
        .add("Progressing", ConditionStatus.FALSE, finding);
    Applier applier = new Applier(cluster, applied, stack.owner());
    Upkeep.Result kept = new Upkeep(input(stack, spec), cluster, applier, random).renew(now);
    kept.refused()
        .ifPresent(refused -> conditions.add("CertificatesReady", ConditionStatus.FALSE, refused));
    return new Outcome(
        new StackStatus(
            Optional.of(stack.generation()),
            conditions.withOthers(),
            before.endpoint(),
            before.externalEndpoints(),
            before.keysSecret(),
            before.activeRevision(),
            before.cells(),
            before.message(),
            before.rollout(),
            finding.reason() == Reason.PAUSED
                ? new StackWorker(input(stack, spec), cluster, applier, random, probes, before)
                    .paused()
                : Optional.empty(),
            before.carriedOut()),
        kept.refused().isPresent() ? Optional.of(now.plus(SOON)) : kept.next());
  }

  private StackInput input(Written stack, StackSpec spec) {
    return new StackInput(
        stack.namespace(), stack.owner().name(), spec, images, operatorNamespace, "");
  }

  private Outcome work(
      Written stack,
      StackSpec spec,
      Cluster cluster,
      StackStatus before,
      Conditions conditions,
      Instant now) {
    StackInput input = input(stack, spec);
    Applier applier = new Applier(cluster, applied, stack.owner());
    try {
      StackWorker.Found found =
          new StackWorker(input, cluster, applier, random, probes, before).work(now);
      Optional<Finding> store = store(stack, found.secrets().store());
      tell(stack, spec, found);
      Findings.add(found, spec, store, conditions);
      boolean asks =
          !found.secrets().missing().isEmpty()
              || found.secrets().certificates().isPresent()
              || found.refused().isPresent()
              || found.view().hindrance().isPresent()
              || store.filter(finding -> finding.reason() != Reason.READY).isPresent();
      return new Outcome(
          new StackStatus(
              Optional.of(stack.generation()),
              conditions.list(),
              Optional.of(Endpoints.inside(input)),
              Endpoints.outside(spec, found.withheld()),
              Optional.of(spec.gateway().auth().keysSecretName().orElse(input.names().keys())),
              Optional.of(found.active()),
              found.cells(),
              Optional.of(found.text()),
              Optional.of(RolloutCodec.status(found.rollout())),
              found.plan(),
              Optional.of(found.carriedOut())),
          Stream.of(
                  Optional.of(found.secrets().next()),
                  found.rollout().due(now),
                  asks ? Optional.of(now.plus(SOON)) : Optional.<Instant>empty(),
                  found.again() ? Optional.of(now) : Optional.<Instant>empty())
              .flatMap(Optional::stream)
              .min(Comparator.naturalOrder()));
    } catch (Refusal refusal) {
      conditions
          .add("Ready", ConditionStatus.FALSE, refusal.finding())
          .add("Progressing", ConditionStatus.FALSE, refusal.finding())
          .add("Degraded", ConditionStatus.TRUE, refusal.finding());
      return new Outcome(
          new StackStatus(
              Optional.of(stack.generation()),
              conditions.withOthers(),
              before.endpoint(),
              before.externalEndpoints(),
              before.keysSecret(),
              before.activeRevision(),
              before.cells(),
              before.message(),
              before.rollout(),
              before.plan().map(StackSync::unqueued),
              before.carriedOut()),
          Optional.of(now.plus(SOON)));
    }
  }

  /** What can't go on lets others go first. */
  private static PlanStatus unqueued(PlanStatus plan) {
    return new PlanStatus(plan.changes(), plan.capacity(), Optional.empty());
  }

  /** Gateways read from the token store whether they serve. */
  private void tell(Written stack, StackSpec spec, StackWorker.Found found) {
    ServingStore serving = probes.serving();
    OptionalInt selected = found.view().selected();
    Optional<StoreTarget> target = found.secrets().serving().filter(_ -> !spec.suspended());
    if (target.isEmpty() || selected.isEmpty()) {
      serving.forget(stack.namespace(), stack.owner().name());
      return;
    }
    boolean _ =
        serving.tell(stack.namespace(), stack.owner().name(), target.get(), selected.getAsInt());
  }

  /** Whether a store that is somebody else's answers, as far as is known. */
  private Optional<Finding> store(Written stack, Optional<StoreTarget> target) {
    if (target.isEmpty()) {
      probes.stores().forget(stack.namespace(), stack.owner().name());
    }
    return target.flatMap(
        store -> probes.stores().look(stack.namespace(), stack.owner().name(), store));
  }
}
