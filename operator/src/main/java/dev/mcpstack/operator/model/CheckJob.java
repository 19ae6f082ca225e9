package dev.mcpstack.operator.model;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.shape.DurationText;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.PodPaths;
import dev.mcpstack.stack.RolloutSpec;
import dev.mcpstack.stack.VerificationSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs that check a cell, before it serves and while it is observed. They run out of the
 * operator's image, so that no release judges itself.
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

  /** The least that is given to come to a result. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final String KEY_FILE = Principal.DOCTOR;
  private static final String PEM = PodPaths.CERTIFICATE_FILE;
  private static final String CHECKS = "--checks";
  private static final String RESULT_FILE = "/dev/termination-log";

  private CheckJob() {}

  /** The caller that the gateways know doctor as, and its key in the Secret. */
  public static String caller() {
    return KEY_FILE;
  }

  /**
   * One attempt.
   *
   * @param names of the cell
   * @param job the name of the Job
   * @param arguments what doctor is told beyond what it always is
   * @param round how long it may take to come to a result
   * @param all how long the Job may run
   * @param certificates Secrets of those that the endpoints show, where others have signed them
   */
  private record Attempt(
      CellNames names,
      String job,
      List<String> arguments,
      Duration round,
      Duration all,
      List<String> certificates) {}

  /**
   * The Job of one attempt at a cell that does not serve yet, after what it reads.
   *
   * @param revision the one that is checked
   * @param until when it has to be done
   * @param serving what there is of the cell that serves; empty if it can't answer: then there is
   *     nothing to compare with, and what is to mend that must not wait for it
   */
  public static List<Manifest> of(
      StackInput input, int revision, Instant until, Optional<List<Manifest>> serving) {
    CellNames names = input.names(revision);
    Duration limit = input.spec().rollout().verificationDeadline();
    List<String> arguments = new ArrayList<>(List.of("--preview", address(input, names.preview())));
    serving.ifPresent(
        _ -> arguments.addAll(List.of("--serving", address(input, names.endpoint()))));
    return objects(
        input,
        new Attempt(
            names,
            names.check(until),
            arguments,
            limit.dividedBy(2),
            limit,
            certificates(input, serving.orElse(List.of()))));
  }

  /**
   * The Job that goes on checking a cell where agents call it, after what it reads.
   *
   * @param revision the one that serves
   * @param until how long it is observed
   * @param release what there is of its cell
   */
  public static List<Manifest> recheck(
      StackInput input, int revision, Instant until, List<Manifest> release) {
    CellNames names = input.names(revision);
    RolloutSpec rollout = input.spec().rollout();
    Duration all = rollout.observation();
    Duration shorter =
        all.compareTo(rollout.verificationDeadline()) < 0 ? all : rollout.verificationDeadline();
    Duration round = SHORTEST.compareTo(shorter.dividedBy(2)) < 0 ? shorter.dividedBy(2) : SHORTEST;
    Duration begins = all.compareTo(round) < 0 ? Duration.ZERO : all.minus(round);
    List<String> arguments =
        List.of(
            "--preview",
            address(input, names.endpoint()),
            "--after-switch",
            "--repeat-for",
            DurationText.format(begins));
    return objects(
        input,
        new Attempt(
            names, names.recheck(until), arguments, round, all, certificates(input, release)));
  }

  private static List<Manifest> objects(StackInput input, Attempt attempt) {
    Manifest job = job(input, attempt);
    return input.spec().rollout().verification().checks().isEmpty()
        ? List.of(job)
        : List.of(ConfigMaps.checks(input, attempt.names(), attempt.job()), job);
  }

  private static List<String> certificates(StackInput input, List<Manifest> serving) {
    return Stream.concat(
            input.spec().gateway().certificateSecretName().stream(),
            serving.stream().flatMap(CheckJob::certificate))
        .filter(secret -> !secret.equals(input.names().endpointCertificate()))
        .distinct()
        .toList();
  }

  private static Manifest job(StackInput input, Attempt attempt) {
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
        input.checker(attempt.job(), attempt.names()),
        Tree.of(
            "spec",
            Tree.of(
                "backoffLimit",
                TRIES,
                "activeDeadlineSeconds",
                Math.max(1, attempt.all().toSeconds()),
                "ttlSecondsAfterFinished",
                Math.max(KEPT_SECONDS, attempt.all().toSeconds()),
                "podFailurePolicy",
                policy,
                "template",
                template(input, attempt))));
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

  private static Map<String, Object> template(StackInput input, Attempt attempt) {
    CellNames names = attempt.names();
    List<String> arguments = arguments(input, attempt);
    List<String> certificates = attempt.certificates();
    Volumes volumes = new Volumes();
    volumes.secret("key", names.doctor(), PodPaths.DOCTOR_KEY, KEY_FILE);
    volumes.secret("ca", names.authority(), PodPaths.AUTHORITY, PodPaths.AUTHORITY_FILE);
    for (String secret : certificates) {
      String file = certificateFile(certificates.indexOf(secret));
      volumes.secretKey(file, secret, PEM, PodPaths.ENDPOINT_CERTIFICATE.resolve(file), PEM);
    }
    if (arguments.contains(CHECKS)) {
      volumes.config("checks", attempt.job(), Objects.requireNonNull(PodPaths.CHECKS.getParent()));
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

  private static List<String> arguments(StackInput input, Attempt attempt) {
    VerificationSpec spec = input.spec().rollout().verification();
    List<String> certificates = attempt.certificates();
    List<String> arguments = new ArrayList<>();
    arguments.add("verify");
    arguments.addAll(attempt.arguments());
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
    if (!spec.checks().isEmpty()) {
      arguments.addAll(List.of(CHECKS, PodPaths.CHECKS.toString()));
    }
    arguments.addAll(List.of("--result", RESULT_FILE));
    arguments.addAll(List.of("--deadline", DurationText.format(attempt.round())));
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
