package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.SecretManifest;
import dev.mcpstack.operator.model.StackInput;
import java.util.Map;
import java.util.Optional;

/** The Secrets that a stack makes itself; under their names nobody else's is used. */
final class OwnSecrets {
  private final StackInput input;
  private final Cluster cluster;
  private final Applier applier;

  OwnSecrets(StackInput input, Cluster cluster, Applier applier) {
    this.input = input;
    this.cluster = cluster;
    this.applier = applier;
  }

  /** The values of one; none if it is not there. */
  Map<String, byte[]> values(String name) {
    return find(name).map(Cluster.Secret::values).orElse(Map.of());
  }

  Optional<Cluster.Secret> find(String name) {
    Optional<Cluster.Secret> secret = cluster.secret(name);
    secret.map(Cluster.Secret::object).ifPresent(applier::requireOurs);
    return secret;
  }

  void store(String name, String type, Map<String, byte[]> values) {
    Manifest manifest = applier.owned(SecretManifest.of(input, name, type, values));
    applier.apply(manifest, cluster.secret(name).map(Cluster.Secret::object));
  }
}
