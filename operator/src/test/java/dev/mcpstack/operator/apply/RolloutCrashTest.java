package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.apply.MemoryCluster.When;
import dev.mcpstack.operator.health.CellHealth;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.rollout.CellView.Health;
import dev.mcpstack.stack.FailedStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator dies after every write of a rollout, however that ends, and another one goes on. To
 * die before a write or after something was read is to die after the write before it: an operator
 * that starts knows nothing.
 */
@Timeout(300)
final class RolloutCrashTest {
  private static final String OTHER = "limits: {handleLifetime: 40m}\n";
  private static final String WRONG = "{\"outcome\":\"failed\",\"why\":\"It is 4.\",\"checks\":[]}";

  /** How it ends. */
  enum End {
    TAKEN,
    LATE,
    UNVERIFIED,
    TAKEN_BACK
  }

  private static String spec(End end) {
    return MINIMAL
        + "rollout: {observation: 5m, drainLimit: 1h, keepFailed: 10m, verification: {enabled: "
        + (end == End.UNVERIFIED)
        + "}}\n";
  }

  /** A stack of which revision 1 serves. */
  private static final class Life {
    private final World world;

    private Life(End end) {
      world = new World(spec(end));
      world.settled();
    }

    /** A rollout from revision 1 to 2, and hours after it. */
    private static World of(End end, int call) {
      Life life = new Life(end);
      World world = life.world;
      world.cluster.writing().clear();
      world.cluster.failAt(call, When.AFTER);
      world.write(spec(end) + OTHER);
      life.step();
      if (end != End.LATE) {
        world.cluster.settle();
      }
      life.step();
      life.step();
      switch (end) {
        case TAKEN -> {}
        case LATE -> world.clock.pass(Duration.ofMinutes(10));
        case UNVERIFIED ->
            world.cluster.names().stream()
                .filter(name -> name.startsWith("Job "))
                .forEach(name -> world.cluster.ends(name.substring(4), "Failed", WRONG));
        case TAKEN_BACK ->
            world.fares =
                Map.of(2, new CellHealth(new Health.Bad("7 of 9 fail."), OptionalLong.empty()));
      }
      life.step();
      life.step();
      for (int minutes : List.of(5, 10, 60)) {
        world.clock.pass(Duration.ofMinutes(minutes));
        life.step();
      }
      life.step();
      return world;
    }

    private void step() {
      int serving = selected(world);
      Map<String, Object> cell = cell(serving);
      Outcome outcome;
      try {
        outcome = world.look();
      } catch (MemoryCluster.Broken _) {
        isServed(serving, cell);
        world.restart();
        outcome = world.look();
      }
      isServed(serving, cell);
      explainsItself(outcome);
    }

    private static int selected(World world) {
      return world
          .cluster
          .object("Service", "sales")
          .text("spec", "selector", Labels.REVISION)
          .map(Integer::parseInt)
          .orElseThrow();
    }

    /** What was asked for of a cell. */
    private Map<String, Object> cell(int revision) {
      Map<String, Object> objects = new TreeMap<>();
      for (String key : world.cluster.names()) {
        String[] parts = key.split(" ", 2);
        if (parts[1].startsWith("sales-r" + revision + "-") && !parts[0].equals("Job")) {
          Map<String, Object> tree = new TreeMap<>(world.cluster.object(parts[0], parts[1]).tree());
          tree.remove("status");
          objects.put(key, tree);
        }
      }
      return objects;
    }

    /** The selector names a cell that answers, and what served before is as it was. */
    private void isServed(int before, Map<String, Object> cell) {
      String gateway = "sales-r" + selected(world) + "-gateway";
      assertThat(world.cluster.object("Deployment", gateway).number("status", "readyReplicas"))
          .isPositive();
      assertThat(cell(before)).isEqualTo(cell);
    }

    /** What is not at rest has a time at which it is looked at again, and all says why. */
    private void explainsItself(Outcome outcome) {
      assertThat(outcome.status().message().orElse("")).contains("Revision ");
      RolloutStatus rollout = world.cluster.intended().orElseThrow();
      if (rollout.phase() != RolloutPhase.STABLE) {
        assertThat(rollout.deadline().orElseThrow()).isAfter(world.clock.instant());
        assertThat(outcome.next().orElseThrow())
            .isBeforeOrEqualTo(rollout.deadline().orElseThrow());
      }
      if (rollout.failed().isPresent()) {
        assertThat(outcome.status().message().orElse("")).contains("Revision 2 has failed: ");
      }
    }
  }

  /** Where something is decided, seen by agents, or gone. */
  @ParameterizedTest
  @EnumSource
  void operatorThatDiesAtATurn_cutsNobodyOffAndEndsTheRolloutAsItHadTo(End end) {
    dies(end, write -> write.matches("intend .*|apply Service sales|delete Deployment .*-gateway"));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("full")
  void operatorThatDiesAtAnyWrite_cutsNobodyOffAndEndsTheRolloutAsItHadTo(End end) {
    dies(end, _ -> true);
  }

  private static void dies(End end, Predicate<String> where) {
    Map<Integer, String> writes = new TreeMap<>(Life.of(end, 0).cluster.writing());
    writes.values().removeIf(where.negate());
    assertThat(writes).hasSizeGreaterThan(2);
    writes.forEach((call, write) -> {
      World world = Life.of(end, call);
      int serves = end == End.TAKEN ? 2 : 1;
      RolloutStatus rest = world.cluster.intended().orElseThrow();
      assertThat(rest.phase()).as("after %s", write).isEqualTo(RolloutPhase.STABLE);
      assertThat(rest.leaving()).isEmpty();
      assertThat(Life.selected(world)).as("after %s", write).isEqualTo(serves);
      assertThat(world.cluster.find("Deployment", "sales-r" + (3 - serves) + "-gateway"))
          .as("the other is gone, and is not tried again: after %s", write)
          .isEmpty();
      assertThat(rest.failed().map(FailedStatus::revision))
          .isEqualTo(end == End.TAKEN ? Optional.empty() : Optional.of(2));
    });
  }
}
