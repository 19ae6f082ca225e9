package dev.mcpstack.operator.model;

import static dev.mcpstack.operator.model.Stacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator reads the management port of every pod of a stack, and reaches nothing else. */
final class NetworkPoliciesTest {
  private static final String FILES =
      "sources: [{name: a, type: Files, files: [{table: t, path: p}]}]\n";

  /** Who is let in where: a rule and the pods that it is of. */
  private record Door(Map<?, ?> pods, Object peers, List<?> ports) {}

  private static List<Door> doors(StackInput stack) {
    List<Door> doors = new ArrayList<>();
    for (Manifest object : Stacks.objects(stack)) {
      if (object.kind().equals("NetworkPolicy")) {
        Map<?, ?> spec = (Map<?, ?>) at(object.tree(), "spec");
        Map<?, ?> pods = (Map<?, ?>) at(spec, "podSelector", "matchLabels");
        if (spec.get("ingress") instanceof List<?> rules) {
          rules.forEach(rule ->
              doors.add(
                  new Door(
                      pods,
                      ((Map<?, ?>) rule).containsKey("from") ? at(rule, "from") : List.of(),
                      (List<?>) at(rule, "ports"))));
        }
      }
    }
    return doors;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mode: Unified\n", "tokenStore: {external: {nodes: ['redis:6379']}}\n"})
  void operator_reachesTheManagementPortOfAllPods_andOfTheStoreItsOwn(String more) {
    StackInput stack = Stacks.of(FILES + more);
    List<Door> operator =
        doors(stack).stream()
            .filter(door -> door.peers.toString().contains("mcpstack-system"))
            .toList();
    List<?> management = List.of(Map.of("protocol", "TCP", "port", 9091));
    List<?> tokens = List.of(Map.of("protocol", "TCP", "port", 6379));
    assertThat(operator).hasSize(more.contains("external") ? 1 : 2);
    assertThat(operator.getFirst())
        .isEqualTo(
            new Door(
                Map.of(Labels.STACK, "sales"),
                List.of(
                    Map.of(
                        "namespaceSelector",
                        Map.of(
                            "matchLabels",
                            Map.of("kubernetes.io/metadata.name", "mcpstack-system")))),
                management));
    operator.stream()
        .skip(1)
        .forEach(door -> {
          assertThat(door.pods).isEqualTo(Map.of(Labels.STACK, "sales", Labels.ROLE, "tokens"));
          assertThat(door.ports).isEqualTo(tokens);
        });
  }

  /** No other door lets anybody in at the management port, or is open at all ports. */
  @ParameterizedTest
  @ValueSource(strings = {"", "mode: Unified\n"})
  void managementPort_isOpenForTheOperatorAlone(String more) {
    assertThat(doors(Stacks.of(FILES + more)))
        .isNotEmpty()
        .allSatisfy(door -> assertThat(door.ports).isNotEmpty())
        .filteredOn(door -> door.ports.toString().contains("9091"))
        .singleElement()
        .satisfies(door -> assertThat(door.peers.toString()).contains("mcpstack-system"));
    assertThat(doors(Stacks.of(FILES + more + "observability: {serviceMonitor: true}\n")))
        .filteredOn(door -> door.ports.toString().contains("9091"))
        .singleElement()
        .satisfies(door -> assertThat((List<?>) door.peers).hasSize(2));
  }
}
