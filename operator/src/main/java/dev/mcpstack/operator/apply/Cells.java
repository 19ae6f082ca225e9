package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.health.CellHealth;
import dev.mcpstack.operator.model.Cell;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.model.RevisionManifest;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.observe.Trouble;
import dev.mcpstack.operator.observe.Workload;
import dev.mcpstack.operator.rollout.CellView;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import dev.mcpstack.stack.CellStatus;
import dev.mcpstack.stack.ServerStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The revisions of a stack as they are in the cluster: those that are kept, and those with pods.
 */
final class Cells {
  private final StackInput asked;
  private final Observed observed;
  private final Checks checks;
  private final Map<Integer, CellHealth> health;
  private final String asksFor;
  private final Map<Integer, LiveObject> revisions;
  private final Map<Integer, List<LiveObject>> deployments = new TreeMap<>();
  private final Map<Integer, List<Manifest>> releases = new HashMap<>();

  /**
   * Those of a stack. What a revision holds is applied, so one that somebody else has made is none.
   *
   * @param checks what is known of their checks
   * @param health how calls fare on them, as far as is known
   * @param ours whether an object is the stack's
   */
  Cells(
      StackInput asked,
      Observed observed,
      Checks checks,
      Map<Integer, CellHealth> health,
      Predicate<LiveObject> ours) {
    this.asked = asked;
    this.asksFor = ReleaseIdentity.of(asked);
    this.health = health;
    this.checks = checks;
    this.observed = observed;
    this.revisions = Revisions.of(observed, ours);
    observed
        .ofKind("Deployment")
        .filter(ours)
        .filter(live -> live.text("metadata", "deletionTimestamp").isEmpty())
        .forEach(live ->
            number(live.label(Labels.REVISION))
                .ifPresent(number ->
                    deployments.computeIfAbsent(number, _ -> new ArrayList<>()).add(live)));
  }

  /** The revision in the selector: the truth about what serves. Else somebody has broken it. */
  OptionalInt selected() {
    return observed
        .find("Service", asked.names().endpoint())
        .map(Cells::selected)
        .orElse(OptionalInt.empty());
  }

  /** The revision in the selector of a Service. */
  static OptionalInt selected(LiveObject service) {
    return number(service.text("spec", "selector", Labels.REVISION));
  }

  private static OptionalInt number(Optional<String> text) {
    return text.filter(digits -> digits.matches("[0-9]{1,9}"))
        .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
        .orElse(OptionalInt.empty());
  }

  /** The releases that are kept, by number. */
  Map<Integer, LiveObject> revisions() {
    return revisions;
  }

  boolean isKept(int number) {
    return revisions.containsKey(number);
  }

  /** Whether anything of a cell is there that has pods or is to have some. */
  boolean isPresent(int number) {
    return deployments.containsKey(number);
  }

  /** The revisions of which anything is there that has pods. */
  Set<Integer> present() {
    return deployments.keySet();
  }

  /** What a kept revision holds, unpacked once a look. */
  List<Manifest> release(int number) {
    return releases.computeIfAbsent(
        number,
        _ ->
            Optional.ofNullable(revisions.get(number))
                .map(live -> RevisionManifest.release(data(live)))
                .orElse(List.of()));
  }

  /** What it was made from; empty if that is not known. */
  String identity(int number) {
    return Optional.ofNullable(revisions.get(number))
        .flatMap(live -> Trees.at(data(live), RevisionManifest.IDENTITY))
        .map(String::valueOf)
        .orElse("");
  }

  /** The specification that it was made from, as far as pods depend on it; empty if unknown. */
  Map<?, ?> spec(int number) {
    return Optional.ofNullable(revisions.get(number))
        .<Map<?, ?>>map(live -> RevisionManifest.spec(data(live)))
        .orElse(Map.of());
  }

  private static Map<?, ?> data(LiveObject revision) {
    return Trees.at(revision.tree(), "data").map(data -> (Map<?, ?>) data).orElse(Map.of());
  }

  /** The pods that a cell has, which may be others than the stack asks for now. */
  List<PodRole> roles(int number) {
    List<PodRole> rendered = Cell.podRoles(release(number));
    if (!rendered.isEmpty()) {
      return rendered;
    }
    List<PodRole> live =
        deployments.getOrDefault(number, List.of()).stream()
            .flatMap(deployment -> deployment.label(Labels.ROLE).flatMap(PodRole::of).stream())
            .toList();
    return live.isEmpty() ? asked.podRoles() : live;
  }

  /** How far the pods of a role are. */
  Workload workload(int number, PodRole role) {
    return observed
        .find("Deployment", role.deployment(asked.names(number)))
        .map(Workload::of)
        .orElse(Workload.ABSENT);
  }

  /** All revisions as a decision needs them. */
  Map<Integer, CellView> views() {
    Set<Integer> numbers = new TreeSet<>(revisions.keySet());
    numbers.addAll(deployments.keySet());
    return numbers.stream().collect(Collectors.toMap(number -> number, this::view));
  }

  private CellView view(int number) {
    boolean serving =
        roles(number).stream()
            .anyMatch(role -> role.isEndpoint() && workload(number, role).ready() > 0);
    Optional<Finding> trouble = trouble(number);
    boolean complete = isComplete(number);
    CellHealth known = health.getOrDefault(number, CellHealth.UNKNOWN);
    return new CellView(
        number,
        identity(number),
        isPresent(number),
        complete,
        serving,
        trouble.filter(each -> each.reason() == Reason.POD_CRASHES).map(Finding::message),
        trouble.map(Finding::message).orElseGet(() -> waiting(servers(number))),
        checks.of(number),
        known.health(),
        known.held());
  }

  /** What keeps pods of a cell from getting ready. */
  private Optional<Finding> trouble(int number) {
    return Trouble.first(observed.of(number));
  }

  /** Whether all of its servers are there and can answer, and are enough to take over. */
  private boolean isComplete(int number) {
    return roles(number).stream()
        .allMatch(role -> {
          Workload there = workload(number, role);
          // What was seen is from before this look: a server that is to have pods again has none.
          return there.complete()
              && (asked.spec().suspended()
                  || (there.wanted() > 0 && there.ready() >= enough(number, role)));
        });
  }

  /** With how many pods a server can take over: an autoscaled one has as many as serve now. */
  private int enough(int number, PodRole role) {
    OptionalInt serving = selected();
    boolean asksForIt = asked.podRoles().contains(role) && identity(number).equals(asksFor);
    return asksForIt && serving.isPresent() && serving.getAsInt() != number
        ? asked
            .pods(role)
            .autoscaling()
            .map(scaling ->
                Math.clamp(
                    workload(serving.getAsInt(), role).ready(),
                    scaling.minReplicas(),
                    scaling.maxReplicas()))
            .orElse(0)
        : 0;
  }

  /** How many pods of each role can answer, in a sentence. */
  static String waiting(Stream<ServerStatus> servers) {
    return servers
        .map(server -> server.role() + " " + server.ready() + " of " + server.replicas())
        .collect(Collectors.joining(", ", "Ready are: ", "."));
  }

  private Stream<ServerStatus> servers(int number) {
    return roles(number).stream().map(role -> workload(number, role).status(role.text()));
  }

  /** For the status of the stack. */
  CellStatus status(int number) {
    String release =
        Optional.ofNullable(revisions.get(number))
            .map(live -> RevisionManifest.images(data(live)))
            .orElse(asked.release());
    return new CellStatus(number, CellStatus.Colour.of(number), release, servers(number).toList());
  }
}
