package dev.mcpstack.testkit.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import dev.mcpstack.testkit.store.Selectors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checks of the API server that an operator runs into: what is required, what can't change. */
public final class Checks {
  private static final Set<String> STATEFUL_SET_MUTABLE =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private Checks() {}

  public static void check(Optional<ObjectNode> old, ObjectNode next, Problems problems) {
    switch (Json.text(next, "kind")) {
      case "Deployment", "ReplicaSet", "DaemonSet" -> {
        workload(next, problems);
        old.ifPresent(before -> immutable(before, next, problems, "spec", "selector"));
      }
      case "StatefulSet" -> {
        workload(next, problems);
        old.ifPresent(before -> statefulSet(before, next, problems));
      }
      case "Job" -> {
        PodChecks.check(
            "spec.template.spec",
            Json.at(next, "spec", "template", "spec"),
            Json.at(next, "spec", "volumeClaimTemplates"),
            problems);
        old.ifPresent(before -> immutable(before, next, problems, "spec", "template"));
      }
      case "Pod" -> {
        PodChecks.check("spec", next.path("spec"), Json.array(), problems);
        old.ifPresent(before -> PodChecks.checkUpdate(before, next, problems));
      }
      case "Service" -> service(old, next, problems);
      case "ConfigMap", "Secret" -> old.ifPresent(before -> frozen(before, next, problems));
      case "PersistentVolumeClaim" -> old.ifPresent(before -> claim(before, next, problems));
      case "ControllerRevision" ->
          old.ifPresent(before -> immutable(before, next, problems, "data"));
      case "RoleBinding", "ClusterRoleBinding" ->
          old.ifPresent(before -> {
            if (!before.path("roleRef").equals(next.path("roleRef"))) {
              problems.invalid("roleRef", next.path("roleRef"), "cannot change roleRef");
            }
          });
      case "HorizontalPodAutoscaler" -> autoscaler(next, problems);
      default -> {}
    }
    old.ifPresent(before -> finalizers(before, next, problems));
  }

  private static void workload(ObjectNode next, Problems problems) {
    JsonNode selector = Json.at(next, "spec", "selector");
    JsonNode labels = Json.at(next, "spec", "template", "metadata", "labels");
    if (selector.isEmpty()) {
      problems.required("spec.selector", "");
    } else if (!Selectors.labels(selector).test(Json.at(next, "spec", "template"))) {
      problems.invalid(
          "spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
    }
    Names.labels("spec.template.labels", labels, problems);
    if (Json.at(next, "spec", "replicas").asInt() < 0) {
      problems.invalid(
          "spec.replicas", Json.at(next, "spec", "replicas"), "must be greater than or equal to 0");
    }
    PodChecks.check(
        "spec.template.spec",
        Json.at(next, "spec", "template", "spec"),
        Json.at(next, "spec", "volumeClaimTemplates"),
        problems);
  }

  private static void statefulSet(ObjectNode before, ObjectNode next, Problems problems) {
    ObjectNode then = before.path("spec").deepCopy();
    ObjectNode now = next.path("spec").deepCopy();
    if (!then.remove(STATEFUL_SET_MUTABLE).equals(now.remove(STATEFUL_SET_MUTABLE))) {
      problems.forbidden(
          "spec",
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
              + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    }
  }

  private static void service(Optional<ObjectNode> old, ObjectNode next, Problems problems) {
    JsonNode ports = Json.at(next, "spec", "ports");
    String address = Json.text(next, "spec", "clusterIP");
    boolean external = Json.text(next, "spec", "type").equals("ExternalName");
    if (ports.isEmpty() && !external && !address.equals("None")) {
      problems.required("spec.ports", "");
    }
    for (int i = 0; i < ports.size() && ports.size() > 1; i++) {
      if (Json.text(ports.get(i), "name").isEmpty()) {
        problems.required("spec.ports[" + i + "].name", "");
      }
    }
    old.ifPresent(before -> {
      String was = Json.text(before, "spec", "clusterIP");
      if (!was.isEmpty() && !external && !was.equals(address)) {
        problems.invalid(
            "spec.clusterIPs[0]", Json.at(next, "spec", "clusterIPs"), "may not change once set");
      }
    });
  }

  private static void frozen(ObjectNode before, ObjectNode next, Problems problems) {
    String why = "field is immutable when `immutable` is set";
    if (before.path("immutable").asBoolean()) {
      if (!next.path("immutable").asBoolean()) {
        problems.forbidden("immutable", why);
      }
      for (String field : List.of("data", "binaryData")) {
        if (!before.path(field).equals(next.path(field))) {
          problems.forbidden(field, why);
        }
      }
    }
    immutable(before, next, problems, "type");
  }

  private static void claim(ObjectNode before, ObjectNode next, Problems problems) {
    ObjectNode then = before.path("spec").deepCopy();
    ObjectNode now = next.path("spec").deepCopy();
    boolean unbound = !then.has("volumeName") || !then.has("storageClassName");
    Set<String> mutable =
        unbound ? Set.of("resources", "volumeName", "storageClassName") : Set.of("resources");
    if (!then.remove(mutable).equals(now.remove(mutable))) {
      problems.forbidden(
          "spec",
          "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
    }
  }

  private static void autoscaler(ObjectNode next, Problems problems) {
    JsonNode most = Json.at(next, "spec", "maxReplicas");
    if (most.asInt() < Json.at(next, "spec", "minReplicas").asInt(1)) {
      problems.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
    }
  }

  private static void finalizers(ObjectNode before, ObjectNode next, Problems problems) {
    if (next.path("metadata").has("deletionTimestamp")) {
      List<String> fresh = Json.texts(Json.at(next, "metadata", "finalizers"));
      fresh.removeAll(Json.texts(Json.at(before, "metadata", "finalizers")));
      if (!fresh.isEmpty()) {
        problems.forbidden(
            "metadata.finalizers",
            "no new finalizers can be added if the object is being deleted, found new finalizers []string{\"%s\"}"
                .formatted(String.join("\", \"", fresh)));
      }
    }
  }

  private static void immutable(
      ObjectNode before, ObjectNode next, Problems problems, String... path) {
    problems.immutable(String.join(".", path), Json.at(before, path), Json.at(next, path));
  }
}
