package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.rollout.RolloutWalk.Node;
import dev.mcpstack.operator.rollout.World.Life;
import dev.mcpstack.stack.RolloutPhase;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The edges of the reference are those that rollouts take, each for the reason that it gives. */
@Tag("walk")
final class RolloutEdgesTest {
  /** A step of which an edge is the only explanation, by edge and phase that it leads out of. */
  private static final Map<String, Step> TAKEN = new HashMap<>();

  private static final Set<String> UNDECLARED = new TreeSet<>();

  /** No two alike, so that none can be taken for another. */
  private static RolloutSettings others(boolean automatic) {
    return new RolloutSettings(
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        automatic,
        Duration.ofMinutes(3),
        Duration.ofMinutes(4),
        Duration.ofMinutes(5),
        Duration.ofMinutes(6));
  }

  private static void note(Step step) {
    List<Edge> why = Edge.of(step);
    if (why.isEmpty()) {
      UNDECLARED.add(step.toString());
    }
    if (why.size() == 1) {
      TAKEN.putIfAbsent(key(step.from().orElse(""), why.getFirst()), step);
    }
  }

  private static String key(String from, Edge edge) {
    return from + " to " + edge.to() + ": " + edge.event();
  }

  @BeforeAll
  static void walk() {
    TreeMap<Integer, World.Pods> one = new TreeMap<>();
    one.put(1, World.Pods.made("A").with(Life.UP));
    RolloutState stable = new RolloutState(new Phase.Stable(1), List.of(), Optional.empty(), "");
    World changed = new World(1, one, "B", false, Requests.NONE, Optional.of(stable));
    walk(true, new Node(World.empty("A"), 1, 0, 0));
    walk(true, new Node(changed, 0, 1, 0));
    walk(true, new Node(changed, 0, 0, 1));
    walk(false, new Node(changed, 1, 0, 0));
    walk(false, new Node(changed, 0, 1, 0));
    walk(false, new Node(changed, 0, 0, 1));
    Stream.concat(RolloutTest.edges(), RolloutTest.circumstances())
        .forEach(each -> Step.last(each.state(), each.view(), RolloutEdgesTest::note));
  }

  private static void walk(boolean automatic, Node start) {
    new RolloutWalk(Views.automatic(automatic), RolloutEdgesTest::note).from(start);
  }

  @Test
  void everyEdgeThatIsTaken_isDeclared() {
    assertThat(UNDECLARED).isEmpty();
  }

  @Test
  void everyEdgeThatIsDeclared_isTakenForItsReason() {
    assertThat(TAKEN.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Edge.ALL.stream()
                .flatMap(edge ->
                    edge.from().isEmpty()
                        ? Stream.of(key("", edge))
                        : edge.from().stream().map(from -> key(from, edge)))
                .toList());
  }

  static Stream<Shown> phases() {
    return Shown.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("phases")
  void phase_lastsAsLongAsItsSettingSays(Shown shown) {
    List<Step> into =
        TAKEN.values().stream().filter(step -> step.to().equals(shown.name())).toList();
    assertThat(into).isNotEmpty();
    for (Step step : into) {
      RolloutSettings settings = others(step.view().settings().automatic());
      RolloutView view = Views.with(step.view(), settings);
      RolloutState next =
          step.before()
              .map(before -> Rollout.next(before, view, World.NOW))
              .orElseGet(() -> Rollout.decide(step.before(), view, World.NOW));
      assertThat(next.phase()).hasSameClassAs(shown.example());
      assertThat(next.phase().deadline())
          .isEqualTo(shown.limit().apply(settings).map(World.NOW::plus));
    }
  }

  @ParameterizedTest
  @MethodSource("phases")
  void phase_isServedByWhatTheReferenceSays(Shown shown) {
    TreeMap<Integer, World.Pods> both = new TreeMap<>();
    both.put(1, World.Pods.made("A").with(Life.UP));
    both.put(2, World.Pods.made("B").with(Life.UP));
    RolloutState state = new RolloutState(shown.example(), List.of(), Optional.empty(), "");
    for (int selected = 1; selected <= 2; selected++) {
      World world = new World(selected, both, "B", false, Requests.NONE, Optional.of(state));
      Desired desired = Desired.of(state, world.view(World.SETTINGS));
      assertThat(desired.active()).isEqualTo(shown.serves());
      assertThat(desired.preview()).isEqualTo(shown.preview());
    }
  }

  @Test
  void phases_areThoseOfTheStatus() {
    assertThat(Shown.ALL)
        .extracting(Shown::name)
        .containsExactlyElementsOf(
            Shown.ALL.stream()
                .map(shown -> new RolloutState(shown.example(), List.of(), Optional.empty(), ""))
                .map(state ->
                    String.valueOf(RecordShape.treeOf(RolloutCodec.status(state)).get("phase")))
                .toList())
        .hasSameSizeAs(Arrays.asList(RolloutPhase.values()));
  }
}
