package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The doctor, in a pod of its own beside a stack: it finds the Service by name, as agents do. */
final class Inside {
  private static final String POD = "doctor";
  private static final Duration ENDS = Duration.ofMinutes(5);

  private final Suite suite;
  private final KubernetesClient client;

  Inside(Suite suite) {
    this.suite = suite;
    this.client = suite.client();
  }

  /** How it ended and what it wrote. */
  record Said(int exitCode, String text) {}

  /** The image that has the doctor; skips the test if none is known. */
  String image() {
    Optional<String> image =
        suite
            .settings()
            .doctor()
            .or(() ->
                Optional.of(suite.charts().namespace())
                    .filter(namespace -> !namespace.isEmpty())
                    .map(_ ->
                        suite
                            .charts()
                            .deployment(client)
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getImage()));
    Assumptions.assumeTrue(
        image.isPresent(),
        () -> "no image has the doctor: give -D" + Settings.PREFIX + "doctor=IMAGE");
    return image.orElseThrow();
  }

  /** Examines a stack through its Service. */
  Said doctor(Stack stack) {
    String yaml =
        Templates.fill(
            "doctor.yaml",
            Map.of(
                "image",
                image(),
                "pullPolicy",
                suite.settings().pullPolicy(),
                "stack",
                stack.name(),
                "endpoint",
                "https://" + stack.name() + "." + stack.namespace() + ".svc:8080/mcp"));
    PodResource pod = client.pods().inNamespace(stack.namespace()).withName(POD);
    for (HasMetadata object : Stack.load(client, yaml)) {
      client.resource(object).inNamespace(stack.namespace()).create();
    }
    try {
      int code =
          suite.waiting().until("the doctor's judgement", ENDS, () -> exitCode(pod.require()));
      return new Said(code, pod.getLog());
    } finally {
      pod.withGracePeriod(0).delete();
      suite
          .waiting()
          .until(
              "the doctor's pod to go",
              ENDS,
              () -> pod.get() == null ? Seen.yes("gone") : Seen.notYet("there"));
    }
  }

  private static Seen<Integer> exitCode(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .map(container -> container.getState().getTerminated())
        .flatMap(ended -> Optional.ofNullable(ended).stream())
        .findFirst()
        .map(ended -> Seen.yes(ended.getExitCode()))
        .orElseGet(() -> Seen.notYet(Pods.text(pod)));
  }
}
