package dev.mcpstack.testkit.controllers;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** What load would make of replicas, as tests say it. */
public final class Autoscaling {
  private final Map<String, Integer> wanted = new ConcurrentHashMap<>();

  /**
   * From now on the load on a HorizontalPodAutoscaler asks for that many replicas, within its
   * bounds.
   */
  public void want(String namespace, String name, int replicas) {
    wanted.put(namespace + "/" + name, replicas);
  }

  OptionalInt wanted(String namespace, String name) {
    Integer replicas = wanted.get(namespace + "/" + name);
    return replicas == null ? OptionalInt.empty() : OptionalInt.of(replicas);
  }
}
