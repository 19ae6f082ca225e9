package dev.mcpstack.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The quickstart of a cluster, as its page has it, with nothing that is not a real process. */
final class WholeStackTest {
  private static final String STACK = "quickstart";
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final long start = System.nanoTime();

  @Test
  void quickstart_servesAndChangesRelease_andLeavesNothing() throws IOException {
    Optional<Path> redis = Images.redis();
    assumeThat(redis).as("the Debian package redis-server is not installed").isPresent();
    Path folder;
    List<ProcessHandle> processes;
    try (Installation cluster = new Installation(Images.all(redis.orElseThrow()))) {
      folder = cluster.kubernetes().node().folder();
      cluster
          .kubernetes()
          .install(Files.readString(Path.of("../../examples/kubernetes/quickstart.yaml")));
      // No revision stays beside the one that serves.
      edit(cluster, "{rollout: {observation: 0s, drainLimit: 0s}}");
      becomes(cluster, "ready", () -> cluster.isReady(STACK));
      say("ready");
      try (Agent agent = cluster.agent(STACK)) {
        converse(agent);
        say("query, token, analysis");
        doctor(cluster);
        say("doctor, from inside");
        assertThat(cluster.serving(STACK)).isEqualTo("1");

        edit(cluster, "{limits: {handleLifetime: 10m}}");
        becomes(cluster, "served by revision 2", () -> cluster.serving(STACK).equals("2"));
        becomes(cluster, "ready again", () -> cluster.isReady(STACK));
        say("second revision serves");
      }
      try (Agent agent = cluster.agent(STACK)) {
        converse(agent);
      }
      memory(cluster);
      processes = ProcessHandle.current().descendants().toList();
      assertThat(processes).hasSizeGreaterThanOrEqualTo(5);
    }
    say("closed");
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).doesNotExist();
  }

  private static void converse(Agent agent) {
    // A gateway learns of tools by asking its servers.
    await()
        .atMost(LONGEST)
        .until(() -> agent.tools().containsAll(List.of("execute_query", "summarize")));
    assertThat(agent.call("list_sources", Map.of()).text()).contains("samples");
    Agent.Reply query =
        agent.call(
            "execute_query",
            Map.of("source", "samples", "sql", "SELECT year, employed FROM longley"));
    assertThat(query.isError()).as(query.text()).isFalse();
    Agent.Reply summary = agent.call("summarize", Map.of("handle", query.at("handle")));
    assertThat(summary.isError()).as(summary.text()).isFalse();
    // (1947 + ... + 1962) / 16
    assertThat(summary.at("numeric")).contains("mean=1954.5");
  }

  /** As a Job of a cluster, which finds the stack by the name of its Service. */
  private static void doctor(Installation cluster) {
    cluster
        .kubernetes()
        .install(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: doctor}
            spec:
              backoffLimit: 0
              activeDeadlineSeconds: 120
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - name: doctor
                    image: %s:0.1.0
                    command: [java, "@/opt/mcpstack/doctor"]
                    args: [--key-file, /keys/default, --ca-file, /ca/ca.crt, "https://%s:8080/mcp"]
                    terminationMessagePolicy: FallbackToLogsOnError
                    volumeMounts:
                    - {name: keys, mountPath: /keys}
                    - {name: ca, mountPath: /ca}
                    - {name: tmp, mountPath: /tmp}
                  volumes:
                  - {name: keys, secret: {secretName: %s-keys}}
                  - {name: ca, secret: {secretName: %s-ca}}
                  - {name: tmp, emptyDir: {}}
            """
                .formatted(Images.OPERATOR, STACK, STACK, STACK));
    becomes(cluster, "seen by its doctor", () -> !cluster.ends("doctor").isEmpty());
    String pod = cluster.ends("doctor").getFirst();
    String said = cluster.kubernetes().node().log(Installation.NAMESPACE, pod);
    assertThat(said).contains("All is well.");
  }

  private static void edit(Installation cluster, String spec) {
    String yaml = "spec: " + spec;
    cluster
        .client()
        .genericKubernetesResources("mcpstack.dev/v1alpha1", "McpStack")
        .inNamespace(Installation.NAMESPACE)
        .withName(STACK)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json(yaml));
  }

  private static String json(String yaml) {
    return io.fabric8.kubernetes.client.utils.Serialization.asJson(
        io.fabric8.kubernetes.client.utils.Serialization.unmarshal(yaml, Map.class));
  }

  private static void becomes(Installation cluster, String what, Callable<Boolean> holds) {
    try {
      await(STACK + " is " + what)
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(100))
          .until(holds);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(cluster.stack(STACK) + "\n" + cluster.logs(), e);
    }
  }

  private void say(String what) {
    System.out.printf("%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
  }

  private static void memory(Installation cluster) throws IOException {
    long sum = 0;
    for (Pod pod : cluster.pods()) {
      String container = pod.getSpec().getContainers().getFirst().getName();
      Optional<ProcessHandle> process =
          cluster
              .kubernetes()
              .node()
              .process(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container);
      if (process.isPresent()) {
        long megabytes = resident(process.get()) >> 10;
        sum += megabytes;
        System.out.printf("%7d MiB  %s%n", megabytes, pod.getMetadata().getName());
      }
    }
    System.out.printf("%7d MiB  all%n", sum);
  }

  /** In kibibytes. */
  private static long resident(ProcessHandle process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }
}
