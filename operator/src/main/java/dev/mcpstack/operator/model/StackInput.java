package dev.mcpstack.operator.model;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.PodsSpec;
import dev.mcpstack.stack.StackSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the objects of a stack are made from.
 *
 * @param namespace of the stack
 * @param name of the stack
 * @param spec what a person wants
 * @param images where images come from
 * @param operatorNamespace whose pods may ask for probes and metrics, and the token store
 * @param tokensChecksum changes when the token store has to start anew
 */
public record StackInput(
    String namespace,
    String name,
    StackSpec spec,
    Images images,
    String operatorNamespace,
    String tokensChecksum) {
  /** The same with what makes its token store start anew. */
  public StackInput with(String checksum) {
    return new StackInput(namespace, name, spec, images, operatorNamespace, checksum);
  }

  /** The servers that the stack has. */
  public List<ServerRole> servers() {
    List<ServerRole> servers = new ArrayList<>();
    servers.add(ServerRole.GATEWAY);
    if (spec.localData().enabled()) {
      servers.add(ServerRole.LOCALDATA);
    }
    if (spec.dataScience().enabled()) {
      servers.add(ServerRole.DATASCIENCE);
    }
    return servers;
  }

  /** The Deployments that a cell of the stack has. */
  public List<PodRole> podRoles() {
    return switch (spec.mode()) {
      case SPLIT -> servers().stream().map(PodRole::of).toList();
      case UNIFIED -> List.of(PodRole.UNIFIED);
    };
  }

  /** What a person wants of pods. */
  public PodsSpec pods(PodRole role) {
    return switch (role) {
      case GATEWAY -> spec.gateway().pods();
      case LOCALDATA -> spec.localData().pods();
      case DATASCIENCE -> spec.dataScience().pods();
      case UNIFIED -> UnifiedPods.of(spec);
    };
  }

  /** The image of pods. */
  public String image(PodRole role) {
    return pods(role).image().orElseGet(() -> images.of(spec, role.image()));
  }

  /** The release of the stack's images. */
  public String release() {
    return images.release(spec);
  }

  /** Names of what the stack has, whatever its revision. */
  public CellNames names() {
    return names(1);
  }

  /** Whether the stack has a token store of its own. */
  public boolean hasOwnTokenStore() {
    return spec.tokenStore().external().isEmpty();
  }

  /** Names of a cell. */
  public CellNames names(int revision) {
    return new CellNames(name, revision);
  }

  /** The longest that anything in these pods is kept; nothing where nothing is. */
  Duration longestLife(PodRole role) {
    return owners(role)
        .map(server -> CellConfigs.limits(spec, server).handleLifetime())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** The servers in these pods that keep results. */
  Stream<ServerRole> owners(PodRole role) {
    return servers().stream().filter(server -> server != ServerRole.GATEWAY).filter(role::runs);
  }

  Meta shared(String objectName) {
    return new Meta(objectName, namespace, Labels.shared(name), Map.of());
  }

  Meta shared(String objectName, String role) {
    return new Meta(objectName, namespace, Labels.shared(name, role), Map.of());
  }

  Meta cell(String objectName, CellNames names) {
    return new Meta(objectName, namespace, Labels.cell(names), Map.of());
  }

  /** Of what checks a cell. */
  Meta checker(String objectName, CellNames names) {
    return new Meta(objectName, namespace, Labels.checker(names), Map.of());
  }

  Meta server(String objectName, CellNames names, PodRole role) {
    return new Meta(objectName, namespace, Labels.server(names, role), Map.of());
  }
}
