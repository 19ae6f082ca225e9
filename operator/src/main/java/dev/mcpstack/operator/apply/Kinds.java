package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Manifest;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of objects that a stack is made of.
 *
 * @param apiVersion of the kind
 * @param kind its name
 * @param plural its name in addresses
 * @param watched whether the operator is told of changes; Secrets are only ever asked for by name
 */
public record Kinds(String apiVersion, String kind, String plural, boolean watched) {
  private static final List<Kinds> ALL =
      List.of(
          new Kinds("v1", "ConfigMap", "configmaps", true),
          new Kinds("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
          new Kinds("v1", "Pod", "pods", true),
          new Kinds("v1", "Secret", "secrets", false),
          new Kinds("v1", "Service", "services", true),
          new Kinds("v1", "ServiceAccount", "serviceaccounts", true),
          new Kinds("apps/v1", "ControllerRevision", "controllerrevisions", true),
          new Kinds("apps/v1", "Deployment", "deployments", true),
          new Kinds("apps/v1", "StatefulSet", "statefulsets", true),
          new Kinds("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
          new Kinds("batch/v1", "Job", "jobs", true),
          new Kinds("networking.k8s.io/v1", "Ingress", "ingresses", true),
          new Kinds("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true),
          new Kinds("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
          new Kinds("cert-manager.io/v1", "Certificate", "certificates", false),
          new Kinds("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes", false),
          new Kinds("monitoring.coreos.com/v1", "ServiceMonitor", "servicemonitors", false));

  private static final Map<String, Kinds> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Kinds::kind, kind -> kind));

  /** Those that are watched. */
  public static Stream<Kinds> watchedKinds() {
    return ALL.stream().filter(Kinds::watched);
  }

  /** That of a manifest. */
  static Kinds of(Manifest manifest) {
    return of(manifest.kind());
  }

  static Kinds of(String kind) {
    Kinds found = BY_NAME.get(kind);
    if (found == null) {
      throw new IllegalArgumentException("no stack is made of a " + kind);
    }
    return found;
  }

  /** Its API group; empty for that of the core. */
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** The version of its API. */
  public String version() {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group())
        .withVersion(version())
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
