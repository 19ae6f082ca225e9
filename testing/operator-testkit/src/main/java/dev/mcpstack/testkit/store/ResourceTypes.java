package dev.mcpstack.testkit.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The resources that are served: those of every cluster, and those of installed definitions. */
public final class ResourceTypes {
  private static final String BUILT_IN =
      """
      ""/v1: namespaces=Namespace:cs pods=Pod:s services=Service:s endpoints=Endpoints configmaps=ConfigMap
      ""/v1: secrets=Secret serviceaccounts=ServiceAccount persistentvolumeclaims=PersistentVolumeClaim:s
      ""/v1: persistentvolumes=PersistentVolume:cs events=Event nodes=Node:cs resourcequotas=ResourceQuota:s
      ""/v1: limitranges=LimitRange
      apps/v1: deployments=Deployment:sxg replicasets=ReplicaSet:sxg statefulsets=StatefulSet:sxg
      apps/v1: daemonsets=DaemonSet:sg controllerrevisions=ControllerRevision
      batch/v1: jobs=Job:sg cronjobs=CronJob:sg
      autoscaling/v2: horizontalpodautoscalers=HorizontalPodAutoscaler:s
      policy/v1: poddisruptionbudgets=PodDisruptionBudget:sg
      networking.k8s.io/v1: networkpolicies=NetworkPolicy:g ingresses=Ingress:sg ingressclasses=IngressClass:cg
      discovery.k8s.io/v1: endpointslices=EndpointSlice
      coordination.k8s.io/v1: leases=Lease
      events.k8s.io/v1: events=Event
      rbac.authorization.k8s.io/v1: roles=Role rolebindings=RoleBinding clusterroles=ClusterRole:c
      rbac.authorization.k8s.io/v1: clusterrolebindings=ClusterRoleBinding:c
      storage.k8s.io/v1: storageclasses=StorageClass:c
      scheduling.k8s.io/v1: priorityclasses=PriorityClass:c
      apiextensions.k8s.io/v1: customresourcedefinitions=CustomResourceDefinition:csg
      """;

  private final Map<String, ResourceType> types = new ConcurrentSkipListMap<>();

  public ResourceTypes() {
    BUILT_IN.lines().forEach(this::addLine);
  }

  private void addLine(String line) {
    int colon = line.indexOf(": ");
    List<String> groupVersion = List.of(line.substring(0, colon).replace("\"", "").split("/", -1));
    for (String entry : line.substring(colon + 2).split(" ", -1)) {
      List<String> parts = List.of(entry.split("[=:]", -1));
      String flags = parts.size() > 2 ? parts.get(2) : "";
      add(
          new ResourceType(
              groupVersion.get(0),
              groupVersion.get(1),
              parts.get(0),
              parts.get(1),
              !flags.contains("c"),
              flags.contains("s"),
              flags.contains("x"),
              flags.contains("g")));
    }
  }

  public void add(ResourceType type) {
    types.put(key(type.group(), type.version(), type.plural()), type);
  }

  public void remove(ResourceType type) {
    types.remove(key(type.group(), type.version(), type.plural()));
  }

  public Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(types.get(key(group, version, plural)));
  }

  public Collection<ResourceType> all() {
    return types.values();
  }

  /** The type of a manifest, by its kind. */
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return types.values().stream()
        .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /** A type by its plural name: those of every cluster are unique by it, save events. */
  public ResourceType named(String plural) {
    return types.values().stream()
        .filter(type -> type.plural().equals(plural))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no resource is called " + plural));
  }

  private static String key(String group, String version, String plural) {
    return group + "/" + version + "/" + plural;
  }
}
