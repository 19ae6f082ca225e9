package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs pods until enough of them succeeded, too many failed, or its time is over. */
final class JobController implements Controller {

  @Override
  public void run(World world) {
    Map<String, List<ObjectNode>> pods = world.byController("pods");
    for (ObjectNode job : world.list("jobs")) {
      if (!World.isGoing(job) && !isOver(job) && !Json.at(job, "spec", "suspend").asBoolean()) {
        keep(world, job, pods.getOrDefault(World.uid(job), List.of()));
      }
    }
  }

  private static boolean isOver(JsonNode job) {
    for (JsonNode condition : Json.at(job, "status", "conditions")) {
      if (List.of("Complete", "Failed").contains(Json.text(condition, "type"))) {
        return true;
      }
    }
    return false;
  }

  private static void keep(World world, ObjectNode job, List<ObjectNode> pods) {
    int succeeded = count(pods, "Succeeded");
    int failed = count(pods, "Failed");
    int active = pods.size() - succeeded - failed;
    if (isLate(world, job)) {
      pods.stream().filter(JobController::isActive).forEach(pod -> world.delete("pods", pod));
      String words = "Job was active longer than specified deadline";
      ObjectNode late = Json.object().put("active", 0).put("succeeded", succeeded);
      late.put("failed", failed + active);
      late.withArray("conditions")
          .add(world.condition(job, "Failed", true, "DeadlineExceeded", words));
      world.status("jobs", job, late);
      return;
    }
    if (pods.stream().anyMatch(pod -> isFinal(job, pod))) {
      String words = "a container exited with a code that the policy takes as final";
      ObjectNode ended = Json.object().put("active", active).put("succeeded", succeeded);
      ended.put("failed", failed);
      ended
          .withArray("conditions")
          .add(world.condition(job, "Failed", true, "PodFailurePolicy", words));
      world.status("jobs", job, ended);
      return;
    }
    int wanted = Json.at(job, "spec", "completions").asInt();
    boolean spent = failed > Json.at(job, "spec", "backoffLimit").asInt();
    int room = Math.min(Json.at(job, "spec", "parallelism").asInt(), wanted - succeeded) - active;
    for (int i = 0; i < room && !spent; i++) {
      ObjectNode pod = Templates.pod(job);
      Json.child(pod, "metadata").put("generateName", World.name(job) + "-");
      try {
        world.create("pods", pod);
        active++;
      } catch (ApiException e) {
        world.warn(job, "FailedCreate", "Error creating: " + e.getMessage());
      }
    }
    String start = Json.at(job, "status", "startTime").asText(world.now().toString());
    ObjectNode status =
        Json.object().put("active", active).put("succeeded", succeeded).put("failed", failed);
    status.put("startTime", start);
    if (succeeded >= wanted) {
      status.put("completionTime", world.now().toString());
      status
          .withArray("conditions")
          .add(world.condition(job, "Complete", true, "CompletionsReached", ""));
    } else if (spent) {
      String words = "Job has reached the specified backoff limit";
      status
          .withArray("conditions")
          .add(world.condition(job, "Failed", true, "BackoffLimitExceeded", words));
    }
    world.status("jobs", job, status);
  }

  private static boolean isLate(World world, ObjectNode job) {
    JsonNode deadline = Json.at(job, "spec", "activeDeadlineSeconds");
    String start = Json.text(job, "status", "startTime");
    return !deadline.isMissingNode()
        && !start.isEmpty()
        && !world.now().isBefore(Instant.parse(start).plusSeconds(deadline.asLong()));
  }

  /** Whether the policy ends the Job for the code with which a pod failed; of it only that. */
  private static boolean isFinal(JsonNode job, JsonNode pod) {
    for (JsonNode rule : Json.at(job, "spec", "podFailurePolicy", "rules")) {
      List<String> values = Json.texts(Json.at(rule, "onExitCodes", "values"));
      boolean in = Json.text(rule, "onExitCodes", "operator").equals("In");
      for (JsonNode container : Json.at(pod, "status", "containerStatuses")) {
        String code = Json.text(container, "state", "terminated", "exitCode");
        if (Json.text(rule, "action").equals("FailJob")
            && Json.text(pod, "status", "phase").equals("Failed")
            && values.contains(code) == in) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isActive(JsonNode pod) {
    return !List.of("Succeeded", "Failed").contains(Json.text(pod, "status", "phase"));
  }

  private static int count(List<ObjectNode> pods, String phase) {
    return (int)
        pods.stream().filter(pod -> Json.text(pod, "status", "phase").equals(phase)).count();
  }
}
