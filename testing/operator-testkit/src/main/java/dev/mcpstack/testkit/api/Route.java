package dev.mcpstack.testkit.api;

import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.ResourceTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads.
 *
 * @param namespace empty for the whole cluster
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
record Route(ResourceType type, String namespace, String name, String subresource) {

  static Optional<Route> of(String path, ResourceTypes types) {
    List<String> parts =
        new ArrayList<>(Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList());
    boolean core = parts.size() >= 3 && parts.getFirst().equals("api");
    if (!core && !(parts.size() >= 4 && parts.getFirst().equals("apis"))) {
      return Optional.empty();
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(core ? 1 : 2);
    List<String> rest = parts.subList(core ? 2 : 3, parts.size());
    String namespace = "";
    if (rest.size() > 2 && rest.getFirst().equals("namespaces") && !isOfNamespace(rest.get(2))) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    String plural = rest.getFirst();
    String name = rest.size() > 1 ? rest.get(1) : "";
    String subresource = rest.size() > 2 ? rest.get(2) : "";
    String where = namespace;
    return types
        .find(group, version, plural)
        .map(type -> new Route(type, where, name, subresource));
  }

  private static boolean isOfNamespace(String part) {
    return part.equals("status") || part.equals("finalize");
  }

  String resource() {
    return subresource.isEmpty() ? type.plural() : type.plural() + "/" + subresource;
  }
}
