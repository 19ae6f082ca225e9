package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.apply.MemoryCluster.When;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Trees;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator dies at every call of a stack's life, and another one goes on. */
@Timeout(300)
final class StackCrashTest {
  /** A stack is made, changed, scaled and rolled out, with pods that come between looks. */
  private static World life(int call, When when) {
    World world = new World(MINIMAL);
    world.cluster.failAt(call, when);
    step(world);
    world.cluster.settle();
    step(world);
    world.write(MINIMAL + "limits: {handleLifetime: 40m}\ngateway: {pods: {replicas: 2}}\n");
    step(world);
    world.cluster.settle();
    step(world);
    step(world);
    return world;
  }

  private static void step(World world) {
    try {
      world.look();
    } catch (MemoryCluster.Broken _) {
      world.restart();
      world.look();
    }
    world
        .cluster
        .find("Service", "sales")
        .flatMap(service -> service.text("spec", "selector", Labels.REVISION))
        .ifPresent(revision ->
            assertThat(world.cluster.find("Deployment", "sales-r" + revision + "-gateway"))
                .as("the gateway that the selector names")
                .isPresent());
  }

  /** All that was asked for; what is drawn or counted anew each time is left out. */
  private static Map<String, Object> objects(World world) {
    Map<String, Object> objects = new TreeMap<>();
    for (String key : world.cluster.names()) {
      String[] parts = key.split(" ", 2);
      LiveObject live = world.cluster.object(parts[0], parts[1]);
      Map<String, Object> tree = new TreeMap<>(live.tree());
      tree.put("metadata", Trees.at(tree, "metadata", "labels").orElse(""));
      tree.remove("status");
      if (live.kind().equals("Secret")) {
        tree.put("data", MemoryTree.below(live.tree(), "data").keySet());
      }
      if (live.kind().equals("StatefulSet")) {
        tree = MemoryTree.with(tree, Map.of(), "spec", "template", "metadata", "annotations");
      }
      objects.put(key, tree);
    }
    return objects;
  }

  @ParameterizedTest
  @EnumSource
  void operatorThatDiesAtAnyCall_leavesTheSameObjectsInTheEnd(When when) {
    World whole = life(0, when);
    int calls = whole.cluster.calls();
    whole.settled();
    Map<String, Object> wanted = objects(whole);
    assertThat(calls).isGreaterThan(100);
    for (int call = 1; call <= calls; call++) {
      World world = life(call, when);
      assertThat(World.ready(world.settled())).as("call %d", call).isEqualTo("TRUE Ready");
      assertThat(objects(world)).as("call %d", call).isEqualTo(wanted);
    }
  }
}
