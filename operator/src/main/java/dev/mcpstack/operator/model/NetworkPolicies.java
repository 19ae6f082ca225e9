package dev.mcpstack.operator.model;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.NetworkPolicySpec;
import dev.mcpstack.stack.SourceType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All is closed but what the stack needs. Cells share these: a selector names no revision. */
final class NetworkPolicies {
  private static final int DNS = 53;
  private static final int HTTPS = 443;
  private static final List<Integer> UNIFIED_DATA =
      List.of(CellConfigs.DATA_PORT, CellConfigs.UNIFIED_DATA_PORT);

  private final StackInput input;
  private final NetworkPolicySpec spec;
  private final Set<PodRole> roles;

  /** Those of a stack whose cells have pods of these roles. */
  NetworkPolicies(StackInput input, Set<PodRole> roles) {
    this.input = input;
    this.spec = input.spec().networkPolicy();
    this.roles = new TreeSet<>(roles);
  }

  List<Manifest> all() {
    List<Manifest> all = new ArrayList<>();
    all.add(common());
    for (PodRole role : roles) {
      all.add(policy(role.text(), ingress(role), egress(role)));
    }
    if (input.spec().rollout().verification().enabled()) {
      List<PodRole> faces = roles.stream().filter(PodRole::isEndpoint).toList();
      all.add(
          policy(
              Labels.DOCTOR, List.of(), List.of(to(pods(faces), List.of(CellConfigs.MCP_PORT)))));
    }
    if (input.hasOwnTokenStore()) {
      // The operator has it read its certificate anew.
      List<Map<String, Object>> callers =
          List.of(pods(Map.of(Labels.STACK, input.name())), namespace(input.operatorNamespace()));
      all.add(policy(Labels.TOKENS, List.of(from(callers, CellConfigs.TOKENS_PORT)), List.of()));
    }
    return all;
  }

  /** For every pod: names are resolved, probes and metrics answered, nothing else. */
  private Manifest common() {
    Map<String, Object> resolve = Tree.of("ports", List.of(port("UDP", DNS), port("TCP", DNS)));
    List<Map<String, Object>> watchers = new ArrayList<>();
    watchers.add(namespace(input.operatorNamespace()));
    if (input.spec().observability().serviceMonitor()) {
      watchers.add(Tree.present("namespaceSelector", Map.of()));
    }
    return Manifest.of(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        input.shared(input.name() + "-all"),
        spec(
            Map.of(Labels.STACK, input.name()),
            List.of(from(watchers, CellConfigs.MANAGEMENT_PORT)),
            List.of(resolve)));
  }

  private Manifest policy(
      String role, List<Map<String, Object>> ingress, List<Map<String, Object>> egress) {
    return Manifest.of(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        input.shared(input.name() + "-" + role, role),
        spec(Labels.selector(input.name(), role), ingress, egress));
  }

  private static Map<String, Object> spec(
      Map<String, String> pods,
      List<Map<String, Object>> ingress,
      List<Map<String, Object>> egress) {
    Map<String, Object> head =
        Tree.of("podSelector", Tree.of("matchLabels", pods), "ingress", ingress, "egress", egress);
    return Tree.of("spec", Tree.merged(head, Map.of("policyTypes", List.of("Ingress", "Egress"))));
  }

  private List<Map<String, Object>> ingress(PodRole role) {
    return switch (role) {
      case GATEWAY -> List.of(agents());
      case LOCALDATA, DATASCIENCE ->
          List.of(
              from(pods(List.of(PodRole.GATEWAY)), CellConfigs.MCP_PORT),
              // Rows may be asked for from another cell.
              from(pods(readers()), CellConfigs.DATA_PORT));
      case UNIFIED ->
          List.of(agents(), Tree.of("from", pods(readers()), "ports", ports(UNIFIED_DATA)));
    };
  }

  private List<PodRole> readers() {
    return roles.stream().filter(PodRole::ownsRows).toList();
  }

  private List<Map<String, Object>> pods(List<PodRole> some) {
    return some.stream().map(role -> pods(Labels.selector(input.name(), role.text()))).toList();
  }

  private static List<Map<String, Object>> ports(List<Integer> numbers) {
    return numbers.stream().map(number -> port("TCP", number)).toList();
  }

  private Map<String, Object> agents() {
    Map<String, Object> ports = Tree.of("ports", List.of(port("TCP", CellConfigs.MCP_PORT)));
    if (spec.clientNamespaces().isEmpty()) {
      return ports;
    }
    Map<String, Object> namespaces =
        Tree.of("namespaceSelector", Tree.of("matchLabels", spec.clientNamespaces()));
    List<Map<String, Object>> peers =
        input.spec().rollout().verification().enabled()
            ? List.of(namespaces, pods(Labels.selector(input.name(), Labels.DOCTOR)))
            : List.of(namespaces);
    return Tree.merged(Tree.of("from", peers), ports);
  }

  private List<Map<String, Object>> egress(PodRole role) {
    List<Map<String, Object>> egress = new ArrayList<>();
    egress.addAll(tokenStore());
    if (role == PodRole.GATEWAY) {
      egress.add(
          to(
              pods(readers().stream().filter(other -> !other.isEndpoint()).toList()),
              List.of(CellConfigs.MCP_PORT)));
    }
    if (role.isEndpoint() && !input.spec().servers().isEmpty()) {
      egress.add(Tree.of("ports", ports(portsOfOthers().toList())));
    }
    if (role.ownsRows()) {
      egress.add(to(pods(readers()), dataPorts()));
    }
    if (role.runs(ServerRole.LOCALDATA)) {
      sources().ifPresent(egress::add);
    }
    return egress;
  }

  /** Where any owner of rows may be asked for them. */
  private List<Integer> dataPorts() {
    return roles.contains(PodRole.UNIFIED) ? UNIFIED_DATA : List.of(CellConfigs.DATA_PORT);
  }

  private List<Map<String, Object>> tokenStore() {
    return input
        .spec()
        .tokenStore()
        .external()
        .map(store ->
            List.of(
                Tree.of(
                    "ports",
                    store.nodes().stream()
                        .map(node -> Integer.parseInt(node.substring(node.lastIndexOf(':') + 1)))
                        .distinct()
                        .sorted()
                        .map(number -> port("TCP", number))
                        .toList())))
        .orElseGet(() ->
            List.of(
                to(
                    List.of(pods(Labels.selector(input.name(), Labels.TOKENS))),
                    List.of(CellConfigs.TOKENS_PORT))));
  }

  private Stream<Integer> portsOfOthers() {
    return input.spec().servers().stream()
        .map(server -> URI.create(server.url()).getPort())
        .map(number -> number < 0 ? HTTPS : number)
        .distinct()
        .sorted();
  }

  /** The ports of the sources, to their addresses where these are given. */
  private Optional<Map<String, Object>> sources() {
    TreeSet<Integer> numbers = new TreeSet<>(spec.sourcePorts());
    input.spec().sources().stream()
        .filter(source -> source.type() == SourceType.POSTGRESQL)
        .flatMap(source -> SourcePorts.of(String.valueOf(source.url())).stream())
        .forEach(numbers::add);
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, Object>> addresses =
        spec.sourceCidrs().stream().map(cidr -> Tree.of("ipBlock", Tree.of("cidr", cidr))).toList();
    return Optional.of(
        Tree.of(
            "to", addresses, "ports", numbers.stream().map(each -> port("TCP", each)).toList()));
  }

  private static Map<String, Object> from(List<Map<String, Object>> peers, int number) {
    return Tree.of("from", peers, "ports", List.of(port("TCP", number)));
  }

  private static Map<String, Object> to(List<Map<String, Object>> peers, List<Integer> numbers) {
    return Tree.of("to", peers, "ports", ports(numbers));
  }

  private static Map<String, Object> port(String protocol, int number) {
    return Tree.of("protocol", protocol, "port", number);
  }

  private static Map<String, Object> pods(Map<String, String> labels) {
    return Tree.of("podSelector", Tree.of("matchLabels", labels));
  }

  private static Map<String, Object> namespace(String name) {
    Map<String, String> label = Map.of("kubernetes.io/metadata.name", name);
    return Tree.of("namespaceSelector", Tree.of("matchLabels", label));
  }
}
