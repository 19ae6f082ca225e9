package dev.mcpstack.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.rollout.fault.Fault;
import dev.mcpstack.rollout.fault.FaultyRelease;
import dev.mcpstack.rollout.load.Ledger;
import dev.mcpstack.rollout.load.Load;
import dev.mcpstack.testkit.node.Programs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.core.ConditionTimeoutException;

/** The quickstart under load, with all that happens to it written down. */
final class Scene implements AutoCloseable {
  static final String STACK = "quickstart";
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final int CALLS_FIRST = 300;

  /** Gateways look every second which revision serves, and answer what they have begun. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

  private final Instant begin = Instant.now();
  private final Installation cluster;
  private final Timeline timeline;
  private final Ledger ledger = new Ledger();
  private final Load load;

  /** What the operator has yet to be killed in. */
  private final Set<String> deadly = ConcurrentHashMap.newKeySet();

  private final Collection<Instant> deaths = new java.util.concurrent.ConcurrentLinkedQueue<>();

  /** One that serves, with its load on it. */
  Scene(Programs programs, String rollout) {
    cluster = new Installation(programs);
    cluster.kubernetes().install(read("../../examples/kubernetes/quickstart.yaml"));
    edit("{rollout: " + rollout + "}");
    becomes("ready", () -> cluster.isReady(STACK));
    timeline = new Timeline(cluster.client(), STACK, this::changed);
    try (Agent agent = cluster.agent(STACK)) {
      becomes("known to its gateway", () -> agent.tools().contains("summarize"));
    }
    load = new Load(cluster.endpoint(STACK), () -> cluster.agent(STACK), ledger);
    becomes("under load", () -> ledger.size() > CALLS_FIRST);
    say(load.size() + " agents call");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Installation cluster() {
    return cluster;
  }

  Timeline timeline() {
    return timeline;
  }

  Ledger ledger() {
    return ledger;
  }

  private void changed(Timeline.Mark mark) {
    say(
        mark.what()
            + " "
            + mark.value()
            + (mark.message().isEmpty() ? "" : "   " + mark.message()));
    String state = mark.value().replaceAll("[ ,0-9]+", "");
    if (deadly.remove(mark.what().equals("selector") ? mark.what() : state)) {
      killOperator(state);
    }
  }

  /** From now on the operator is killed at once when it has written one of these, each once. */
  void operatorDiesIn(String... states) {
    deadly.addAll(List.of(states));
  }

  /** In what it has not been killed. */
  Set<String> deadly() {
    return Set.copyOf(deadly);
  }

  /** How often it was killed. */
  int deaths() {
    return deaths.size();
  }

  private void killOperator(String state) {
    for (Pod pod : cluster.pods()) {
      String container = pod.getSpec().getContainers().getFirst().getName();
      if (pod.getSpec().getContainers().getFirst().getImage().startsWith(Images.OPERATOR)
          && pod.getMetadata().getNamespace().equals("mcpstack-system")) {
        Optional<ProcessHandle> process =
            cluster
                .kubernetes()
                .node()
                .process(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container);
        if (process.isPresent() && process.get().destroyForcibly()) {
          deaths.add(Instant.now());
          say("operator killed in " + state);
        }
      }
    }
  }

  /** Changes the stack's specification. */
  void edit(String spec) {
    Map<?, ?> patch = Serialization.unmarshal("spec: " + spec, Map.class);
    cluster
        .client()
        .genericKubernetesResources("mcpstack.dev/v1alpha1", "McpStack")
        .inNamespace(Installation.NAMESPACE)
        .withName(STACK)
        .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
  }

  /** Asks for a release, and says when. */
  Instant release(String version) {
    Instant now = Instant.now();
    edit("{release: " + version + "}");
    return now;
  }

  /** The same for one that has failed before. */
  Instant retry(String version) {
    Instant now = Instant.now();
    edit("{release: " + version + ", rollout: {retry: '" + now + "'}}");
    return now;
  }

  /**
   * Waits until a revision has taken over and the one before is gone. No call fails meanwhile.
   *
   * @return since when the one before drains
   */
  Instant takesOver(int revision, Instant begin) {
    at("selector", String.valueOf(revision), begin);
    at("phase", "Stable " + revision, begin);
    Instant drains = at("leaving", "Draining " + (revision - 1), begin);
    at("leaving", "", drains);
    harmless("a release took over", begin, Instant.now());
    return drains;
  }

  /** Waits until a revision has failed before it served. No call fails meanwhile. */
  void neverServes(int revision, int serving, Instant begin) {
    at("phase", "Stable " + serving, at("phase", "Staging " + revision, begin));
    at("leaving", "", at("leaving", "Kept " + revision, begin));
    assertThat(timeline.since(begin)).noneMatch(mark -> mark.what().equals("selector"));
    harmless("a release that never served", begin, Instant.now());
  }

  /**
   * Lets a release that serves turn bad, and waits until it is taken back. Calls fail by its own
   * errors alone, can all be made again, and no longer than until it no longer serves.
   */
  void takenBack(FaultyRelease bad, Fault.Kind kind, int serving, Instant begin) {
    Instant turned = Instant.now();
    bad.becomes(kind);
    Instant detected = at("phase", "RollingBack " + serving, turned);
    Instant back = at("selector", String.valueOf(serving), detected);
    at("phase", "Stable " + serving, detected);
    becomes("without what was taken back", () -> timeline.now("leaving").isEmpty());
    Instant end = Instant.now();
    long detection = Duration.between(turned, detected).toMillis();
    long write = Duration.between(detected, back).toMillis();
    say(
        "%s: detected after %d ms, selector written back after %d ms"
            .formatted(kind, detection, write));
    harmless("before it turned bad", begin, turned);
    say("its own errors: " + ledger.summary(turned, back.plus(SETTLED)));
    assertThat(ledger.troubles(turned, back.plus(SETTLED))).allMatch(Ledger.Entry::isRetryable);
    say("after it was taken back: " + ledger.summary(back.plus(SETTLED), end));
    assertThat(ledger.troublesEnded(back.plus(SETTLED), end))
        .allMatch(each -> each.begin().isBefore(back.plus(SETTLED)));
    assertThat(write).isLessThan(LONGEST_WRITE.toMillis());
  }

  /** No call that ended in this time has failed. */
  void harmless(String what, Instant from, Instant until) {
    say(what + ": " + ledger.summary(from, until));
    assertThat(ledger.troublesEnded(from, until)).isEmpty();
  }

  /** Waits until something is first so after a time. */
  Instant at(String what, String value, Instant after) {
    becomes(what + " " + value, () -> timeline.first(what, value, after).isPresent());
    return timeline.first(what, value, after).orElseThrow();
  }

  void becomes(String what, java.util.concurrent.Callable<Boolean> holds) {
    try {
      await(what).atMost(LONGEST).pollInterval(EVERY).ignoreExceptions().until(holds);
    } catch (ConditionTimeoutException e) {
      ledger.troubles(begin, Instant.now()).stream().limit(60).forEach(System.out::println);
      throw new AssertionError(
          cluster.stack(STACK).<Object>get("status") + "\n" + cluster.logs(), e);
    }
  }

  void say(String what) {
    System.out.printf(
        "%6.1f s  %s%n", Duration.between(begin, Instant.now()).toMillis() / 1e3, what);
  }

  @Override
  public void close() {
    try (cluster;
        timeline;
        load) {
      say(ledger.total());
    }
  }
}
