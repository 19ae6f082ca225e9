package dev.mcpstack.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.apply.BuiltInShape;
import dev.mcpstack.testkit.apply.Shape;
import dev.mcpstack.testkit.builtin.Checks;
import dev.mcpstack.testkit.builtin.Defaults;
import dev.mcpstack.testkit.builtin.Names;
import dev.mcpstack.testkit.builtin.PodGrace;
import dev.mcpstack.testkit.builtin.Quotas;
import dev.mcpstack.testkit.schema.CustomKind;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Kinds;
import dev.mcpstack.testkit.store.ObjectKey;
import dev.mcpstack.testkit.store.ObjectStore;
import dev.mcpstack.testkit.store.Problems;
import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.ResourceTypes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The kinds of this cluster: those of every cluster and those whose definitions were created. */
final class ClusterKinds implements Kinds {
  private static final String DEFINITIONS = "customresourcedefinitions";
  private final ResourceTypes types;
  private final ObjectStore store;
  private final Clock clock;
  private final Defaults defaults;
  private final boolean graceful;
  private final Quotas quotas;
  private final Map<ResourceType, CustomKind> custom = new ConcurrentHashMap<>();

  /**
   * Kinds of a cluster.
   *
   * @param services the first two numbers of the addresses of Services, such as 10.96
   * @param graceful whether pods take their time to end
   */
  ClusterKinds(
      ResourceTypes types, ObjectStore store, Clock clock, String services, boolean graceful) {
    this.defaults = new Defaults(services);
    this.graceful = graceful;
    this.types = types;
    this.store = store;
    this.clock = clock;
    this.quotas = new Quotas(store, types);
  }

  @Override
  public Shape shape(ResourceType type) {
    CustomKind kind = custom.get(type);
    return kind == null ? BuiltInShape.of(type.kind()) : kind.shape();
  }

  @Override
  public void checkApplied(ResourceType type, ObjectNode config) {
    Optional.ofNullable(custom.get(type)).ifPresent(kind -> kind.refuseUnknown(config));
  }

  @Override
  public void complete(ResourceType type, Optional<ObjectNode> old, ObjectNode next) {
    CustomKind kind = custom.get(type);
    if (kind != null) {
      kind.complete(next);
      return;
    }
    Json.dropNulls(next);
    defaults.fill(old, next);
    if (type.plural().equals(DEFINITIONS) && old.isEmpty()) {
      establish(next);
    }
  }

  private void establish(ObjectNode definition) {
    ObjectNode status = Json.child(definition, "status");
    status.set("acceptedNames", Json.at(definition, "spec", "names").deepCopy());
    Json.at(definition, "spec", "versions")
        .forEach(version -> Json.list(status, "storedVersions").add(version.path("name").asText()));
    for (String condition : List.of("NamesAccepted", "Established")) {
      status
          .withArray("conditions")
          .addObject()
          .put("type", condition)
          .put("status", "True")
          .put("reason", condition.equals("Established") ? "InitialNamesAccepted" : "NoConflicts")
          .put("message", "the initial names have been accepted")
          .put("lastTransitionTime", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  @Override
  public List<ApiException.Cause> problems(
      ResourceType type, Optional<ObjectNode> old, ObjectNode next) {
    Problems problems = new Problems();
    Names.check(type, next, problems);
    Checks.check(old, next, problems);
    Optional.ofNullable(custom.get(type)).ifPresent(kind -> kind.check(old, next, problems));
    if (type.plural().equals(DEFINITIONS)) {
      CustomKind.checkDefinition(next, problems);
    }
    return problems.causes();
  }

  @Override
  public void admit(ResourceType type, ObjectNode next) {
    quotas.admit(type, next);
  }

  @Override
  public int graceSeconds(ResourceType type, ObjectNode object) {
    return graceful && type.plural().equals("pods") ? PodGrace.seconds(object) : 0;
  }

  @Override
  public void stored(ResourceType type, ObjectNode object) {
    if (type.plural().equals(DEFINITIONS)) {
      withdraw(object);
      CustomKind.of(object)
          .forEach(kind -> {
            custom.put(kind.type(), kind);
            types.add(kind.type());
          });
    }
  }

  @Override
  public void removed(ResourceType type, ObjectNode object) {
    if (type.plural().equals(DEFINITIONS)) {
      withdraw(object);
      String resource = Json.text(object, "metadata", "name");
      Map<ObjectKey, ObjectNode> all = store.all();
      all.forEach((key, orphan) -> {
        if (key.resource().equals(resource)) {
          store.remove(key, orphan);
        }
      });
    }
  }

  private void withdraw(ObjectNode definition) {
    String resource = Json.text(definition, "metadata", "name");
    custom.keySet().stream()
        .filter(type -> type.qualified().equals(resource))
        .toList()
        .forEach(type -> {
          custom.remove(type);
          types.remove(type);
        });
  }
}
