package dev.mcpstack.operator.model;

import dev.mcpstack.stack.EnvSpec;
import dev.mcpstack.stack.PodsSpec;
import dev.mcpstack.stack.StackSpec;
import dev.mcpstack.stack.VolumeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a person wants of pods with all servers: what he wants of the gateway's, with the variables
 * and volumes of the other servers, which find there what they would find in pods of their own.
 */
final class UnifiedPods {
  private UnifiedPods() {}

  static PodsSpec of(StackSpec spec) {
    PodsSpec pods = spec.gateway().pods();
    Map<String, EnvSpec> variables = new LinkedHashMap<>();
    Map<String, VolumeSpec> volumes = new LinkedHashMap<>();
    Stream.of(pods, spec.localData().pods(), spec.dataScience().pods())
        .forEach(each -> {
          each.env().forEach(variable -> variables.putIfAbsent(variable.name(), variable));
          each.volumes().forEach(volume -> volumes.putIfAbsent(volume.name(), volume));
        });
    return new PodsSpec(
        pods.replicas(),
        pods.autoscaling(),
        pods.image(),
        pods.resources(),
        pods.scheduling(),
        list(variables),
        list(volumes),
        pods.labels(),
        pods.annotations());
  }

  private static <T> List<T> list(Map<String, T> map) {
    return new ArrayList<>(map.values());
  }
}
