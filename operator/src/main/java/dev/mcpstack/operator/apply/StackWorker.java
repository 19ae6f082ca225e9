package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Cell;
import dev.mcpstack.operator.model.CoupledScaling;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.model.RevisionManifest;
import dev.mcpstack.operator.model.Shared;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.observe.Trouble;
import dev.mcpstack.operator.observe.Workload;
import dev.mcpstack.operator.rollout.Plan;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import dev.mcpstack.operator.rollout.Revision;
import dev.mcpstack.operator.store.CertificateProbe;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.CellStatus;
import dev.mcpstack.stack.ServerStatus;
import dev.mcpstack.stack.StackStatus;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One look at a stack: observe, decide, apply. What it found is said by somebody else. */
final class StackWorker {
  private final StackInput asked;
  private final Cluster cluster;
  private final Applier applier;
  private final SecureRandom random;
  private final CertificateProbe certificates;
  private final StackStatus before;
  private final Map<String, List<Manifest>> releases = new HashMap<>();

  /**
   * One for one look.
   *
   * @param certificates knows what token stores show
   * @param before the status of the last look
   */
  StackWorker(
      StackInput asked,
      Cluster cluster,
      Applier applier,
      SecureRandom random,
      CertificateProbe certificates,
      StackStatus before) {
    this.asked = asked;
    this.cluster = cluster;
    this.applier = applier;
    this.random = random;
    this.certificates = certificates;
    this.before = before;
  }

  /**
   * How the stack is after this look.
   *
   * @param secrets of its Secrets
   * @param plan its revisions
   * @param cells for the status
   * @param tokenStore that of the stack; absent if it is somebody else's
   * @param trouble the first that keeps pods from getting ready
   * @param complete whether the cell that the stack asks for is
   * @param refused the first object that could not be applied
   * @param withheld kinds of routes that are not made, since others have the host
   */
  record Found(
      StackSecrets.Result secrets,
      Plan plan,
      List<CellStatus> cells,
      Optional<Workload> tokenStore,
      Optional<Finding> trouble,
      boolean complete,
      Optional<Finding> refused,
      Set<String> withheld) {}

  Found work(Instant now) {
    Observed observed = new Observed(cluster.objects());
    CellNames names = asked.names();
    Optional<LiveObject> store = observed.find("StatefulSet", names.tokens());
    Optional<Workload> tokens =
        asked.hasOwnTokenStore()
            ? Optional.of(store.map(Workload::of).orElse(Workload.ABSENT))
            : Optional.empty();
    StackSecrets.Result secrets =
        new StackSecrets(asked, cluster, applier, random, certificates).reconcile(store, now);
    StackInput input =
        new StackInput(
            asked.namespace(),
            asked.name(),
            asked.spec(),
            asked.images(),
            asked.operatorNamespace(),
            secrets.tokensChecksum());

    Map<Integer, LiveObject> revisions = Revisions.of(observed, applier::isOurs);
    String identity = ReleaseIdentity.of(input);
    List<Revision> known =
        revisions.entrySet().stream()
            .map(entry -> revision(entry.getKey(), entry.getValue(), observed))
            .toList();
    Plan plan = Plan.of(selected(observed, names), known, identity);

    List<Manifest> wanted = new ArrayList<>();
    if (!revisions.containsKey(plan.target())) {
      wanted.add(
          RevisionManifest.of(input, plan.target(), identity, Cell.release(input, plan.target())));
    }
    OptionalInt preview = plan.isStaging() ? OptionalInt.of(plan.target()) : OptionalInt.empty();
    wanted.addAll(Shared.of(input, plan.active(), preview, roles(plan, revisions)));
    Map<String, Finding> withheld = cluster.withheld();
    wanted.removeIf(manifest -> withheld.containsKey(manifest.kind()));
    for (int number : plan.cells()) {
      List<Manifest> release =
          revisions.containsKey(number)
              ? release(revisions.get(number))
              : Cell.release(input, number);
      if (number == plan.target() || revisions.containsKey(number)) {
        int dataScience = workload(observed, asked.names(number), PodRole.DATASCIENCE).wanted();
        wanted.addAll(
            CoupledScaling.of(input, number, Cell.scaled(input, number, release), dataScience));
      }
    }
    Optional<Finding> refused =
        applier
            .apply(wanted, observed)
            .or(secrets::refused)
            .or(() -> withheld.values().stream().findFirst());
    revisions.values().stream()
        .sorted(Comparator.comparingLong((LiveObject live) -> live.number("revision")).reversed())
        .limit(input.spec().rollout().historyLimit())
        .forEach(live -> wanted.add(kept(live)));
    // What serves stays, though its release may be older than the limit or lost.
    observed.objects().stream()
        .filter(live -> isOf(live, plan.active()))
        .filter(live ->
            live.kind().equals("ControllerRevision") || !revisions.containsKey(plan.active()))
        .forEach(live -> wanted.add(kept(live)));
    new Unwatched(asked, cluster, applier).prune(wanted, observed, before, withheld.keySet());
    applier.prune(wanted, observed);

    List<CellStatus> cells =
        plan.cells().stream().map(number -> cell(number, revisions, observed, input)).toList();
    boolean complete =
        known.stream().anyMatch(each -> each.number() == plan.target() && each.complete());
    Optional<Finding> trouble = Trouble.first(observed);
    return new Found(secrets, plan, cells, tokens, trouble, complete, refused, withheld.keySet());
  }

  /** What is not deleted; it is never applied. */
  private static Manifest kept(LiveObject live) {
    return new Manifest("", live.kind(), live.name(), Map.of());
  }

  private static boolean isOf(LiveObject live, int revision) {
    return live.label(Labels.REVISION).filter(Integer.toString(revision)::equals).isPresent();
  }

  /** What a revision holds, unpacked once a look. */
  private List<Manifest> release(LiveObject revision) {
    return releases.computeIfAbsent(revision.name(), _ -> RevisionManifest.release(data(revision)));
  }

  private static Map<?, ?> data(LiveObject revision) {
    return Trees.at(revision.tree(), "data").map(data -> (Map<?, ?>) data).orElse(Map.of());
  }

  /** The revision in the selector: the truth about what serves. */
  private static OptionalInt selected(Observed observed, CellNames names) {
    return observed
        .find("Service", names.endpoint())
        .flatMap(service -> service.text("spec", "selector", Labels.REVISION))
        .filter(text -> text.matches("[0-9]{1,9}")) // Else somebody has broken it.
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  private Revision revision(int number, LiveObject live, Observed observed) {
    String identity =
        Trees.at(live.tree(), "data", RevisionManifest.IDENTITY).map(String::valueOf).orElse("");
    CellNames names = asked.names(number);
    boolean complete =
        roles(live).stream()
            .map(role -> workload(observed, names, role))
            // What was seen is from before this look: a server that is to have pods again has none.
            .allMatch(each -> each.complete() && (each.wanted() > 0 || asked.spec().suspended()));
    return new Revision(number, identity, complete);
  }

  /** The pods that a cell has, which may be others than the stack asks for now. */
  private List<PodRole> roles(@Nullable LiveObject revision) {
    List<PodRole> rendered = revision == null ? List.of() : Cell.podRoles(release(revision));
    return rendered.isEmpty() ? asked.podRoles() : rendered;
  }

  private Set<PodRole> roles(Plan plan, Map<Integer, LiveObject> revisions) {
    Set<PodRole> roles = EnumSet.copyOf(asked.podRoles());
    plan.cells().forEach(number -> roles.addAll(roles(revisions.get(number))));
    return roles;
  }

  private static Workload workload(Observed observed, CellNames names, PodRole role) {
    return observed
        .find("Deployment", role.deployment(names))
        .map(Workload::of)
        .orElse(Workload.ABSENT);
  }

  private CellStatus cell(
      int number, Map<Integer, LiveObject> revisions, Observed observed, StackInput input) {
    CellNames names = asked.names(number);
    List<ServerStatus> servers =
        roles(revisions.get(number)).stream()
            .map(role -> workload(observed, names, role).status(role.text()))
            .toList();
    String release =
        Optional.ofNullable(revisions.get(number))
            .map(live -> RevisionManifest.images(data(live)))
            .orElse(input.release());
    return new CellStatus(number, CellStatus.Colour.of(number), release, servers);
  }
}
