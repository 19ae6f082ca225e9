package dev.mcpstack.operator.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.stack.RolloutStatus;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A namespace in memory. What is applied is kept as the API server would; what controllers and
 * kubelets do happens in {@link #settle}. Its caches are behind only where that is said.
 */
final class MemoryCluster implements Cluster {
  /** When the call that fails does. */
  enum When {
    BEFORE,
    AFTER
  }

  /** The call that was to fail did. */
  static final class Broken extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
  }

  private final Map<String, LiveObject> objects = new TreeMap<>();
  private final Map<String, Map<String, Object>> ours = new TreeMap<>();
  private final Map<String, Finding> refused = new TreeMap<>();
  private final List<String> writes = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final SortedMap<Integer, String> writing = new TreeMap<>();
  private final Map<String, Finding> withheld = new TreeMap<>();
  private final Map<String, LiveObject> unseen = new TreeMap<>();
  private Optional<List<LiveObject>> quotas = Optional.of(List.of());
  private Optional<String> others = Optional.empty();
  private Optional<RolloutStatus> intended = Optional.empty();
  private int made;
  private int calls;
  private int failing;
  private When when = When.BEFORE;

  private static String key(String kind, String name) {
    return kind + " " + name;
  }

  /** The call of this number, from 1 on, fails before or after it took effect. */
  void failAt(int call, When then) {
    failing = call;
    when = then;
  }

  int calls() {
    return calls;
  }

  /** What was written since this was asked last, such as {@code apply Service sales}. */
  List<String> writes() {
    List<String> since = List.copyOf(writes);
    writes.clear();
    return since;
  }

  /** All writes, by the number of their call. */
  SortedMap<Integer, String> writing() {
    return writing;
  }

  private void note(String write) {
    writes.add(write);
    writing.put(calls, write);
  }

  /** What was asked for by name but Secrets, since this was asked last. */
  List<String> asked() {
    List<String> since = List.copyOf(asked);
    asked.clear();
    return since;
  }

  void refuse(String kind, String name) {
    refuse(kind, name, new Finding(Reason.REFUSED, "It is the " + key(kind, name) + ": no."));
  }

  void refuse(String kind, String name, Finding why) {
    refused.put(key(kind, name), why);
  }

  /** Another stack has the host of this kind of route, or has it no longer. */
  void withhold(String kind, Optional<Finding> why) {
    why.ifPresentOrElse(finding -> withheld.put(kind, finding), () -> withheld.remove(kind));
  }

  @Override
  public Map<String, Finding> withheld() {
    return Map.copyOf(withheld);
  }

  /** The quotas of the namespace; nobody may read them if absent. */
  void quotas(Optional<List<LiveObject>> there) {
    quotas = there;
  }

  /** Other stacks' rollouts are in the way, or are so no longer. */
  void others(Optional<String> why) {
    others = why;
  }

  @Override
  public Optional<List<LiveObject>> quotas() {
    asked.add("ResourceQuotas");
    return call(() -> quotas);
  }

  @Override
  public Optional<String> turn() {
    return others;
  }

  void allow(String kind, String name) {
    refused.remove(key(kind, name));
  }

  /** The kinds and names of all objects but pods. */
  List<String> names() {
    return objects.keySet().stream().filter(name -> !name.startsWith("Pod ")).toList();
  }

  Optional<LiveObject> find(String kind, String name) {
    return Optional.ofNullable(objects.get(key(kind, name)));
  }

  LiveObject object(String kind, String name) {
    return find(kind, name).orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  /** Somebody else's object, or a Secret that a stack names. */
  void put(String kind, String name, Map<String, Object> tree) {
    objects.put(key(kind, name), new LiveObject(kind, name, stamped(tree)));
  }

  void putSecret(String name, Map<String, String> values) {
    Map<String, byte[]> bytes = new TreeMap<>();
    values.forEach((key, value) -> bytes.put(key, value.getBytes(UTF_8)));
    putSecret(name, "Opaque", bytes);
  }

  void putSecret(String name, String type, Map<String, byte[]> values) {
    Map<String, Object> data = new TreeMap<>();
    values.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
    put("Secret", name, Map.of("type", type, "data", data));
  }

  void remove(String kind, String name) {
    objects.remove(key(kind, name));
    ours.remove(key(kind, name));
  }

  /** Another manager writes a field that is not ours. */
  void overwrite(String kind, String name, Object value, String... path) {
    Map<String, Object> tree = MemoryTree.with(object(kind, name).tree(), value, path);
    objects.put(key(kind, name), new LiveObject(kind, name, tree));
  }

  /** Another manager writes a field, which is no longer ours then. */
  void seize(String kind, String name, Object value, String... path) {
    LiveObject live = object(kind, name);
    Map<String, Object> tree = MemoryTree.with(live.tree(), value, path);
    String left = Trees.at(managed(tree), "fieldsV1").orElse("") + " but " + String.join(".", path);
    objects.put(key(kind, name), new LiveObject(kind, name, managedBy(tree, left)));
  }

  private static Object managed(Map<String, Object> tree) {
    return Trees.at(tree, "metadata", "managedFields")
        .map(fields -> ((List<?>) fields).getFirst())
        .map(Object.class::cast)
        .orElse(Map.of());
  }

  private static Map<String, Object> managedBy(Map<String, Object> tree, String fields) {
    return MemoryTree.with(
        tree,
        List.of(Map.of("manager", Applied.MANAGER, "operation", "Apply", "fieldsV1", fields)),
        "metadata",
        "managedFields");
  }

  private Map<String, Object> stamped(Map<String, Object> tree) {
    made++;
    return MemoryTree.with(
        MemoryTree.with(tree, "uid-" + made, "metadata", "uid"), 1, "metadata", "generation");
  }

  @Override
  public List<LiveObject> objects() {
    Set<String> watched = Kinds.watchedKinds().map(Kinds::kind).collect(Collectors.toSet());
    return call(() ->
        objects.entrySet().stream()
            .map(entry -> unseen.getOrDefault(entry.getKey(), entry.getValue()))
            .filter(live -> watched.contains(live.kind()))
            .filter(live -> live.label(Labels.STACK).isPresent())
            .toList());
  }

  @Override
  public Optional<LiveObject> get(Manifest manifest) {
    asked.add(key(manifest.kind(), manifest.name()));
    return call(() -> find(manifest.kind(), manifest.name()));
  }

  @Override
  public Optional<Secret> secret(String name) {
    return call(() -> find("Secret", name).map(live -> new Secret(live, values(live))));
  }

  private static Map<String, byte[]> values(LiveObject secret) {
    Map<String, byte[]> values = new TreeMap<>();
    MemoryTree.below(secret.tree(), "data")
        .forEach((key, value) -> values.put(key, Base64.getDecoder().decode((String) value)));
    return values;
  }

  /** What was intended last. */
  Optional<RolloutStatus> intended() {
    return intended;
  }

  /** Somebody wipes the status. */
  void forget() {
    intended = Optional.empty();
  }

  /** Somebody has moved a selector, and the caches are behind. */
  void movesUnseen(String service, String revision) {
    unseen.put(key("Service", service), object("Service", service));
    overwrite("Service", service, revision, "spec", "selector", Labels.REVISION);
  }

  @Override
  public void intend(RolloutStatus rollout) {
    call(() -> {
      note("intend " + rollout.phase());
      intended = Optional.of(rollout);
      return rollout;
    });
  }

  @Override
  public LiveObject apply(Manifest manifest) {
    return call(() -> {
      String key = key(manifest.kind(), manifest.name());
      Finding why = refused.get(key);
      if (why != null) {
        throw new Refusal(why);
      }
      note("apply " + key);
      Map<String, Object> former = ours.getOrDefault(key, Map.of());
      LiveObject before = objects.get(key);
      Map<String, Object> live = before == null ? stamped(Map.of()) : before.tree();
      Map<String, Object> tree = MemoryTree.applied(live, former, manifest.tree());
      if (before != null
          && !MemoryTree.below(live, "spec").equals(MemoryTree.below(tree, "spec"))) {
        long generation = before.number("metadata", "generation") + 1;
        tree = MemoryTree.with(tree, generation, "metadata", "generation");
      }
      LiveObject after =
          new LiveObject(
              manifest.kind(), manifest.name(), managedBy(tree, manifest.tree().toString()));
      ours.put(key, manifest.tree());
      objects.put(key, after);
      return after;
    });
  }

  @Override
  public void delete(LiveObject object) {
    call(() -> {
      String key = key(object.kind(), object.name());
      note("delete " + key);
      if (find(object.kind(), object.name())
          .filter(l -> l.uid().equals(object.uid()))
          .isPresent()) {
        remove(object.kind(), object.name());
        objects.values().removeIf(live -> live.isOwnedBy(object.uid()));
      }
      return key;
    });
  }

  private <T> T call(Supplier<T> effect) {
    calls++;
    if (calls == failing && when == When.BEFORE) {
      throw new Broken();
    }
    T answer = effect.get();
    if (calls == failing) {
      throw new Broken();
    }
    return answer;
  }

  /** Every Deployment and StatefulSet gets its pods, which can answer. */
  void settle() {
    for (LiveObject live : List.copyOf(objects.values())) {
      if (live.kind().equals("Deployment") || live.kind().equals("StatefulSet")) {
        settle(live);
      }
    }
  }

  /** A Job is over, in a pod of its that says this. */
  void ends(String job, String condition, String message) {
    LiveObject live = object("Job", job);
    overwrite(
        "Job", job, List.of(Map.of("type", condition, "status", "True")), "status", "conditions");
    Object labels = Trees.at(live.tree(), "metadata", "labels").orElse("");
    putOwned("Pod", job + "-0", labels, live);
    Map<String, Object> state = Map.of("terminated", Map.of("exitCode", 1, "message", message));
    overwrite(
        "Pod",
        job + "-0",
        List.of(Map.of("name", "doctor", "state", state)),
        "status",
        "containerStatuses");
  }

  private void settle(LiveObject workload) {
    long wanted =
        Trees.at(workload.tree(), "spec", "replicas").map(n -> ((Number) n).longValue()).orElse(1L);
    Map<String, Object> status =
        Map.of(
            "observedGeneration",
            workload.number("metadata", "generation"),
            "replicas",
            wanted,
            "updatedReplicas",
            wanted,
            "readyReplicas",
            wanted);
    objects.put(
        key(workload.kind(), workload.name()),
        new LiveObject(
            workload.kind(), workload.name(), MemoryTree.with(workload.tree(), status, "status")));
    objects.values().removeIf(live -> live.kind().equals("Pod") && live.isOwnedBy(workload.uid()));
    Object labels = Trees.at(workload.tree(), "spec", "template", "metadata", "labels").orElse("");
    for (int i = 0; i < wanted; i++) {
      putOwned("Pod", workload.name() + "-" + i, labels, workload);
    }
    if (workload.kind().equals("StatefulSet")) {
      Object own = Trees.at(workload.tree(), "metadata", "labels").orElse("");
      putOwned("ControllerRevision", workload.name() + "-0", own, workload);
    }
  }

  private void putOwned(String kind, String name, Object labels, LiveObject owner) {
    put(
        kind,
        name,
        Map.of(
            "metadata",
            Map.of("labels", labels, "ownerReferences", List.of(Map.of("uid", owner.uid())))));
  }
}
