package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.apply.MemoryCluster.When;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Routes, monitors and certificates once stayed for good when the stack asked for them no more. */
final class UnwatchedTest {
  private static final String ROUTED =
      MINIMAL + "gateway: {httpRoute: {host: mcp.example.com, gateway: public}}\n";
  private static final String MONITORED = MINIMAL + "observability: {serviceMonitor: true}\n";
  private static final String ISSUED =
      MINIMAL + "tls: {mode: CertManager, issuerRef: {name: inner}}\n";

  private static final String ALL =
      ROUTED + MONITORED.substring(MINIMAL.length()) + ISSUED.substring(MINIMAL.length());

  private final World world = new World(MINIMAL);

  private List<String> left(String kind) {
    return world.cluster.names().stream().filter(name -> name.startsWith(kind + " ")).toList();
  }

  private void settle(String spec) {
    world.write(spec);
    world.settled();
    world.cluster.asked();
  }

  @Test
  void routeTakenOut_isDeletedByAnOperatorThatKnowsNothing() {
    settle(ROUTED);
    assertThat(left("HTTPRoute")).containsExactly("HTTPRoute sales");
    world.restart();
    world.write(MINIMAL);
    assertThat(world.settled().status().externalEndpoints()).isEmpty();
    assertThat(left("HTTPRoute")).isEmpty();
  }

  @Test
  void routeWhoseHostAnotherHas_isDeleted() {
    settle(ROUTED);
    world.write(ROUTED.replace("mcp.example.com", "taken.example.com"));
    world.cluster.withhold("HTTPRoute", Optional.of(new Finding(Reason.HOST_TAKEN, "It is b's.")));
    assertThat(ready(world.settled())).isEqualTo("FALSE HostTaken");
    assertThat(left("HTTPRoute")).isEmpty();
  }

  @Test
  void monitorTakenOut_isDeletedByAnOperatorThatKnowsNothing() {
    settle(MONITORED);
    assertThat(left("ServiceMonitor")).containsExactly("ServiceMonitor sales-metrics");
    world.restart();
    world.write(MINIMAL);
    world.settled();
    assertThat(left("ServiceMonitor")).isEmpty();
    assertThat(world.cluster.names()).doesNotContain("Service sales-metrics");
  }

  @Test
  void certificatesThatNobodySigned_goWithTheirIssuer() {
    settle(ISSUED);
    assertThat(left("Certificate")).hasSize(5);
    world.restart();
    world.write(MINIMAL);
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(left("Certificate")).isEmpty();
  }

  @Test
  void stackThatNeverHadAny_isNotAsked() {
    settle(MINIMAL);
    world.write(MINIMAL + "limits: {handleLifetime: 40m}\n");
    world.settled();
    assertThat(world.cluster.asked())
        .noneMatch(name -> name.matches("(HTTPRoute|ServiceMonitor|Certificate) .*"));
  }

  @Test
  void objectsOfSomebodyElse_areLeft() {
    Map<String, Object> theirs = Map.of("spec", Map.of("theirs", "yes"));
    world.cluster.put("HTTPRoute", "sales", theirs);
    world.cluster.put("ServiceMonitor", "sales-metrics", theirs);
    world.write(ROUTED + "observability: {serviceMonitor: true}\n");
    assertThat(ready(world.settled())).isEqualTo("FALSE NameTaken");
    LiveObject route = world.cluster.object("HTTPRoute", "sales");
    LiveObject monitor = world.cluster.object("ServiceMonitor", "sales-metrics");
    world.write(MINIMAL);
    assertThat(ready(world.settled())).isEqualTo("TRUE Ready");
    assertThat(world.cluster.object("HTTPRoute", "sales")).isEqualTo(route);
    assertThat(world.cluster.object("ServiceMonitor", "sales-metrics")).isEqualTo(monitor);
  }

  /** A look that takes all of them out, in which a call may fail. */
  private static World takenOut(int call, When when) {
    World world = new World(ALL);
    world.settled();
    world.write(MINIMAL);
    world.cluster.failAt(call, when);
    try {
      world.look();
    } catch (MemoryCluster.Broken _) {
      world.restart();
    }
    return world;
  }

  /** What tells that there was one goes last, so that no call that fails leaves one for good. */
  @ParameterizedTest
  @EnumSource
  void operatorThatDiesAtAnyOfTheirCalls_leavesNone(When when) {
    List<Integer> calls = new ArrayList<>();
    takenOut(0, when)
        .cluster
        .writing()
        .forEach((call, write) -> {
          if (write.matches("delete (HTTP|Serv|Cert).*")) {
            calls.add(call);
          }
        });
    assertThat(calls).hasSizeGreaterThan(7);
    for (int call : calls) {
      World world = takenOut(call, when);
      world.settled();
      assertThat(world.cluster.names())
          .as("call %d", call)
          .noneMatch(name -> name.matches("(HTTPRoute|ServiceMonitor|Certificate) .*"));
    }
  }
}
