package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.store.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the pods that have this node. Synced by one thread. */
final class Kubelet {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
  private final World world;
  private final Programs programs;
  private final NodeFolders folders;
  private final Addresses addresses;
  private final String apiServer;
  private final Map<String, PodRun> runs = new ConcurrentHashMap<>();

  Kubelet(
      World world, Programs programs, NodeFolders folders, Addresses addresses, String apiServer) {
    this.world = world;
    this.programs = programs;
    this.folders = folders;
    this.addresses = addresses;
    this.apiServer = apiServer;
  }

  /** Starts, follows and ends pods, as they are now. */
  void sync() {
    Map<String, ObjectNode> present = new HashMap<>();
    for (ObjectNode pod : world.list("pods")) {
      if (!Json.text(pod, "spec", "nodeName").isEmpty()) {
        present.put(World.uid(pod), pod);
      }
    }
    for (String uid : new HashSet<>(runs.keySet())) {
      PodRun run = runs.get(uid);
      if (run != null && !present.containsKey(uid)) {
        run.stop(Duration.ZERO);
        if (run.isOver()) {
          runs.remove(uid);
        }
      }
    }
    present.forEach((uid, pod) -> {
      PodRun run = runs.get(uid);
      if (run != null) {
        run.sync(pod);
      } else if (!ENDED.contains(Json.text(pod, "status", "phase"))) {
        PodRun fresh = new PodRun(pod, world, programs, folders, addresses.pod(), apiServer);
        runs.put(uid, fresh);
        fresh.sync(pod);
      }
    });
  }

  /** The living process of a container. */
  Optional<ProcessHandle> process(String namespace, String pod, String container) {
    return runs.values().stream()
        .filter(run -> World.namespace(run.pod()).equals(namespace))
        .filter(run -> World.name(run.pod()).equals(pod))
        .findFirst()
        .flatMap(run -> run.process(container));
  }

  /** Kills all. */
  void kill() {
    runs.values().forEach(run -> run.stop(Duration.ZERO));
  }

  void awaitEnd() {
    runs.values().forEach(PodRun::awaitEnd);
  }
}
