package dev.mcpstack.testkit.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.ResourceTypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What the API tells of itself. */
record Discovery(ResourceTypes types) {
  private static final String VERSION = "1.33.0";

  Optional<ObjectNode> answer(String path) {
    return switch (path) {
      case "/version" ->
          Optional.of(
              Json.object()
                  .put("major", "1")
                  .put("minor", "33")
                  .put("gitVersion", "v" + VERSION)
                  .put("platform", "fake"));
      case "/api" -> {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        yield Optional.of(versions);
      }
      case "/apis" -> Optional.of(groups());
      default ->
          path.startsWith("/api/") || path.startsWith("/apis/")
              ? resources(path)
              : Optional.empty();
    };
  }

  private ObjectNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    TreeSet<String> names = new TreeSet<>();
    types.all().stream()
        .map(ResourceType::group)
        .filter(group -> !group.isEmpty())
        .forEach(names::add);
    names.forEach(name -> groups.add(group(name)));
    return list;
  }

  private ObjectNode group(String name) {
    ObjectNode group = Json.object().put("name", name);
    ArrayNode versions = group.putArray("versions");
    TreeSet<String> names = new TreeSet<>();
    types.all().stream()
        .filter(type -> type.group().equals(name))
        .map(ResourceType::version)
        .forEach(names::add);
    for (String version : names) {
      versions.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    group.set("preferredVersion", versions.get(0));
    return group;
  }

  private Optional<ObjectNode> resources(String path) {
    String groupVersion = path.substring(path.indexOf('/', 1) + 1);
    List<ResourceType> found =
        types.all().stream().filter(type -> type.apiVersion().equals(groupVersion)).toList();
    if (found.isEmpty()) {
      return types.all().stream().anyMatch(type -> type.group().equals(groupVersion))
          ? Optional.of(group(groupVersion).put("kind", "APIGroup").put("apiVersion", "v1"))
          : Optional.empty();
    }
    ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    ArrayNode resources = list.put("groupVersion", groupVersion).putArray("resources");
    for (ResourceType type : found) {
      add(resources, type, type.plural());
      if (type.status()) {
        add(resources, type, type.plural() + "/status");
      }
    }
    return Optional.of(list);
  }

  private static void add(ArrayNode resources, ResourceType type, String name) {
    ObjectNode resource = resources.addObject().put("name", name).put("kind", type.kind());
    resource
        .put("singularName", type.kind().toLowerCase(Locale.ROOT))
        .put("namespaced", type.namespaced());
    ArrayNode verbs = resource.putArray("verbs");
    List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
        .forEach(verbs::add);
  }
}
