package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Cell;
import dev.mcpstack.operator.model.CheckJob;
import dev.mcpstack.operator.model.CoupledScaling;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.model.RevisionManifest;
import dev.mcpstack.operator.model.Scale;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Workload;
import dev.mcpstack.operator.rollout.Phase;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import dev.mcpstack.operator.rollout.Rollout;
import dev.mcpstack.operator.rollout.RolloutState;
import dev.mcpstack.operator.rollout.RolloutView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The objects of cells. Only the cell that the stack asks for is changed by it: others have as many
 * pods as they had, so that no rollout scales what serves.
 */
final class Releases {
  private final StackInput input;
  private final Observed observed;
  private final Cells cells;
  private final RolloutState state;
  private final RolloutView view;
  private final OptionalInt target;
  private final OptionalInt former;

  /** Those of a stack whose rollout is in this state. */
  Releases(StackInput input, Observed observed, Cells cells, RolloutState state, RolloutView view) {
    this.input = input;
    this.observed = observed;
    this.cells = cells;
    this.state = state;
    this.view = view;
    this.target = Rollout.target(state, view);
    this.former =
        switch (state.phase()) {
          case Phase.Before before -> OptionalInt.of(before.from());
          case Phase.Observing observing -> OptionalInt.of(observing.from());
          case Phase _ -> OptionalInt.empty();
        };
  }

  /** What there should be of a cell; nothing of one whose release is lost. */
  List<Manifest> of(int number) {
    List<Manifest> all = new ArrayList<>();
    List<Manifest> release = cells.release(number);
    if (isNew(number)) {
      release = Cell.release(input, number);
      all.add(
          RevisionManifest.of(
              input, number, view.identity(), ReleaseIdentity.tree(input.spec()), release));
    }
    int dataScience = cells.workload(number, PodRole.DATASCIENCE).wanted();
    List<Manifest> scaled = Cell.scaled(input, number, release, role -> scale(number, role));
    all.addAll(isAsked(number) ? CoupledScaling.of(input, number, scaled, dataScience) : scaled);
    return all;
  }

  /** The Job that is to be made to check a cell, with what it reads. None is ever changed. */
  List<Manifest> checks() {
    List<Manifest> wanted =
        switch (state.phase()) {
          case Phase.Verifying(int from, int to, Instant until) ->
              CheckJob.of(input, to, until, serving(from));
          case Phase.Observing(int _, int to, Instant until) ->
              CheckJob.recheck(input, to, until, cells.release(to));
          case Phase _ -> List.of();
        };
    boolean there = wanted.stream().anyMatch(each -> observed.find("Job", each.name()).isPresent());
    return there || !input.spec().rollout().verification().enabled() ? List.of() : wanted;
  }

  private Optional<List<Manifest>> serving(int number) {
    return view.serving(number) ? Optional.of(cells.release(number)) : Optional.empty();
  }

  /** Objects of a cell that stay as they are. */
  boolean isLeft(LiveObject live, int number) {
    if (live.label(Labels.REVISION).filter(Integer.toString(number)::equals).isEmpty()) {
      return false;
    }
    return switch (live.kind()) {
      case "ControllerRevision", "Job" -> true;
      case "HorizontalPodAutoscaler" -> !isAsked(number) && !input.spec().suspended();
      default -> (!cells.isKept(number) && !isNew(number)) || isReadByJob(live);
    };
  }

  /** What a Job reads has its name. */
  private boolean isReadByJob(LiveObject live) {
    return live.kind().equals("ConfigMap") && observed.find("Job", live.name()).isPresent();
  }

  private boolean isNew(int number) {
    return target.isPresent()
        && target.getAsInt() == number
        && !cells.isKept(number)
        && !cells.isPresent(number);
  }

  private boolean isAsked(int number) {
    return isNew(number) || cells.identity(number).equals(view.identity());
  }

  private Scale scale(int number, PodRole role) {
    Workload there = cells.workload(number, role);
    if (isAsked(number)) {
      return new Scale.Asked(former.isPresent() ? former(role) : 0);
    }
    if (there.wanted() == 0) {
      return new Scale.Asked(0); // It was deleted, or the stack was suspended.
    }
    String name = role.deployment(input.names(number));
    return observed.find("HorizontalPodAutoscaler", name).isPresent()
        ? new Scale.Autoscaled()
        : new Scale.Kept(there.wanted());
  }

  private int former(PodRole role) {
    return former.stream().map(number -> cells.workload(number, role).wanted()).max().orElse(0);
  }
}
