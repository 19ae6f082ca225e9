package dev.mcpstack.operator.model;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.shape.DurationText;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.PodPaths;
import dev.mcpstack.stack.VerificationSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Job that checks a cell before it serves. It runs out of the operator's image, so that no
 * release judges itself.
 */
public final class CheckJob {
  /** Its container. */
  public static final String CONTAINER = "doctor";

  /** What doctor ends with that another try does not change. */
  private static final List<Integer> VERDICTS = List.of(1, 2);

  /** How often it is tried again while the cell can't be judged. */
  private static final int TRIES = 6;

  /** How long it can be looked at. */
  private static final int KEPT_SECONDS = 3600;

  private static final String KEY_FILE = "mcpstack-doctor";
  private static final String PEM = PodPaths.CERTIFICATE_FILE;
  private static final String RESULT_FILE = "/dev/termination-log";

  private CheckJob() {}

  /** The caller that the gateways know doctor as, and its key in the Secret. */
  public static String caller() {
    return KEY_FILE;
  }

  /**
   * The Job of one attempt.
   *
   * @param revision the one that is checked
   * @param until when it has to be done
   * @param serving what there is of the cell that serves; empty if it can't answer: then there is
   *     nothing to compare with, and what is to mend that must not wait for it
   */
  public static Manifest of(
      StackInput input, int revision, Instant until, Optional<List<Manifest>> serving) {
    List<String> certificates =
        Stream.concat(
                input.spec().gateway().certificateSecretName().stream(),
                serving.stream().flatMap(List::stream).flatMap(CheckJob::certificate))
            .filter(secret -> !secret.equals(input.names().endpointCertificate()))
            .distinct()
            .toList();
    CellNames names = input.names(revision);
    Duration limit = input.spec().rollout().verificationDeadline();
    Map<String, Object> policy =
        Tree.of(
            "rules",
            List.of(
                Tree.of(
                    "action",
                    "FailJob",
                    "onExitCodes",
                    Tree.of("containerName", CONTAINER, "operator", "In", "values", VERDICTS))));
    return Manifest.of(
        "batch/v1",
        "Job",
        input.checker(names.check(until), names),
        Tree.of(
            "spec",
            Tree.of(
                "backoffLimit",
                TRIES,
                "activeDeadlineSeconds",
                Math.max(1, limit.toSeconds()),
                "ttlSecondsAfterFinished",
                Math.max(KEPT_SECONDS, limit.toSeconds()),
                "podFailurePolicy",
                policy,
                "template",
                template(
                    input,
                    names,
                    arguments(input, names, limit, serving.isPresent(), certificates),
                    certificates))));
  }

  /** The Secret of the certificate that the gateways of a cell show. */
  private static Stream<String> certificate(Manifest manifest) {
    return at(manifest.tree(), "spec", "template", "spec", "volumes") instanceof List<?> volumes
            && manifest.kind().equals("Deployment")
        ? volumes.stream()
            .filter(volume -> "certificate".equals(at(volume, "name")))
            .map(volume -> String.valueOf(at(volume, "secret", "secretName")))
        : Stream.empty();
  }

  private static @Nullable Object at(@Nullable Object tree, String... path) {
    Object found = tree;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  private static String certificateFile(int number) {
    return "certificate-" + number;
  }

  private static Map<String, Object> template(
      StackInput input, CellNames names, List<String> arguments, List<String> certificates) {
    Volumes volumes = new Volumes();
    volumes.secret("key", names.doctor(), PodPaths.DOCTOR_KEY, KEY_FILE);
    volumes.secret("ca", names.authority(), PodPaths.AUTHORITY, PodPaths.AUTHORITY_FILE);
    for (String secret : certificates) {
      String file = certificateFile(certificates.indexOf(secret));
      volumes.secretKey(file, secret, PEM, PodPaths.ENDPOINT_CERTIFICATE.resolve(file), PEM);
    }
    volumes.scratch("tmp", "/tmp", "16Mi");
    return Tree.of(
        "metadata",
        Tree.of("labels", Labels.checker(names)),
        "spec",
        Tree.of(
            "restartPolicy",
            "Never",
            "serviceAccountName",
            names.stack(),
            "automountServiceAccountToken",
            false,
            "enableServiceLinks",
            false,
            "securityContext",
            Containers.podSecurity(),
            "imagePullSecrets",
            input.images().pullSecrets(input.spec()),
            "containers",
            List.of(container(input, arguments, volumes)),
            "volumes",
            volumes.volumes()));
  }

  private static Map<String, Object> container(
      StackInput input, List<String> arguments, Volumes volumes) {
    return Tree.of(
        "name",
        CONTAINER,
        "image",
        input.images().operator(input.spec()),
        "imagePullPolicy",
        Images.pullPolicy(input.spec()),
        "command",
        List.of(
            "/opt/java/openjdk/bin/java", "@/opt/mcpstack/jvm.options", "@/opt/mcpstack/doctor"),
        "args",
        arguments,
        "terminationMessagePath",
        RESULT_FILE,
        "resources",
        Tree.of(
            "requests",
            Tree.of("cpu", "50m", "memory", "128Mi"),
            "limits",
            Tree.of("memory", "256Mi")),
        "securityContext",
        Containers.security(),
        "volumeMounts",
        volumes.mounts());
  }

  private static List<String> arguments(
      StackInput input,
      CellNames names,
      Duration limit,
      boolean serving,
      List<String> certificates) {
    VerificationSpec spec = input.spec().rollout().verification();
    List<String> arguments = new ArrayList<>();
    arguments.add("verify");
    arguments.addAll(List.of("--preview", address(input, names.preview())));
    if (serving) {
      arguments.addAll(List.of("--serving", address(input, names.endpoint())));
    }
    arguments.addAll(List.of("--expect", servers(input)));
    arguments.addAll(List.of("--key-file", PodPaths.DOCTOR_KEY.resolve(KEY_FILE).toString()));
    arguments.addAll(
        List.of("--ca-file", PodPaths.AUTHORITY.resolve(PodPaths.AUTHORITY_FILE).toString()));
    // Somebody's own certificate bears the name that agents use, and others have signed it.
    for (int number = 0; number < certificates.size(); number++) {
      String folder = certificateFile(number);
      arguments.addAll(
          List.of(
              "--endpoint-certificate",
              PodPaths.ENDPOINT_CERTIFICATE.resolve(folder).resolve(PEM).toString()));
    }
    arguments.addAll(List.of("--result", RESULT_FILE));
    arguments.addAll(List.of("--deadline", DurationText.format(limit.dividedBy(2))));
    spec.acknowledgedTools()
        .forEach(tool -> arguments.addAll(List.of("--acknowledged-tool", tool)));
    return arguments;
  }

  private static String servers(StackInput input) {
    return input.servers().stream()
        .filter(server -> server != ServerRole.GATEWAY)
        .map(ServerRole::text)
        .collect(Collectors.joining(","));
  }

  private static String address(StackInput input, String service) {
    int asked = input.spec().gateway().port();
    int port = asked == 0 ? CellConfigs.MCP_PORT : asked;
    return "https://" + service + "." + input.namespace() + ".svc:" + port + "/mcp";
  }
}
