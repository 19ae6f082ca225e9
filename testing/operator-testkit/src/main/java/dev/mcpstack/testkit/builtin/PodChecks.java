package dev.mcpstack.testkit.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks of a pod's specification. */
final class PodChecks {
  private static final Set<String> MUTABLE =
      Set.of(
          "activeDeadlineSeconds",
          "tolerations",
          "terminationGracePeriodSeconds",
          "schedulingGates",
          "nodeName");

  private PodChecks() {}

  /** Checks; {@code claims} are templates of claims, which can be mounted as volumes can. */
  static void check(String field, JsonNode spec, JsonNode claims, Problems problems) {
    Set<String> volumes = new HashSet<>();
    claims.forEach(claim -> volumes.add(Json.text(claim, "metadata", "name")));
    spec.path("volumes").forEach(volume -> volumes.add(Json.text(volume, "name")));
    if (spec.path("containers").isEmpty()) {
      problems.required(field + ".containers", "");
    }
    Set<String> names = new HashSet<>();
    for (String list : new String[] {"initContainers", "containers"}) {
      JsonNode containers = spec.path(list);
      for (int i = 0; i < containers.size(); i++) {
        String where = field + "." + list + "[" + i + "]";
        JsonNode container = containers.get(i);
        container(where, container, volumes, problems);
        if (!names.add(Json.text(container, "name"))) {
          problems.add(
              "FieldValueDuplicate", where + ".name", "Duplicate value: " + container.path("name"));
        }
      }
    }
  }

  private static void container(
      String where, JsonNode container, Set<String> volumes, Problems problems) {
    if (Json.text(container, "name").isEmpty()) {
      problems.required(where + ".name", "");
    } else {
      Names.label(where + ".name", container.path("name"), problems);
    }
    if (Json.text(container, "image").isEmpty()) {
      problems.required(where + ".image", "");
    }
    JsonNode mounts = container.path("volumeMounts");
    for (int i = 0; i < mounts.size(); i++) {
      JsonNode name = mounts.get(i).path("name");
      if (!volumes.contains(name.asText())) {
        problems.add(
            "FieldValueNotFound", where + ".volumeMounts[" + i + "].name", "Not found: " + name);
      }
    }
    for (Map.Entry<String, JsonNode> request :
        Json.at(container, "resources", "requests").properties()) {
      JsonNode limit = Json.at(container, "resources", "limits", request.getKey());
      if (!limit.isMissingNode() && amount(request.getValue()) > amount(limit)) {
        problems.invalid(
            where + ".resources.requests",
            request.getValue(),
            "must be less than or equal to " + request.getKey() + " limit of " + limit.asText());
      }
    }
  }

  private static double amount(JsonNode quantity) {
    return Quantity.parse(quantity.asText()).getNumericalAmount().doubleValue();
  }

  static void checkUpdate(ObjectNode before, ObjectNode next, Problems problems) {
    if (!fixed(before).equals(fixed(next))) {
      problems.forbidden(
          "spec",
          "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
              + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
              + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
    }
  }

  private static JsonNode fixed(ObjectNode pod) {
    ObjectNode spec = pod.path("spec").deepCopy();
    spec.remove(MUTABLE);
    for (String list : new String[] {"initContainers", "containers"}) {
      PodDefaults.each(spec.path(list), container -> container.remove("image"));
    }
    return spec;
  }
}
