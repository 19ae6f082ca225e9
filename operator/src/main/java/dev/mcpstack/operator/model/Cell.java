package dev.mcpstack.operator.model;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.stack.AutoscalingSpec;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.PodsSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The objects of one cell: all that a revision has for itself. */
public final class Cell {
  /** How long the load must have been lower before a gateway's pods are fewer. */
  private static final int SCALE_DOWN_SECONDS = 300;

  /** What the API takes. */
  private static final int LONGEST_WINDOW_SECONDS = 3600;

  private final StackInput input;
  private final CellNames names;

  private Cell(StackInput input, int revision) {
    this.input = input;
    this.names = input.names(revision);
  }

  /** Everything of this revision, in the order in which it is applied. */
  public static List<Manifest> of(StackInput input, int revision) {
    return scaled(input, revision, release(input, revision), _ -> new Scale.Asked(0));
  }

  /** What a release is: all of a cell but how many pods it has, which changes without another. */
  public static List<Manifest> release(StackInput input, int revision) {
    return new Cell(input, revision).release();
  }

  /**
   * A release, however long ago it was rendered, with as many pods as it should have now.
   *
   * @param release as {@link #release} made it for this revision
   * @param scale of each role
   */
  public static List<Manifest> scaled(
      StackInput input, int revision, List<Manifest> release, Function<PodRole, Scale> scale) {
    Cell cell = new Cell(input, revision);
    List<Manifest> all = new ArrayList<>();
    for (Manifest manifest : release) {
      all.add(
          podRole(manifest)
              .map(role -> cell.withReplicas(manifest, role, scale.apply(role)))
              .orElse(manifest));
    }
    for (PodRole role : podRoles(release)) {
      if (!input.spec().suspended() && scale.apply(role) instanceof Scale.Asked(int least)) {
        input
            .pods(role)
            .autoscaling()
            .ifPresent(scaling -> all.add(cell.autoscaler(role, scaling, least)));
      }
      all.add(cell.disruptionBudget(role));
    }
    return all;
  }

  /** The Deployments of a release, which may be of another mode than the stack is now. */
  public static List<PodRole> podRoles(List<Manifest> release) {
    return release.stream().map(Cell::podRole).flatMap(Optional::stream).toList();
  }

  /** How many pods of a role the stack asks for at first, beside a cell that has so many. */
  public static int starting(StackInput input, PodRole role, int least) {
    PodsSpec pods = input.pods(role);
    return pods.autoscaling()
        .map(scaling -> Math.clamp(least, scaling.minReplicas(), scaling.maxReplicas()))
        .orElse(pods.replicas());
  }

  /** How many pods of a role a cell may come to have. */
  public static int most(StackInput input, PodRole role) {
    PodsSpec pods = input.pods(role);
    return pods.autoscaling().map(AutoscalingSpec::maxReplicas).orElse(pods.replicas());
  }

  /** Which pods a Deployment of a release has; empty of all else. */
  public static Optional<PodRole> podRole(Manifest manifest) {
    return manifest.kind().equals("Deployment")
        ? manifest.label(Labels.ROLE).flatMap(PodRole::of)
        : Optional.empty();
  }

  private Manifest withReplicas(Manifest deployment, PodRole role, Scale scale) {
    Map<String, Object> spec = new LinkedHashMap<>(replicas(role, scale));
    if (deployment.tree().get("spec") instanceof Map<?, ?> released) {
      released.forEach((key, value) -> spec.put(String.valueOf(key), value));
    }
    Map<String, Object> tree = Tree.merged(deployment.tree(), Map.of("spec", spec));
    return new Manifest(deployment.apiVersion(), deployment.kind(), deployment.name(), tree);
  }

  /** Left to the autoscaler where there is one. */
  private Map<String, Object> replicas(PodRole role, Scale scale) {
    PodsSpec pods = input.pods(role);
    if (input.spec().suspended()) {
      return Tree.of("replicas", 0);
    }
    return switch (scale) {
      case Scale.Kept(int there) -> Tree.of("replicas", there);
      case Scale.Autoscaled _ -> Map.of();
      case Scale.Asked _ when pods.autoscaling().isPresent() -> Map.of();
      case Scale.Asked _ -> Tree.of("replicas", pods.replicas());
    };
  }

  private List<Manifest> release() {
    List<Manifest> all = new ArrayList<>();
    all.add(ConfigMaps.cell(input, names));
    for (PodRole role : input.podRoles()) {
      if (!role.isEndpoint()) {
        all.add(
            Services.of(
                input.server(role.deployment(names), names, role),
                Labels.selector(names, role),
                Services.port("mcp", CellConfigs.MCP_PORT)));
      }
    }
    if (input.spec().localData().enabled()) {
      input.podRoles().stream()
          .filter(role -> role.runs(ServerRole.LOCALDATA))
          .forEach(role ->
              all.add(
                  Services.headless(
                      input.server(names.data(), names, role),
                      Labels.selector(names, role),
                      Services.port("data", CellConfigs.DATA_PORT))));
    }
    for (PodRole role : input.podRoles()) {
      all.add(deployment(role));
    }
    return all;
  }

  private Manifest deployment(PodRole role) {
    Map<String, Object> rest =
        Tree.of(
            "selector",
            Tree.of("matchLabels", Labels.selector(names, role)),
            "strategy",
            Tree.of(
                "type",
                "RollingUpdate",
                "rollingUpdate",
                Tree.of("maxSurge", 1, "maxUnavailable", 0)),
            "template",
            new ServerPods(input, names).template(role));
    return Manifest.of(
        "apps/v1",
        "Deployment",
        input.server(role.deployment(names), names, role),
        Tree.of("spec", rest));
  }

  private Manifest autoscaler(PodRole role, AutoscalingSpec scaling, int least) {
    // The pod that is taken away holds handles for as long as they live.
    long window =
        Math.clamp(input.longestLife(role).toSeconds(), SCALE_DOWN_SECONDS, LONGEST_WINDOW_SECONDS);
    return Manifest.of(
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        input.server(role.deployment(names), names, role),
        Tree.of(
            "spec",
            Tree.of(
                "scaleTargetRef",
                Tree.of(
                    "apiVersion", "apps/v1", "kind", "Deployment", "name", role.deployment(names)),
                "minReplicas",
                Math.clamp(least, scaling.minReplicas(), scaling.maxReplicas()),
                "maxReplicas",
                scaling.maxReplicas(),
                "metrics",
                List.of(
                    Tree.of(
                        "type",
                        "Resource",
                        "resource",
                        Tree.of(
                            "name",
                            "cpu",
                            "target",
                            Tree.of(
                                "type",
                                "Utilization",
                                "averageUtilization",
                                scaling.cpuPercent())))),
                "behavior",
                Tree.of("scaleDown", Tree.of("stabilizationWindowSeconds", window)))));
  }

  private Manifest disruptionBudget(PodRole role) {
    return Manifest.of(
        "policy/v1",
        "PodDisruptionBudget",
        input.server(role.deployment(names), names, role),
        Tree.of(
            "spec",
            Tree.of(
                "maxUnavailable",
                1,
                "selector",
                Tree.of("matchLabels", Labels.selector(names, role)))));
  }
}
