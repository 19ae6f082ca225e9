package dev.mcpstack.operator.apply;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.operator.model.Cell;
import dev.mcpstack.operator.model.CheckJob;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.PodNeeds;
import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Quota;
import dev.mcpstack.operator.rollout.Connections;
import dev.mcpstack.operator.rollout.Phase;
import dev.mcpstack.operator.rollout.PlannedChanges;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import dev.mcpstack.operator.rollout.Rollout;
import dev.mcpstack.operator.rollout.RolloutState;
import dev.mcpstack.operator.rollout.RolloutView;
import dev.mcpstack.operator.rollout.Room;
import dev.mcpstack.operator.rollout.StandingFields;
import dev.mcpstack.stack.PlanStatus;
import dev.mcpstack.stack.StackSource;
import dev.mcpstack.stack.StackStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What a rollout does, what it needs, and what speaks against beginning it. For one look. */
final class Planning {
  private static final String UNCHECKED =
      " It was not compared with quotas: the operator may not list ResourceQuotas.";

  private final StackInput input;
  private final Observed observed;
  private final Cells cells;
  private final Cluster cluster;
  private final StackStatus before;
  private Optional<Instant> queued = Optional.empty();
  private boolean unchecked;

  /** That of a stack of which this is seen. */
  Planning(StackInput input, Observed observed, Cells cells, Cluster cluster, StackStatus before) {
    this.input = input;
    this.observed = observed;
    this.cells = cells;
    this.cluster = cluster;
    this.before = before;
  }

  /**
   * What speaks against bringing up the cell that the stack asks for. Nobody is asked while no cell
   * is about to be brought up: quotas are read from the API server.
   *
   * @param view in which nothing does
   */
  Optional<String> hindrance(Optional<RolloutState> last, RolloutView view, Instant now) {
    if (last.isEmpty()) {
      return Optional.empty();
    }
    RolloutState next = Rollout.decide(last, view, now);
    if (!(next.phase() instanceof Phase.Staging staging)
        || view.present(staging.to())
        || last.get().phase().cells().contains(staging.to())) {
      return Optional.empty();
    }
    // What is to mend what agents suffer from waits for nobody else.
    boolean urgent = view.requests().rollback().isPresent() || !view.serving(staging.from());
    return room(staging.from(), staging.to(), now).or(() -> urgent ? Optional.empty() : turn(now));
  }

  private Optional<String> room(int from, int to, Instant now) {
    List<PodNeeds> more = new ArrayList<>(starting(to, from));
    if (input.spec().rollout().verification().enabled()) {
      more.add(PodNeeds.of(CheckJob.of(input, to, now, Optional.empty()).getLast(), 1));
    }
    Optional<List<LiveObject>> quotas = cluster.quotas();
    unchecked = quotas.isEmpty();
    return Room.lacking(more, quotas.orElse(List.of()).stream().map(Quota::of).toList())
        .or(() ->
            Connections.lacking(
                largest(to),
                cells.present().stream().map(this::largest).toList(),
                input.spec().sources()));
  }

  private Optional<String> turn(Instant now) {
    Optional<String> others = cluster.turn();
    queued =
        others.flatMap(_ ->
            before
                .plan()
                .flatMap(PlanStatus::queued)
                .or(() -> Optional.of(now.truncatedTo(ChronoUnit.SECONDS))));
    return others;
  }

  /** What a cell's pods ask for when it is brought up beside another one. */
  private List<PodNeeds> starting(int number, int beside) {
    return needs(number, role -> Cell.starting(input, role, cells.workload(beside, role).wanted()));
  }

  private List<PodNeeds> standing(int number) {
    return needs(number, role -> cells.workload(number, role).wanted());
  }

  private List<PodNeeds> needs(int number, ToIntFunction<PodRole> pods) {
    List<PodNeeds> all = new ArrayList<>();
    for (Manifest manifest : release(number)) {
      Cell.podRole(manifest)
          .ifPresent(role -> all.add(PodNeeds.of(manifest, pods.applyAsInt(role))));
    }
    return all;
  }

  private List<Manifest> release(int number) {
    return cells.isKept(number) ? cells.release(number) : Cell.release(input, number);
  }

  /** With as many pods as it may come to have. */
  private Connections.Use largest(int number) {
    int pods =
        Cell.podRoles(release(number)).stream()
            .filter(role -> role.runs(ServerRole.LOCALDATA))
            .mapToInt(role -> most(number, role))
            .sum();
    Map<?, ?> spec = cells.spec(number);
    return new Connections.Use(
        number, pods, spec.isEmpty() ? Connections.each(input.spec()) : Connections.each(spec));
  }

  private int most(int number, PodRole role) {
    if (!cells.isPresent(number)) {
      return Cell.most(input, role);
    }
    return observed
        .find("HorizontalPodAutoscaler", role.deployment(input.names(number)))
        .map(scaler -> (int) scaler.number("spec", "maxReplicas"))
        .orElseGet(() -> cells.workload(number, role).wanted());
  }

  /** What is carried out without another revision, now that this look is done. */
  StandingFields carriedOut(RolloutState state, RolloutView view) {
    StandingFields asked = StandingFields.of(input.spec());
    return other(state, view).isEmpty() ? asked : asked.withPodsOf(carriedOut().orElse(asked));
  }

  private Optional<StandingFields> carriedOut() {
    return before.carriedOut().map(StandingFields::parse);
  }

  /** What there is to be said of a stack whose rollout is in this state. */
  Optional<PlanStatus> plan(RolloutState state, RolloutView view) {
    return other(state, view)
        .map(move ->
            new PlanStatus(
                Optional.of(changes(move.from(), move.to(), carriedOut(state, view))),
                Optional.of(capacity(move)).filter(text -> !text.isEmpty()).map(Planning::cut),
                queued));
  }

  /** Of a stack that is left alone. */
  Optional<PlanStatus> paused() {
    OptionalInt serving = cells.selected();
    if (serving.isEmpty()) {
      return Optional.empty();
    }
    StandingFields done = carriedOut().orElseGet(() -> StandingFields.of(input.spec()));
    boolean another =
        !cells.identity(serving.getAsInt()).equals(ReleaseIdentity.of(input))
            && input.spec().rollout().rollback().isEmpty();
    Set<String> standing = done.differing(StandingFields.of(input.spec()));
    if (!another && standing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PlanStatus(
            Optional.of(
                cut(
                    PlannedChanges.text(
                        another ? released(serving.getAsInt(), 0) : Set.of(), standing, another))),
            Optional.empty(),
            Optional.empty()));
  }

  /** From one revision to another. */
  private record Move(int from, int to) {}

  private static Optional<Move> other(RolloutState state, RolloutView view) {
    return switch (state.phase()) {
      case Phase.Bootstrapping _, Phase.RollingBack _ -> Optional.empty();
      case Phase.Before move -> Optional.of(new Move(move.from(), move.to()));
      case Phase.Observing move -> Optional.of(new Move(move.from(), move.to()));
      case Phase.Stable(int revision) -> {
        OptionalInt target = Rollout.target(state, view);
        yield target.isPresent() && target.getAsInt() != revision
            ? Optional.of(new Move(revision, target.getAsInt()))
            : Optional.empty();
      }
    };
  }

  private String changes(int from, int to, StandingFields done) {
    Set<String> scaled = done.differing(StandingFields.of(input.spec()));
    return cut(PlannedChanges.text(released(from, to), scaled, true));
  }

  /** The fields in which releases differ; empty if one of them is not known. */
  private Set<String> released(int from, int to) {
    Map<?, ?> old = cells.spec(from);
    Map<?, ?> fresh = cells.isKept(to) ? cells.spec(to) : ReleaseIdentity.tree(input.spec());
    return old.isEmpty() || fresh.isEmpty() ? Set.of() : PlannedChanges.between(old, fresh);
  }

  private String capacity(Move move) {
    if (input.spec().suspended()) {
      return "";
    }
    List<PodNeeds> pods = new ArrayList<>(standing(move.from()));
    List<Connections.Use> uses =
        new ArrayList<>(cells.present().stream().map(this::largest).toList());
    if (cells.isPresent(move.to())) {
      pods.addAll(standing(move.to()));
    } else {
      pods.addAll(starting(move.to(), move.from()));
      uses.add(largest(move.to()));
    }
    List<StackSource> sources = input.spec().sources();
    String connections = Connections.text(uses, sources);
    boolean noted =
        unchecked
            || before
                .plan()
                .flatMap(PlanStatus::capacity)
                .filter(text -> text.endsWith(UNCHECKED) && cells.isPresent(move.to()))
                .isPresent();
    return "Revisions %d and %d together: %s requested%s.%s"
        .formatted(
            move.from(),
            move.to(),
            Room.text(pods),
            connections.isEmpty() ? "" : "; connections at most: " + connections,
            noted ? UNCHECKED : "");
  }

  private static String cut(String text) {
    return text.length() > PlanStatus.LONGEST ? text.substring(0, PlanStatus.LONGEST) : text;
  }
}
