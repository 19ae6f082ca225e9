package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.Pods.Fate;
import dev.mcpstack.testkit.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Scheduler and kubelet: a pod gets a node, starts when all that it mounts is there, and becomes
 * what its fate says.
 *
 * @param isScheduler whether it is no more than that, since a kubelet runs pods as processes
 */
record PodController(Pods pods, boolean isScheduler) implements Controller {
  private static final String NODE = "fake-node";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
  private static final Duration RESTART_EVERY = Duration.ofMinutes(5);

  @Override
  public void run(World world) {
    for (ObjectNode pod : world.list("pods")) {
      if (!World.isGoing(pod) && !ENDED.contains(Json.text(pod, "status", "phase"))) {
        Fate fate = pods.fate(pod);
        if (isScheduled(world, pod, fate) && !isScheduler) {
          start(world, pod, fate);
        }
      }
    }
  }

  private static boolean isScheduled(World world, ObjectNode pod, Fate fate) {
    if (!Json.text(pod, "spec", "nodeName").isEmpty()) {
      return true;
    }
    Optional<String> obstacle =
        fate == Fate.UNSCHEDULABLE
            ? Optional.of("0/1 nodes are available: 1 Insufficient cpu.")
            : claims(world, pod);
    if (obstacle.isPresent()) {
      ObjectNode status = Json.object().put("phase", "Pending");
      status
          .withArray("conditions")
          .add(world.condition(pod, "PodScheduled", false, "Unschedulable", obstacle.get()));
      world.status("pods", pod, status);
      world.warn(pod, "FailedScheduling", obstacle.get());
      return false;
    }
    ObjectNode bound = Json.object();
    Json.child(bound, "spec").put("nodeName", NODE);
    world.patch("pods", pod, "", bound);
    return true;
  }

  private static Optional<String> claims(World world, ObjectNode pod) {
    for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
      String claim = Json.text(volume, "persistentVolumeClaim", "claimName");
      if (!claim.isEmpty()) {
        Optional<ObjectNode> found =
            world.find("persistentvolumeclaims", World.namespace(pod), claim);
        if (found.isEmpty()) {
          return Optional.of("persistentvolumeclaim \"" + claim + "\" not found");
        }
        if (!Json.text(found.get(), "status", "phase").equals("Bound")) {
          return Optional.of("pod has unbound immediate PersistentVolumeClaims");
        }
      }
    }
    return Optional.empty();
  }

  private void start(World world, ObjectNode pod, Fate fate) {
    Instant started =
        Instant.parse(Json.at(pod, "status", "startTime").asText(world.now().toString()));
    Optional<String> missing = Mounts.missing(world, pod);
    missing.ifPresent(message -> world.warn(pod, "FailedMount", message));
    boolean ends = !Json.text(pod, "spec", "restartPolicy").equals("Always");
    String waiting =
        missing.isPresent()
            ? "CreateContainerConfigError"
            : switch (fate) {
              case IMAGE_PULL_FAILS -> "ImagePullBackOff";
              case CRASH_LOOPS -> "CrashLoopBackOff";
              default -> "";
            };
    boolean late = world.now().isBefore(started.plus(pods.readyAfter()));
    boolean running = waiting.isEmpty();
    boolean ready = running && fate != Fate.NEVER_READY && !late;
    String phase = !running && fate != Fate.CRASH_LOOPS ? "Pending" : "Running";
    if (ends && running && !late && fate != Fate.NEVER_READY) {
      phase = fate == Fate.FAILS ? "Failed" : "Succeeded";
      ready = false;
    }
    if (fate == Fate.IMAGE_PULL_FAILS) {
      world.warn(pod, "Failed", "Failed to pull image: not found");
    }
    ObjectNode status = Json.object().put("phase", phase).put("startTime", started.toString());
    status.put("hostIP", "10.0.0.1").put("podIP", address(pod));
    status.putArray("podIPs").addObject().put("ip", address(pod));
    ArrayNode conditions = status.putArray("conditions");
    conditions.add(world.condition(pod, "PodScheduled", true, "", ""));
    conditions.add(world.condition(pod, "Initialized", true, "", ""));
    conditions.add(
        world.condition(pod, "ContainersReady", ready, ready ? "" : "ContainersNotReady", ""));
    conditions.add(world.condition(pod, "Ready", ready, ready ? "" : "ContainersNotReady", ""));
    int restarts = fate == Fate.CRASH_LOOPS ? restarts(started, world.now()) : 0;
    for (JsonNode container : Json.at(pod, "spec", "containers")) {
      ObjectNode report = status.withArray("containerStatuses").addObject();
      report
          .put("name", Json.text(container, "name"))
          .put("image", Json.text(container, "image"))
          .put("imageID", "");
      report.put("ready", ready).put("started", running).put("restartCount", restarts);
      state(report.putObject("state"), phase, waiting, missing.orElse(""), started);
    }
    world.status("pods", pod, status);
  }

  private static int restarts(Instant started, Instant now) {
    return 1 + (int) Duration.between(started, now).dividedBy(RESTART_EVERY);
  }

  private static void state(
      ObjectNode state, String phase, String waiting, String message, Instant started) {
    if (!waiting.isEmpty()) {
      state.putObject("waiting").put("reason", waiting).put("message", message);
    } else if (ENDED.contains(phase)) {
      int code = phase.equals("Failed") ? 1 : 0;
      state
          .putObject("terminated")
          .put("exitCode", code)
          .put("reason", code == 0 ? "Completed" : "Error");
    } else {
      state.putObject("running").put("startedAt", started.toString());
    }
  }

  private static String address(ObjectNode pod) {
    int hash = World.uid(pod).hashCode();
    return "10.244.%d.%d".formatted((hash >>> 8) & 0xff, hash & 0xff);
  }
}
