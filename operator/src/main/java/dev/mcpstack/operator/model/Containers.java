package dev.mcpstack.operator.model;

import dev.mcpstack.stack.EnvSpec;
import dev.mcpstack.stack.ResourcesSpec;
import java.util.List;
import java.util.Map;

/** What containers of all kinds share. */
final class Containers {
  /** The user of all images, which is nobody's elsewhere. */
  static final int USER = 10001;

  private Containers() {}

  /** What the restricted Pod Security Standard wants of a pod. */
  static Map<String, Object> podSecurity() {
    return Tree.of(
        "runAsNonRoot",
        true,
        "runAsUser",
        USER,
        "runAsGroup",
        USER,
        "fsGroup",
        USER,
        "fsGroupChangePolicy",
        "OnRootMismatch",
        "seccompProfile",
        Tree.of("type", "RuntimeDefault"));
  }

  /** And of a container. */
  static Map<String, Object> security() {
    return Tree.of(
        "allowPrivilegeEscalation",
        false,
        "readOnlyRootFilesystem",
        true,
        "capabilities",
        Tree.of("drop", List.of("ALL")));
  }

  /** What a person asks for, and for what he does not the default. */
  static Map<String, Object> resources(ResourcesSpec asked, ResourcesSpec standard) {
    return Tree.of(
        "requests",
        Tree.merged(standard.requests(), asked.requests()),
        "limits",
        Tree.merged(standard.limits(), asked.limits()));
  }

  /** A probe over HTTP. */
  static Map<String, Object> httpProbe(String path, int periodSeconds, int failures) {
    return Tree.of(
        "httpGet",
        Tree.of("path", path, "port", "management", "scheme", "HTTP"),
        "periodSeconds",
        periodSeconds,
        "timeoutSeconds",
        3,
        "failureThreshold",
        failures);
  }

  static Map<String, Object> port(String name, int port) {
    return Tree.of("name", name, "containerPort", port, "protocol", "TCP");
  }

  static Map<String, Object> variable(EnvSpec variable) {
    return Tree.of(
        "name",
        variable.name(),
        "value",
        variable.value(),
        "valueFrom",
        variable
            .secretKeyRef()
            .map(key -> Tree.of("secretKeyRef", Tree.of("name", key.name(), "key", key.key()))));
  }
}
