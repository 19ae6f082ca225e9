package dev.mcpstack.operator.rollout;

import static dev.mcpstack.operator.rollout.World.NOW;
import static dev.mcpstack.operator.rollout.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.World.Life;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an intention comes to; revision 7 drains. */
final class DesiredTest {
  private static Phase phase(String name) {
    return switch (name) {
      case "Bootstrapping" -> new Phase.Bootstrapping(1, NOW);
      case "Stable" -> new Phase.Stable(1);
      case "Staging" -> new Phase.Staging(1, 2, NOW);
      case "Verifying" -> new Phase.Verifying(1, 2, NOW);
      case "AwaitingPromotion" -> new Phase.AwaitingPromotion(1, 2, NOW);
      case "Switching" -> new Phase.Switching(1, 2, NOW);
      case "Observing" -> new Phase.Observing(1, 2, NOW);
      default -> new Phase.RollingBack(2, 1, "Its calls fail.", NOW);
    };
  }

  /** A selector of 0 is none; a check of 0 is none. */
  @ParameterizedTest(name = "{0} with {2} and {3}, {1} selected")
  @CsvSource({
    "Bootstrapping,     0, STARTING, GONE,     1, 1, 0, 1 7",
    "Bootstrapping,     2, STARTING, UP,       2, 2, 0, 1 2 7",
    "Stable,            1, UP,       GONE,     1, 1, 0, 1 7",
    "Stable,            1, STARTING, UP,       1, 1, 0, 1 7",
    "Stable,            2, STARTING, UP,       2, 2, 0, 1 2 7",
    "Stable,            2, UP,       UP,       1, 1, 0, 1 2 7",
    "Stable,            2, STARTING, STARTING, 1, 1, 0, 1 2 7",
    "Staging,           1, UP,       STARTING, 1, 2, 0, 1 2 7",
    "Verifying,         1, UP,       UP,       1, 2, 2, 1 2 7",
    "AwaitingPromotion, 1, UP,       UP,       1, 2, 0, 1 2 7",
    "Switching,         1, UP,       UP,       2, 2, 0, 1 2 7",
    "Switching,         1, UP,       STARTING, 1, 2, 0, 1 2 7",
    "Observing,         2, UP,       UP,       2, 2, 0, 1 2 7",
    "RollingBack,       2, UP,       UP,       1, 1, 0, 1 2 7",
    "RollingBack,       2, STARTING, UP,       2, 2, 0, 1 2 7",
    "RollingBack,       2, STARTING, STARTING, 1, 1, 0, 1 2 7",
    "Observing,         5, STARTING, STARTING, 2, 2, 0, 1 2 5 7",
  })
  void intention_comesToCellsAndSelectors(
      String name,
      int selected,
      Life one,
      Life two,
      int active,
      int preview,
      int check,
      String all) {
    TreeMap<Integer, World.Pods> cells = new TreeMap<>();
    cells.put(1, World.Pods.made("A").with(one));
    cells.put(2, World.Pods.made("B").with(two));
    List<Leaving> leaving = List.of(new Leaving(7, Leaving.Why.DRAINING, NOW, NOW));
    RolloutState state = new RolloutState(phase(name), leaving, Optional.empty(), "");
    World world = new World(selected, cells, "B", false, Requests.NONE, Optional.of(state));
    Desired desired = Desired.of(state, world.view(SETTINGS));
    assertThat(desired.active()).isEqualTo(active);
    assertThat(desired.preview()).isEqualTo(preview);
    assertThat(desired.check().orElse(0)).isEqualTo(check);
    assertThat(desired.cells().stream().sorted().map(String::valueOf))
        .containsExactly(all.split(" ", -1));
  }
}
