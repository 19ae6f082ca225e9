package dev.mcpstack.testkit.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.function.Consumer;

/** What the API server fills into the specification of a pod. */
final class PodDefaults {
  private static final int MODE_0644 = 420;

  private PodDefaults() {}

  static void template(ObjectNode workload) {
    if (workload.path("spec").path("template") instanceof ObjectNode template) {
      spec(Json.child(template, "spec"));
    }
  }

  static void spec(ObjectNode spec) {
    Json.putIfAbsent(spec, "restartPolicy", "Always");
    Json.putIfAbsent(spec, "dnsPolicy", "ClusterFirst");
    Json.putIfAbsent(spec, "schedulerName", "default-scheduler");
    Json.putIfAbsent(spec, "terminationGracePeriodSeconds", 30);
    Json.putIfAbsent(spec, "securityContext", Json.object());
    if (spec.has("serviceAccountName")) {
      spec.set("serviceAccount", spec.get("serviceAccountName"));
    }
    each(spec.path("containers"), PodDefaults::container);
    each(spec.path("initContainers"), PodDefaults::container);
    each(spec.path("volumes"), PodDefaults::volume);
  }

  private static void container(ObjectNode container) {
    Json.putIfAbsent(container, "terminationMessagePath", "/dev/termination-log");
    Json.putIfAbsent(container, "terminationMessagePolicy", "File");
    Json.putIfAbsent(container, "imagePullPolicy", pullPolicy(Json.text(container, "image")));
    Json.putIfAbsent(container, "resources", Json.object());
    each(container.path("ports"), port -> Json.putIfAbsent(port, "protocol", "TCP"));
    for (String name : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
      if (container.path(name) instanceof ObjectNode probe) {
        probe(probe);
      }
    }
    for (String hook : new String[] {"preStop", "postStart"}) {
      if (Json.at(container, "lifecycle", hook, "httpGet") instanceof ObjectNode get) {
        httpGet(get);
      }
    }
    each(
        container.path("env"),
        variable -> {
          if (Json.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode reference) {
            Json.putIfAbsent(reference, "apiVersion", "v1");
          }
        });
  }

  private static String pullPolicy(String image) {
    if (image.contains("@")) {
      return "IfNotPresent";
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    return last.contains(":") && !last.endsWith(":latest") ? "IfNotPresent" : "Always";
  }

  private static void probe(ObjectNode probe) {
    Json.putIfAbsent(probe, "timeoutSeconds", 1);
    Json.putIfAbsent(probe, "periodSeconds", 10);
    Json.putIfAbsent(probe, "successThreshold", 1);
    Json.putIfAbsent(probe, "failureThreshold", 3);
    if (probe.path("httpGet") instanceof ObjectNode get) {
      httpGet(get);
    }
    if (probe.path("grpc") instanceof ObjectNode grpc) {
      Json.putIfAbsent(grpc, "service", "");
    }
  }

  private static void httpGet(ObjectNode get) {
    Json.putIfAbsent(get, "path", "/");
    Json.putIfAbsent(get, "scheme", "HTTP");
  }

  private static void volume(ObjectNode volume) {
    for (String source : new String[] {"configMap", "secret", "projected", "downwardAPI"}) {
      if (volume.path(source) instanceof ObjectNode mounted) {
        Json.putIfAbsent(mounted, "defaultMode", MODE_0644);
      }
    }
    each(
        Json.at(volume, "projected", "sources"),
        source -> {
          if (source.path("serviceAccountToken") instanceof ObjectNode token) {
            Json.putIfAbsent(token, "expirationSeconds", 3600);
          }
        });
  }

  static void each(JsonNode list, Consumer<ObjectNode> action) {
    for (JsonNode item : list) {
      if (item instanceof ObjectNode object) {
        action.accept(object);
      }
    }
  }
}
