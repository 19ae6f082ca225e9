package dev.mcpstack.operator.runtime;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the operator's watches are; none before it has started. */
final class Watches {
  /**
   * One watch.
   *
   * @param name of the kind, and of the namespace if it is not all
   * @param running whether it is kept up, be it connected or not; one that stopped never comes back
   */
  record Watch(String name, boolean running) {}

  private Watches() {}

  static List<Watch> of(Operator operator) {
    List<Watch> watches = new ArrayList<>();
    for (RegisteredController<?> controller : operator.getRegisteredControllers()) {
      controller
          .getControllerHealthInfo()
          .informerEventSourceHealthIndicators()
          .forEach((kind, source) -> watches.addAll(of(kind, source)));
    }
    return watches;
  }

  private static List<Watch> of(String kind, InformerWrappingEventSourceHealthIndicator<?> source) {
    List<Watch> watches = new ArrayList<>();
    for (Map.Entry<String, InformerHealthIndicator> each :
        source.informerHealthIndicators().entrySet()) {
      watches.add(new Watch(kind + " in " + each.getKey(), each.getValue().isRunning()));
    }
    return watches;
  }
}
