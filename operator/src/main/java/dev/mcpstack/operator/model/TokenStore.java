package dev.mcpstack.operator.model;

import dev.mcpstack.operator.pki.generated.TokenStoreAccess;
import dev.mcpstack.operator.pki.generated.TokenStoreServer;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.DataPolicy;
import dev.mcpstack.stack.ManagedStoreSpec;
import dev.mcpstack.stack.PodPaths;
import dev.mcpstack.stack.ResourcesSpec;
import dev.mcpstack.stack.SchedulingSpec;
import dev.mcpstack.stack.StorageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The token store that a stack has for itself. */
final class TokenStore {
  private static final String CONFIG = "/etc/redis";
  private static final String USERS = "/etc/redis-users";
  private static final String CONFIG_FILE = "redis.conf";

  /** Of the container's memory; the rest is for rewriting the file of changes. */
  private static final long MAX_MEMORY = 128L << 20;

  private static final String DATA = "/data";
  private static final ResourcesSpec STANDARD =
      new ResourcesSpec(
          Tree.<String>merged(Map.of("cpu", "50m"), Map.of("memory", "64Mi")),
          Map.of("memory", "256Mi"));
  private static final ManagedStoreSpec PLAIN =
      new ManagedStoreSpec(
          Optional.empty(),
          Optional.empty(),
          new ResourcesSpec(Map.of(), Map.of()),
          new SchedulingSpec(Map.of(), List.of(), Optional.empty(), Optional.empty(), true));

  private final StackInput input;
  private final CellNames names;
  private final ManagedStoreSpec spec;

  TokenStore(StackInput input) {
    this.input = input;
    this.names = input.names(1);
    this.spec = input.spec().tokenStore().managed().orElse(PLAIN);
  }

  List<Manifest> all() {
    return List.of(
        Services.of(
            input.shared(names.tokens(), Labels.TOKENS),
            selector(),
            Services.port("redis", CellConfigs.TOKENS_PORT)),
        Services.headless(
            input.shared(names.tokens() + "-pods", Labels.TOKENS),
            selector(),
            Services.port("redis", CellConfigs.TOKENS_PORT)),
        config(),
        statefulSet());
  }

  private Map<String, String> selector() {
    return Labels.selector(input.name(), Labels.TOKENS);
  }

  private Manifest config() {
    return Manifest.of(
        "v1",
        "ConfigMap",
        input.shared(names.tokensConfig(), Labels.TOKENS),
        Tree.of("data", Tree.of(CONFIG_FILE, configuration())));
  }

  private static String configuration() {
    return new TokenStoreServer(
            TokenStoreServer.TLS + "/" + PodPaths.CERTIFICATE_FILE,
            TokenStoreServer.TLS + "/" + PodPaths.KEY_FILE,
            USERS + "/" + TokenStoreAccess.ACL_KEY,
            DATA,
            MAX_MEMORY)
        .configuration();
  }

  private Manifest statefulSet() {
    Map<String, Object> template =
        Tree.of(
            "metadata",
            Tree.of(
                "labels", Labels.shared(input.name(), Labels.TOKENS), "annotations", checksum()),
            "spec",
            pod());
    Map<String, Object> body =
        Tree.of(
            "replicas",
            input.spec().suspended() ? 0 : 1,
            "serviceName",
            names.tokens() + "-pods",
            "selector",
            Tree.of("matchLabels", selector()),
            "persistentVolumeClaimRetentionPolicy",
            Tree.of("whenDeleted", whenDeleted(), "whenScaled", "Retain"),
            "template",
            template,
            "volumeClaimTemplates",
            spec.storage().map(storage -> List.of(claim(storage))).orElse(List.of()));
    return Manifest.of(
        "apps/v1",
        "StatefulSet",
        // What the template has is left out of what is kept in memory, so it stands here too.
        input.shared(names.tokens(), Labels.TOKENS).with(checksum()),
        Tree.of("spec", body));
  }

  private Map<String, String> checksum() {
    return Map.of(Labels.CHECKSUM, input.tokensChecksum());
  }

  private String whenDeleted() {
    return switch (input.spec().dataPolicy()) {
      case DataPolicy.RETAIN -> "Retain";
      case DataPolicy.DELETE -> "Delete";
    };
  }

  private static Map<String, Object> claim(StorageSpec storage) {
    return Tree.of(
        "metadata",
        Tree.of("name", "data"),
        "spec",
        Tree.of(
            "accessModes",
            List.of("ReadWriteOnce"),
            "storageClassName",
            storage.className(),
            "resources",
            Tree.of("requests", Tree.of("storage", storage.size()))));
  }

  private Map<String, Object> pod() {
    Volumes volumes = new Volumes();
    volumes.config("config", names.tokensConfig(), CONFIG);
    volumes.secret("users", names.tokens(), USERS, TokenStoreAccess.ACL_KEY);
    volumes.secret("tls", names.tokensCertificate(), TokenStoreServer.TLS);
    volumes.scratch("tmp", "/tmp", "16Mi");
    List<Map<String, Object>> mounts = new ArrayList<>(volumes.mounts());
    List<Map<String, Object>> all = new ArrayList<>(volumes.volumes());
    mounts.add(Tree.of("name", "data", "mountPath", DATA));
    if (spec.storage().isEmpty()) {
      all.add(
          Tree.merged(
              Tree.of("name", "data"), Tree.present("emptyDir", Tree.of("sizeLimit", "1Gi"))));
    }
    Map<String, Object> pod =
        Tree.of(
            "serviceAccountName",
            input.name(),
            "automountServiceAccountToken",
            false,
            "enableServiceLinks",
            false,
            "terminationGracePeriodSeconds",
            30,
            "securityContext",
            Containers.podSecurity(),
            "imagePullSecrets",
            input.images().pullSecrets(input.spec()),
            "containers",
            List.of(container(mounts)),
            "volumes",
            all);
    return Tree.merged(pod, Scheduling.of(spec.scheduling(), selector()));
  }

  private Map<String, Object> container(List<Map<String, Object>> mounts) {
    Map<String, Object> probe =
        Tree.of("tcpSocket", Tree.of("port", "redis"), "periodSeconds", 5, "timeoutSeconds", 3);
    return Tree.of(
        "name",
        Labels.TOKENS,
        "image",
        spec.image().orElseGet(() -> input.images().of(input.spec(), Images.TOKENS)),
        "imagePullPolicy",
        Images.pullPolicy(input.spec()),
        "args",
        List.of(CONFIG + "/" + CONFIG_FILE),
        "ports",
        List.of(Containers.port("redis", CellConfigs.TOKENS_PORT)),
        "resources",
        Containers.resources(spec.resources(), STANDARD),
        "securityContext",
        Containers.security(),
        "startupProbe",
        Tree.merged(probe, Tree.of("failureThreshold", 60)),
        "livenessProbe",
        Tree.merged(probe, Tree.of("failureThreshold", 6)),
        "readinessProbe",
        Tree.merged(probe, Tree.of("failureThreshold", 2)),
        "volumeMounts",
        mounts);
  }
}
