package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.health.HealthQuestion;
import dev.mcpstack.operator.health.PodTarget;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.rollout.Leaving;
import dev.mcpstack.operator.rollout.Phase;
import dev.mcpstack.operator.rollout.RolloutState;
import dev.mcpstack.stack.AnalysisSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is to be known of cells while a rollout is under way: nothing is read at other times. */
final class Trials {
  private Trials() {}

  /** What to ask about the cells that this state is about. */
  static HealthQuestion question(
      Observed observed, Optional<RolloutState> last, AnalysisSpec settings) {
    return last.map(state -> question(observed, state, settings)).orElse(HealthQuestion.NOTHING);
  }

  private static HealthQuestion question(
      Observed observed, RolloutState state, AnalysisSpec settings) {
    Set<Integer> asked = new TreeSet<>();
    state.leaving().stream().map(Leaving::revision).forEach(asked::add);
    // Before the switch, too: how the old cell did until then is what the new one is held against.
    state.phase().other().ifPresent(_ -> asked.addAll(state.phase().cells()));
    if (asked.isEmpty()) {
      return HealthQuestion.NOTHING;
    }
    Map<Integer, List<PodTarget>> cells = PodTarget.of(observed);
    cells.keySet().retainAll(asked);
    return new HealthQuestion(
        cells,
        state.phase() instanceof Phase.Observing observing
            ? Optional.of(new HealthQuestion.Trial(observing.to(), observing.from(), settings))
            : Optional.empty());
  }
}
