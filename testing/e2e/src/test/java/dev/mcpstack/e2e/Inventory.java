package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Everything there is, by kind and name, whatever kinds the cluster knows. */
final class Inventory {
  /** Kinds that come and go by themselves, or only show what others are. */
  private static final Set<String> PASSING =
      Set.of("events", "componentstatuses", "nodes", "csinodes", "leasecandidates", "ipaddresses");

  private static final String METRICS = "metrics.k8s.io";

  private final KubernetesClient client;

  Inventory(KubernetesClient client) {
    this.client = client;
  }

  /** Objects of a namespace as {@code deployments.apps/name}. */
  Set<String> ofNamespace(String namespace) {
    Set<String> all = new TreeSet<>();
    for (ResourceDefinitionContext kind : kinds(true)) {
      names(
          kind,
          client.genericKubernetesResources(kind).inNamespace(namespace).list().getItems(),
          all);
    }
    return all;
  }

  /** Objects that belong to no namespace. */
  Set<String> ofCluster() {
    Set<String> all = new TreeSet<>();
    for (ResourceDefinitionContext kind : kinds(false)) {
      names(kind, client.genericKubernetesResources(kind).list().getItems(), all);
    }
    return all;
  }

  /** What is in the second and not in the first. */
  static Set<String> added(Set<String> before, Set<String> after) {
    Set<String> added = new TreeSet<>(after);
    added.removeAll(before);
    return added;
  }

  private static void names(
      ResourceDefinitionContext kind, List<GenericKubernetesResource> objects, Set<String> names) {
    String group =
        kind.getGroup() == null || kind.getGroup().isEmpty() ? "" : "." + kind.getGroup();
    objects.forEach(
        object -> names.add(kind.getPlural() + group + "/" + object.getMetadata().getName()));
  }

  private List<ResourceDefinitionContext> kinds(boolean namespaced) {
    List<String> versions = new ArrayList<>(List.of("v1"));
    client.getApiGroups().getGroups().stream()
        .filter(group -> !group.getName().equals(METRICS))
        .map(APIGroup::getPreferredVersion)
        .forEach(version -> versions.add(version.getGroupVersion()));
    List<ResourceDefinitionContext> kinds = new ArrayList<>();
    for (String version : versions) {
      for (APIResource resource : resources(version)) {
        if (Boolean.TRUE.equals(resource.getNamespaced()) == namespaced && isListed(resource)) {
          kinds.add(
              new ResourceDefinitionContext.Builder()
                  .withGroup(
                      version.contains("/") ? version.substring(0, version.indexOf('/')) : "")
                  .withVersion(version.substring(version.indexOf('/') + 1))
                  .withKind(resource.getKind())
                  .withPlural(resource.getName())
                  .withNamespaced(namespaced)
                  .build());
        }
      }
    }
    return kinds;
  }

  private List<APIResource> resources(String version) {
    try {
      return client.getApiResources(version).getResources();
    } catch (KubernetesClientException _) {
      return List.of(); // An aggregated API whose server is away.
    }
  }

  private static boolean isListed(APIResource resource) {
    return resource.getVerbs().contains("list")
        && !resource.getName().contains("/")
        && !PASSING.contains(resource.getName());
  }
}
