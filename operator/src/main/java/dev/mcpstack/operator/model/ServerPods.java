package dev.mcpstack.operator.model;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.CredentialsSecretRef;
import dev.mcpstack.stack.PodPaths;
import dev.mcpstack.stack.PodsSpec;
import dev.mcpstack.stack.ResourcesSpec;
import dev.mcpstack.stack.StackSource;
import dev.mcpstack.stack.VolumeSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pods of the servers of a cell. */
final class ServerPods {
  /** A gateway holds nothing: it ends its calls. */
  private static final Duration GATEWAY_GRACE = Duration.ofSeconds(60);

  /** What a container needs beyond the grace of its server. */
  private static final Duration KILL_SLACK = Duration.ofSeconds(15);

  private static final String TEMPORARY_LIMIT = "256Mi";

  private final StackInput input;
  private final CellNames names;

  ServerPods(StackInput input, CellNames names) {
    this.input = input;
    this.names = names;
  }

  /** How long a pod may take to stop. */
  static Duration grace(StackInput input, PodRole role) {
    return input
        .owners(role)
        .map(server -> CellConfigs.stopGrace(CellConfigs.limits(input.spec(), server)))
        .max(Comparator.naturalOrder())
        .map(longest -> longest.plus(KILL_SLACK))
        .orElse(GATEWAY_GRACE);
  }

  /** The template of a server's pods. */
  Map<String, Object> template(PodRole role) {
    PodsSpec pods = input.pods(role);
    Map<String, String> labels = new TreeMap<>(pods.labels());
    labels.putAll(Labels.server(names, role));
    if (role.isEndpoint()) {
      labels.put(Labels.ENDPOINT, Labels.MCP);
    }
    Volumes volumes = volumes(role);
    Map<String, Object> spec =
        Tree.of(
            "serviceAccountName",
            names.stack(),
            "automountServiceAccountToken",
            false,
            "enableServiceLinks",
            false,
            "terminationGracePeriodSeconds",
            grace(input, role).toSeconds(),
            "securityContext",
            Containers.podSecurity(),
            "imagePullSecrets",
            input.images().pullSecrets(input.spec()),
            "containers",
            List.of(container(role, volumes)),
            "volumes",
            volumes.volumes());
    Map<String, Object> where = Scheduling.of(pods.scheduling(), Labels.selector(names, role));
    return Tree.of(
        "metadata",
        Tree.of("labels", labels, "annotations", pods.annotations()),
        "spec",
        Tree.merged(spec, where));
  }

  private Map<String, Object> container(PodRole role, Volumes volumes) {
    PodsSpec pods = input.pods(role);
    return Tree.of(
        "name",
        role.text(),
        "image",
        input.image(role),
        "imagePullPolicy",
        Images.pullPolicy(input.spec()),
        "args",
        arguments(role),
        "env",
        environment(role, pods),
        "ports",
        ports(role),
        "resources",
        Containers.resources(pods.resources(), standard(role)),
        "securityContext",
        Containers.security(),
        "startupProbe",
        Containers.httpProbe("/livez", 1, 90),
        "livenessProbe",
        Containers.httpProbe("/livez", 10, 6),
        "readinessProbe",
        Containers.httpProbe("/readyz", 5, 2),
        "volumeMounts",
        volumes.mounts());
  }

  private List<String> arguments(PodRole role) {
    List<String> arguments = new ArrayList<>();
    if (role == PodRole.UNIFIED) {
      arguments.add("serve");
    }
    arguments.addAll(List.of("--config", PodPaths.CONFIG.toString(), "--log-json"));
    input
        .owners(role)
        .map(server -> role == PodRole.UNIFIED ? CellConfigs.partOf(server) + "." : "")
        .forEach(
            part -> arguments.addAll(List.of("--set", part + "data.advertisedHost=$(POD_IP)")));
    return arguments;
  }

  private static List<Map<String, Object>> environment(PodRole role, PodsSpec pods) {
    List<Map<String, Object>> variables = new ArrayList<>();
    if (role.ownsRows()) {
      Map<String, Object> field = Tree.of("fieldPath", "status.podIP");
      variables.add(Tree.of("name", "POD_IP", "valueFrom", Tree.of("fieldRef", field)));
    }
    pods.env().forEach(variable -> variables.add(Containers.variable(variable)));
    return variables;
  }

  private static List<Map<String, Object>> ports(PodRole role) {
    Map<String, Object> mcp = Containers.port("mcp", CellConfigs.MCP_PORT);
    Map<String, Object> data = Containers.port("data", CellConfigs.DATA_PORT);
    Map<String, Object> management = Containers.port("management", CellConfigs.MANAGEMENT_PORT);
    return switch (role) {
      case GATEWAY -> List.of(mcp, management);
      case LOCALDATA, DATASCIENCE -> List.of(mcp, data, management);
      case UNIFIED ->
          List.of(
              mcp,
              data,
              Containers.port("derived-data", CellConfigs.UNIFIED_DATA_PORT),
              management);
    };
  }

  private Volumes volumes(PodRole role) {
    Volumes volumes = new Volumes();
    volumes.config(
        "config",
        names.config(),
        configKey(role),
        Objects.requireNonNull(PodPaths.CONFIG.getParent()),
        String.valueOf(PodPaths.CONFIG.getFileName()));
    certificates(volumes, role);
    volumes.secret("ca", names.authority(), PodPaths.AUTHORITY, PodPaths.AUTHORITY_FILE);
    tokenStore(volumes);
    if (role.isEndpoint()) {
      endpoint(volumes);
    }
    if (role.runs(ServerRole.LOCALDATA) && input.spec().localData().enabled()) {
      credentials(volumes);
    }
    if (role.ownsRows()) {
      spool(volumes, role);
    }
    volumes.scratch("tmp", "/tmp", TEMPORARY_LIMIT);
    input.pods(role).volumes().forEach(volume -> asked(volumes, volume));
    return volumes;
  }

  private void endpoint(Volumes volumes) {
    volumes.secret(
        "certificate",
        input.spec().gateway().certificateSecretName().orElse(names.endpointCertificate()),
        PodPaths.ENDPOINT_CERTIFICATE,
        PodPaths.CERTIFICATE_FILE,
        PodPaths.KEY_FILE);
    volumes.secretAnd(
        "keys",
        input.spec().gateway().auth().keysSecretName().orElse(names.keys()),
        names.doctor(),
        CheckJob.caller(),
        PodPaths.KEYS);
  }

  /** Of each server that proves its role to other pods. */
  private void certificates(Volumes volumes, PodRole role) {
    if (role != PodRole.UNIFIED) {
      input.servers().stream()
          .filter(role::runs)
          .forEach(server -> volumes.secret("tls", names.certificate(server), PodPaths.TLS));
      return;
    }
    input
        .owners(role)
        .forEach(server ->
            volumes.secret(
                "tls-" + server.text(), names.certificate(server), PodPaths.tls(server)));
  }

  /** The key of a server's configuration in the cell's. */
  static String configKey(PodRole role) {
    return role.text() + ".yaml";
  }

  private void tokenStore(Volumes volumes) {
    input
        .spec()
        .tokenStore()
        .external()
        .ifPresentOrElse(
            store -> {
              store
                  .credentialsSecretName()
                  .ifPresent(secret -> volumes.secret("tokens", secret, PodPaths.TOKENS));
              store
                  .caSecretRef()
                  .ifPresent(secret ->
                      volumes.secretKey(
                          "tokens-ca",
                          secret.name(),
                          secret.key(),
                          PodPaths.TOKENS_AUTHORITY,
                          PodPaths.AUTHORITY_FILE));
            },
            () ->
                volumes.secret("tokens", names.tokens(), PodPaths.TOKENS, "username", "password"));
  }

  /** One volume a Secret, with the keys that any source names. */
  private void credentials(Volumes volumes) {
    Map<String, TreeSet<String>> keys = new TreeMap<>();
    for (StackSource source : input.spec().sources()) {
      CredentialsSecretRef secret = source.credentialsSecretRef();
      if (secret != null) {
        keys.computeIfAbsent(secret.name(), _ -> new TreeSet<>())
            .addAll(List.of(secret.usernameKey(), secret.passwordKey()));
      }
    }
    int number = 0;
    for (Map.Entry<String, TreeSet<String>> secret : keys.entrySet()) {
      // A Secret's name may be longer than a volume's.
      volumes.secret(
          "source-" + number++,
          secret.getKey(),
          PodPaths.SECRETS.resolve(secret.getKey()),
          List.copyOf(secret.getValue()));
    }
  }

  private void spool(Volumes volumes, PodRole role) {
    long results =
        input
            .owners(role)
            .mapToLong(server -> CellConfigs.limits(input.spec(), server).maxResults().bytes())
            .sum();
    // Whole files are written before they count, hence a tenth more.
    long bytes = results + results / 10;
    volumes.scratch("spool", PodPaths.SPOOL, Long.toString(bytes));
  }

  private static void asked(Volumes volumes, VolumeSpec volume) {
    String name = "extra-" + volume.name();
    volume
        .claimName()
        .ifPresent(claim -> volumes.claim(name, claim, volume.mountPath(), volume.readOnly()));
    volume.secretName().ifPresent(secret -> volumes.secret(name, secret, volume.mountPath()));
    volume.configMapName().ifPresent(map -> volumes.config(name, map, volume.mountPath()));
  }

  private static ResourcesSpec standard(PodRole role) {
    return switch (role) {
      case GATEWAY -> resources("100m", "256Mi", "512Mi");
      case LOCALDATA -> resources("250m", "768Mi", "1Gi");
      case DATASCIENCE -> resources("250m", "768Mi", "2Gi");
      case UNIFIED -> resources("500m", "1Gi", "3Gi");
    };
  }

  private static ResourcesSpec resources(String cpu, String memory, String memoryLimit) {
    return new ResourcesSpec(
        Tree.<String>merged(Map.of("cpu", cpu), Map.of("memory", memory)),
        Map.of("memory", memoryLimit));
  }
}
