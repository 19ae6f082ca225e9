package dev.mcpstack.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Pods that are processes of this machine: it takes the loopback of Linux. */
@EnabledOnOs(OS.LINUX)
final class NodeTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Programs PROGRAMS =
      Programs.none()
          .with("shell", _ -> List.of("sh"))
          .with(
              "server",
              Program.java(PodMain.class.getName(), List.of("-Xmx16m", "-XX:+UseSerialGC")))
          .with("nothing", _ -> List.of("/no/such/program"))
          .waiting(Duration.ofMillis(100));

  @TempDir private static Path shared;

  private FakeKubernetes kubernetes = new FakeKubernetes();
  private KubernetesClient client = kubernetes.client();

  @BeforeEach
  void start() {
    kubernetes.close();
    kubernetes = new FakeKubernetes(PROGRAMS);
    client = kubernetes.client();
  }

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  /**
   * A pod named p of a shell that runs a script, with more of its container in YAML's flow style.
   */
  private void shell(String script, String more) {
    pod("Always", script, more);
  }

  private void pod(String restartPolicy, String script, String more) {
    kubernetes.install(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, labels: {app: p}}
        spec:
          restartPolicy: %s
          terminationGracePeriodSeconds: 2
          volumes:
          - {name: tmp, emptyDir: {}}
          - {name: host, hostPath: {path: %s}}
          - {name: settings, configMap: {name: settings, optional: true}}
          containers:
          - {name: c, image: shell, command: [sh, -c, %s], volumeMounts: [{name: tmp, mountPath: /tmp},
             {name: host, mountPath: /host}, {name: settings, mountPath: /etc/app}] %s}
        """
            .formatted(restartPolicy, shared, quoted(script), more));
  }

  private static String quoted(String script) {
    return "'" + script.replace("'", "''") + "'";
  }

  private Optional<Pod> pod(String name) {
    return Optional.ofNullable(client.pods().withName(name).get());
  }

  private Optional<ContainerStatus> container(String name) {
    return pod(name).stream()
        .flatMap(pod -> Stream.ofNullable(pod.getStatus()))
        .flatMap(status -> status.getContainerStatuses().stream())
        .findFirst();
  }

  private boolean isReady(String name) {
    return container(name).filter(ContainerStatus::getReady).isPresent();
  }

  private Optional<ContainerState> state() {
    return container("p").map(ContainerStatus::getState);
  }

  private static void eventually(Callable<Boolean> holds) {
    await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(holds);
  }

  private ProcessHandle process() {
    return kubernetes.node().process("default", "p", "c").orElseThrow();
  }

  @Test
  void pod_runsAndSaysSo() {
    shell("echo hello; exec sleep 1000", "");
    eventually(() -> isReady("p"));
    Pod pod = pod("p").orElseThrow();
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(pod.getStatus().getPodIP()).matches("127\\.\\d+\\.1\\d\\d\\.\\d+");
    assertThat(pod.getStatus().getConditions())
        .extracting(condition -> condition.getType() + "=" + condition.getStatus())
        .containsExactly(
            "PodScheduled=True", "Initialized=True", "ContainersReady=True", "Ready=True");
    assertThat(process().isAlive()).isTrue();
    eventually(() -> kubernetes.node().log("default", "p").equals("hello\n"));
  }

  @Test
  void crashLoop_isCounted_withCodeAndMessageOfTheLastEnd() {
    shell("echo all is lost > /dev/termination-log; exit 3", "");
    eventually(() ->
        container("p").filter(each -> each.getRestartCount() >= 2).isPresent()
            && isWaiting("CrashLoopBackOff"));
    ContainerStateTerminated last = container("p").orElseThrow().getLastState().getTerminated();
    assertThat(last.getExitCode()).isEqualTo(3);
    assertThat(last.getReason()).isEqualTo("Error");
    assertThat(last.getMessage()).isEqualTo("all is lost\n");
    assertThat(pod("p").orElseThrow().getStatus().getPhase()).isEqualTo("Running");
    assertThat(isReady("p")).isFalse();
  }

  @Test
  void killedProcess_isStartedAgain() {
    shell("exec sleep 1000", "");
    eventually(() -> isReady("p"));
    long first = process().pid();
    process().destroyForcibly();
    eventually(() -> container("p").filter(each -> each.getRestartCount() == 1).isPresent());
    eventually(() -> isReady("p"));
    assertThat(process().pid()).isNotEqualTo(first);
    assertThat(container("p").orElseThrow().getLastState().getTerminated().getExitCode())
        .isEqualTo(137);
  }

  /** Also shows that a change of a ConfigMap comes to a pod that runs. */
  @Test
  void readiness_followsItsProbe_andFilesFollowTheirObjects() {
    settings("{other: x}");
    shell(
        "exec sleep 1000",
        ", readinessProbe: {exec: {command: [cat, /etc/app/ready]}, periodSeconds: 1, failureThreshold: 1}");
    eventually(() -> state().filter(each -> each.getRunning() != null).isPresent());
    assertThat(isReady("p")).isFalse();
    settings("{ready: yes}");
    eventually(() -> isReady("p"));
    settings("{other: x}");
    eventually(() -> !isReady("p"));
    assertThat(container("p").orElseThrow().getRestartCount()).isZero();
  }

  private void settings(String data) {
    kubernetes.install(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: %s
        """
            .formatted(data.replace("yes", "'yes'")));
  }

  @Test
  void illContainer_isRestarted_whatItStartedToo() {
    shell(
        "rm -f /tmp/ill; sleep 1000 & sleep 1; touch /tmp/ill; wait",
        ", livenessProbe: {exec: {command: ['test', '!', -f, /tmp/ill]}, periodSeconds: 1, failureThreshold: 1}");
    eventually(() -> isReady("p"));
    eventually(() -> process().children().findAny().isPresent());
    ProcessHandle child = process().children().findFirst().orElseThrow();
    eventually(() -> container("p").filter(each -> each.getRestartCount() >= 1).isPresent());
    eventually(() -> !child.isAlive());
    assertThat(client.v1().events().list().getItems())
        .extracting(event -> event.getReason())
        .contains("Unhealthy", "Killing");
  }

  @Test
  void startupProbe_holdsTheOthersBack() {
    shell(
        "exec sleep 1000",
        ", startupProbe: {exec: {command: [test, -f, /host/up]}, periodSeconds: 1, failureThreshold: 60}");
    eventually(() -> state().filter(each -> each.getRunning() != null).isPresent());
    assertThat(container("p").orElseThrow().getStarted()).isFalse();
    assertThat(isReady("p")).isFalse();
    write(shared.resolve("up"), "");
    eventually(() -> isReady("p"));
    assertThat(container("p").orElseThrow().getStarted()).isTrue();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** First its Service leaves it, then it is told, then killed; only then its object goes. */
  @Test
  void stubbornPod_isKilledAfterItsGrace() {
    service("p");
    shell("trap \"touch /host/told\" TERM; while :; do sleep 0.1; done", "");
    eventually(() -> ready("p").equals(List.of(true)));
    ProcessHandle process = process();
    long deleted = System.nanoTime();
    client.pods().withName("p").delete();
    eventually(() -> !ready("p").contains(true));
    eventually(() -> Files.exists(shared.resolve("told")));
    assertThat(process.isAlive()).isTrue();
    assertThat(pod("p").orElseThrow().getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(2);
    eventually(() -> pod("p").isEmpty());
    assertThat(process.isAlive()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - deleted)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void politePod_goesAtOnce() {
    shell("trap \"echo bye; exit 0\" TERM; echo up; while :; do sleep 0.1; done", "");
    eventually(() -> kubernetes.node().log("default", "p").contains("up"));
    client.pods().withName("p").withGracePeriod(1000).delete();
    eventually(() -> pod("p").isEmpty());
    assertThat(kubernetes.node().log("default", "p")).endsWith("bye\n");
  }

  @Test
  void podGivenUp_isKilledWithoutBeingTold() {
    shell("trap \"echo told\" TERM; echo up; while :; do sleep 0.1; done", "");
    eventually(() -> kubernetes.node().log("default", "p").contains("up"));
    ProcessHandle process = process();
    client.pods().withName("p").withGracePeriod(0).delete();
    eventually(() -> !process.isAlive());
    assertThat(pod("p")).isEmpty();
    assertThat(kubernetes.node().log("default", "p")).doesNotContain("told");
  }

  private void service(String app) {
    kubernetes.install(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: %s}, ports: [{port: 8000, targetPort: 8080}]}
        """
            .formatted(app));
  }

  private List<Boolean> ready(String pod) {
    return client.resources(EndpointSlice.class).list().getItems().stream()
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(endpoint -> endpoint.getTargetRef().getName().equals(pod))
        .map(endpoint -> endpoint.getConditions().getReady())
        .toList();
  }

  @Test
  void job_endsAsItsPodDoes() {
    job("good", "echo well > /dev/termination-log");
    job("bad", "echo no >&2; exit 7");
    eventually(() -> condition("good", "Complete") && condition("bad", "Failed"));
    assertThat(terminated("good").getMessage()).isEqualTo("well\n");
    assertThat(terminated("good").getExitCode()).isZero();
    // It left no message, so its last words are taken.
    assertThat(terminated("bad").getMessage()).isEqualTo("no\n");
    assertThat(terminated("bad").getExitCode()).isEqualTo(7);
  }

  private void job(String name, String script) {
    kubernetes.install(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: %s}
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              containers:
              - {name: c, image: shell, command: [sh, -c, %s], terminationMessagePolicy: FallbackToLogsOnError}
        """
            .formatted(name, quoted(script)));
  }

  private boolean condition(String job, String type) {
    return client.batch().v1().jobs().withName(job).get().getStatus().getConditions().stream()
        .anyMatch(condition -> condition.getType().equals(type));
  }

  private ContainerStateTerminated terminated(String job) {
    return client.pods().list().getItems().stream()
        .filter(pod -> pod.getMetadata().getName().startsWith(job + "-"))
        .findFirst()
        .orElseThrow()
        .getStatus()
        .getContainerStatuses()
        .getFirst()
        .getState()
        .getTerminated();
  }

  @Test
  void initContainer_goesFirst() {
    kubernetes.install(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          volumes: [{name: work, emptyDir: {}}]
          initContainers:
          - {name: i, image: shell, command: [sh, -c, 'echo made > /shelf/it'], volumeMounts: [{name: work, mountPath: /shelf}]}
          containers:
          - {name: c, image: shell, command: [sh, -c, 'cat /shelf/it; exec sleep 1000'], volumeMounts: [{name: work, mountPath: /shelf}]}
        """);
    eventually(() -> kubernetes.node().log("default", "p").equals("made\n"));
    eventually(() -> isReady("p"));
  }

  @Test
  void whatCantStart_saysWhy() {
    simple("a", "image: none:1");
    simple("b", "image: nothing");
    simple(
        "c",
        "image: shell, env: [{name: M, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}]");
    simple(
        "d", "image: shell, env: [{name: M, valueFrom: {secretKeyRef: {name: absent, key: k}}}]");
    eventually(() ->
        waiting("a").equals("ImagePullBackOff")
            && waiting("b").equals("CrashLoopBackOff")
            && waiting("c").equals("CreateContainerConfigError")
            && waiting("d").equals("CreateContainerConfigError"));
    assertThat(container("b").orElseThrow().getLastState().getTerminated().getReason())
        .isEqualTo("StartError");
    assertThat(container("c").orElseThrow().getState().getWaiting().getMessage())
        .isEqualTo("this node doesn't know resourceFieldRef");
    assertThat(container("d").orElseThrow().getState().getWaiting().getMessage())
        .isEqualTo("secret \"absent\" not found");
    for (String name : List.of("a", "b", "c", "d")) {
      client.pods().withName(name).delete();
      eventually(() -> pod(name).isEmpty());
    }
  }

  private void simple(String name, String container) {
    kubernetes.install(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec: {containers: [{name: c, %s}]}
        """
            .formatted(name, container));
  }

  private String waiting(String name) {
    return container(name)
        .flatMap(each -> Optional.ofNullable(each.getState().getWaiting()))
        .map(each -> each.getReason())
        .orElse("");
  }

  private boolean isWaiting(String reason) {
    return waiting("p").equals(reason);
  }

  @Test
  void service_leadsNewConnectionsToNewPods_byNameToo() throws IOException {
    for (String app : List.of("blue", "green")) {
      kubernetes.install(
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: %s, labels: {app: %s}}
          spec:
            containers:
            - name: c
              image: server
              args: [$(IP), "8080"]
              env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
              startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 60}
          """
              .formatted(app, app));
    }
    service("blue");
    eventually(() -> isReady("blue") && isReady("green"));
    String clusterIp = client.services().withName("web").get().getSpec().getClusterIP();
    InetSocketAddress web = Addresses.socket(clusterIp, 8000);
    eventually(() -> ready("blue").contains(true) && accepts(web));
    InetAddress address = InetAddress.getAllByName("web.default.svc")[0];
    assertThat(address.getHostAddress()).isEqualTo(clusterIp);
    try (Line before = new Line(web)) {
      assertThat(before.ask("who")).isEqualTo("blue");
      assertThat(before.ask("?web")).isEqualTo(address.getHostAddress());
      assertThat(before.ask("?web.default.svc.cluster.local")).isEqualTo(address.getHostAddress());
      assertThat(before.ask("?none.default.svc")).isEqualTo("unknown");
      service("green");
      eventually(() -> Line.once(web, "who").equals("green"));
      assertThat(before.ask("who")).isEqualTo("blue");
    }
  }

  private static boolean accepts(InetSocketAddress service) {
    try (Line line = new Line(service)) {
      return !line.ask("who").isEmpty();
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  @Test
  void claim_outlivesPods() {
    kubernetes.install(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: disk}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """);
    for (String name : List.of("one", "two")) {
      simple(
          name,
          "image: shell, command: [sh, -c, 'echo x >> /disk/file; exec sleep 1000'], volumeMounts: [{name: disk, mountPath: /disk}]}], volumes: [{name: disk, persistentVolumeClaim: {claimName: disk}");
      eventually(() -> isReady(name));
      client.pods().withName(name).delete();
      eventually(() -> pod(name).isEmpty());
    }
    assertThat(kubernetes.node().claim("default", "disk").resolve("file")).hasContent("x\nx");
  }

  @Test
  void close_leavesNothing() {
    service("p");
    shell("sleep 1000 & exec sleep 1000", "");
    eventually(() -> ready("p").contains(true));
    eventually(() -> process().children().findAny().isPresent());
    List<ProcessHandle> processes = Processes.tree(process());
    Path folder = kubernetes.node().folder();
    String address = client.services().withName("web").get().getSpec().getClusterIP();
    InetSocketAddress web = Addresses.socket(address, 8000);

    kubernetes.close();
    await().atMost(LONGEST).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> new Line(web)).hasMessageContaining("Connection refused");
    assertThatThrownBy(() -> InetAddress.getAllByName("web.default.svc"))
        .isInstanceOf(UnknownHostException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("fake cluster"));
  }

  @Test
  void twoClusters_haveNothingInCommon() {
    try (FakeKubernetes other = new FakeKubernetes(PROGRAMS)) {
      service("p");
      other.install(
          "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}");
      assertThat(other.client().services().withName("web").get().getSpec().getClusterIP())
          .isNotEqualTo(client.services().withName("web").get().getSpec().getClusterIP());
      assertThat(other.node().folder()).isNotEqualTo(kubernetes.node().folder());
    }
  }
}
