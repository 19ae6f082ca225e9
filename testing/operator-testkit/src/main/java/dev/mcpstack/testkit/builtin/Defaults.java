package dev.mcpstack.testkit.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What the API server fills in and assigns, for the kinds that operators make. */
public final class Defaults {
  private final AtomicInteger addresses = new AtomicInteger(10);
  private final String services;

  /** Those of a cluster whose Services have addresses that begin with these two numbers. */
  public Defaults(String services) {
    this.services = services;
  }

  /** Fills {@code next} in; what was assigned once stays. */
  public void fill(Optional<ObjectNode> old, ObjectNode next) {
    boolean created = old.isEmpty();
    switch (Json.text(next, "kind")) {
      case "Deployment" -> deployment(next);
      case "StatefulSet" -> statefulSet(next);
      case "ReplicaSet" -> {
        Json.putIfAbsent(Json.child(next, "spec"), "replicas", 1);
        PodDefaults.template(next);
      }
      case "DaemonSet" -> PodDefaults.template(next);
      case "Job" -> job(next);
      case "CronJob" -> cronJob(next);
      case "Pod" -> pod(next, created);
      case "Service" -> service(old, next);
      case "PersistentVolumeClaim" -> {
        Json.putIfAbsent(Json.child(next, "spec"), "volumeMode", "Filesystem");
        initial(next, created, "phase", "Pending");
      }
      case "Secret" -> secret(next);
      case "HorizontalPodAutoscaler" ->
          Json.putIfAbsent(Json.child(next, "spec"), "minReplicas", 1);
      case "NetworkPolicy" -> networkPolicy(next);
      case "Namespace" -> {
        if (created) {
          Json.list(Json.child(next, "spec"), "finalizers").removeAll().add("kubernetes");
        }
        initial(next, created, "phase", "Active");
        Json.child(next, "metadata", "labels")
            .put("kubernetes.io/metadata.name", Json.text(next, "metadata", "name"));
      }
      case "RoleBinding", "ClusterRoleBinding" ->
          Json.putIfAbsent(Json.child(next, "roleRef"), "apiGroup", "rbac.authorization.k8s.io");
      default -> {}
    }
  }

  private static void initial(ObjectNode next, boolean created, String field, String value) {
    if (created) {
      Json.child(next, "status").put(field, value);
    }
  }

  private static void deployment(ObjectNode next) {
    ObjectNode spec = Json.child(next, "spec");
    Json.putIfAbsent(spec, "replicas", 1);
    Json.putIfAbsent(spec, "revisionHistoryLimit", 10);
    Json.putIfAbsent(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = Json.child(spec, "strategy");
    Json.putIfAbsent(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      ObjectNode rolling = Json.child(strategy, "rollingUpdate");
      Json.putIfAbsent(rolling, "maxUnavailable", "25%");
      Json.putIfAbsent(rolling, "maxSurge", "25%");
    }
    PodDefaults.template(next);
  }

  private static void statefulSet(ObjectNode next) {
    ObjectNode spec = Json.child(next, "spec");
    Json.putIfAbsent(spec, "replicas", 1);
    Json.putIfAbsent(spec, "revisionHistoryLimit", 10);
    Json.putIfAbsent(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = Json.child(spec, "updateStrategy");
    Json.putIfAbsent(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      Json.putIfAbsent(Json.child(strategy, "rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = Json.child(spec, "persistentVolumeClaimRetentionPolicy");
    Json.putIfAbsent(retention, "whenDeleted", "Retain");
    Json.putIfAbsent(retention, "whenScaled", "Retain");
    PodDefaults.each(
        spec.path("volumeClaimTemplates"),
        claim -> {
          claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
          Json.putIfAbsent(Json.child(claim, "spec"), "volumeMode", "Filesystem");
          Json.child(claim, "status").put("phase", "Pending");
        });
    PodDefaults.template(next);
  }

  private static void job(ObjectNode next) {
    ObjectNode spec = Json.child(next, "spec");
    Json.putIfAbsent(spec, "backoffLimit", 6);
    Json.putIfAbsent(spec, "completions", 1);
    Json.putIfAbsent(spec, "parallelism", 1);
    Json.putIfAbsent(spec, "completionMode", "NonIndexed");
    Json.putIfAbsent(spec, "suspend", Json.MAPPER.getNodeFactory().booleanNode(false));
    String uid = Json.text(next, "metadata", "uid");
    ObjectNode labels = Json.child(spec, "template", "metadata", "labels");
    Json.putIfAbsent(labels, "batch.kubernetes.io/controller-uid", uid);
    Json.putIfAbsent(labels, "batch.kubernetes.io/job-name", Json.text(next, "metadata", "name"));
    Json.putIfAbsent(
        Json.child(spec, "selector", "matchLabels"), "batch.kubernetes.io/controller-uid", uid);
    PodDefaults.template(next);
  }

  private static void cronJob(ObjectNode next) {
    ObjectNode spec = Json.child(next, "spec");
    Json.putIfAbsent(spec, "concurrencyPolicy", "Allow");
    Json.putIfAbsent(spec, "suspend", Json.MAPPER.getNodeFactory().booleanNode(false));
    Json.putIfAbsent(spec, "successfulJobsHistoryLimit", 3);
    Json.putIfAbsent(spec, "failedJobsHistoryLimit", 1);
    if (spec.path("jobTemplate") instanceof ObjectNode template) {
      PodDefaults.template(template);
    }
  }

  private static void pod(ObjectNode next, boolean created) {
    ObjectNode spec = Json.child(next, "spec");
    PodDefaults.spec(spec);
    Json.putIfAbsent(spec, "serviceAccountName", "default");
    Json.putIfAbsent(spec, "serviceAccount", Json.text(spec, "serviceAccountName"));
    PodDefaults.each(
        spec.path("containers"),
        container -> {
          ObjectNode resources = Json.child(container, "resources");
          resources
              .path("limits")
              .properties()
              .forEach(limit ->
                  Json.putIfAbsent(
                      Json.child(resources, "requests"), limit.getKey(), limit.getValue()));
        });
    initial(next, created, "phase", "Pending");
  }

  private void service(Optional<ObjectNode> old, ObjectNode next) {
    ObjectNode spec = Json.child(next, "spec");
    Json.putIfAbsent(spec, "type", "ClusterIP");
    Json.putIfAbsent(spec, "sessionAffinity", "None");
    PodDefaults.each(
        spec.path("ports"),
        port -> {
          Json.putIfAbsent(port, "protocol", "TCP");
          Json.putIfAbsent(port, "targetPort", port.path("port"));
        });
    if (Json.text(spec, "type").equals("ExternalName")) {
      return;
    }
    Json.putIfAbsent(spec, "internalTrafficPolicy", "Cluster");
    Json.putIfAbsent(spec, "ipFamilies", Json.array().add("IPv4"));
    Json.putIfAbsent(spec, "ipFamilyPolicy", "SingleStack");
    JsonNode present =
        old.map(object -> Json.at(object, "spec", "clusterIP")).orElse(Json.at(spec, "clusterIP"));
    if (Json.text(spec, "clusterIP").isEmpty()) {
      spec.put("clusterIP", present.asText("").isEmpty() ? address() : present.asText());
    }
    Json.putIfAbsent(spec, "clusterIPs", Json.array().add(Json.text(spec, "clusterIP")));
    old.map(object -> object.path("status"))
        .filter(JsonNode::isObject)
        .or(() -> Optional.of(loadBalancer()))
        .ifPresent(status -> Json.putIfAbsent(next, "status", status));
  }

  private static ObjectNode loadBalancer() {
    ObjectNode status = Json.object();
    status.putObject("loadBalancer");
    return status;
  }

  private String address() {
    int number = addresses.incrementAndGet();
    return "%s.%d.%d".formatted(services, number / 250, number % 250 + 1);
  }

  private static void secret(ObjectNode next) {
    Json.putIfAbsent(next, "type", "Opaque");
    if (next.remove("stringData") instanceof ObjectNode plain) {
      ObjectNode data = Json.child(next, "data");
      plain
          .properties()
          .forEach(entry ->
              data.put(
                  entry.getKey(),
                  Base64.getEncoder()
                      .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static void networkPolicy(ObjectNode next) {
    ObjectNode spec = Json.child(next, "spec");
    if (!spec.has("policyTypes")) {
      Json.list(spec, "policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        Json.list(spec, "policyTypes").add("Egress");
      }
    }
    for (String direction : new String[] {"ingress", "egress"}) {
      PodDefaults.each(
          spec.path(direction),
          rule ->
              PodDefaults.each(
                  rule.path("ports"), port -> Json.putIfAbsent(port, "protocol", "TCP")));
    }
  }
}
