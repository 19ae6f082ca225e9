package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A stack whose releases change under calls. */
final class RollingStack {
  private static final Duration PHASE = Duration.ofMinutes(6);
  private static final String REVISION = "mcpstack.dev/revision";

  private final Suite suite;
  private final Stack stack;

  RollingStack(Suite suite, Stack stack) {
    this.suite = suite;
    this.stack = stack;
  }

  Stack stack() {
    return stack;
  }

  Rollout rollout() {
    return Rollout.of(stack.resource().require());
  }

  /** The revision in the selector of the endpoint. */
  int selected() {
    return Integer.parseInt(stack.endpoint().require().getSpec().getSelector().get(REVISION));
  }

  /** Merges JSON into the specification; single quotes stand for double ones. */
  void change(String spec) {
    stack.patch("{\"spec\":" + spec.replace('\'', '"') + "}");
    suite.report().say("changed " + spec);
  }

  /** A specification whose LocalData has these variables, and a name of the release besides. */
  static String variables(String release, String... pairs) {
    StringBuilder all = new StringBuilder("{'name':'RELEASE','value':'" + release + "'}");
    for (int at = 0; at < pairs.length; at += 2) {
      all.append(",{'name':'" + pairs[at] + "','value':'" + pairs[at + 1] + "'}");
    }
    return "'localData':{'pods':{'image':null,'env':[" + all + "]}}";
  }

  Rollout becomes(String what, Predicate<Rollout> wanted) {
    return becomes(what, PHASE, wanted);
  }

  Rollout becomes(String what, Duration atMost, Predicate<Rollout> wanted) {
    return suite
        .waiting()
        .until(
            what,
            atMost,
            () -> {
              Rollout seen = rollout();
              return wanted.test(seen)
                  ? Seen.yes(seen)
                  : Seen.notYet(seen + " | " + Pods.text(suite.client(), stack.namespace()));
            });
  }

  /** The number of the revision that is brought up by now. */
  int staged(int before) {
    return becomes(
            "a revision beside " + before,
            rollout -> rollout.to() > before && !rollout.phase().equals(Rollout.STABLE))
        .to();
  }

  /** Until it serves, and no other is there. */
  Rollout rests(int revision) {
    return becomes("revision " + revision + " alone", rollout -> rollout.rests(revision));
  }

  /** Until this one failed and another serves. */
  Rollout fails(int revision, int serving) {
    Rollout failed =
        becomes(
            "revision " + revision + " to fail",
            rollout ->
                rollout.failed() == revision
                    && rollout.isStable(serving)
                    // What was intended is written before it is told.
                    && rollout.message().contains("Revision " + revision + " has failed"));
    suite.report().say(failed.message());
    return failed;
  }

  /** Pods of a revision, whatever they are for. */
  List<Pod> pods(int revision) {
    return suite
        .client()
        .pods()
        .inNamespace(stack.namespace())
        .withLabels(Map.of("mcpstack.dev/stack", stack.name(), REVISION, String.valueOf(revision)))
        .list()
        .getItems();
  }

  /** What the Job that checked a revision has found, as its pod's last words have it. */
  List<String> verdicts(int revision) {
    KubernetesClient client = suite.client();
    return client.batch().v1().jobs().inNamespace(stack.namespace()).list().getItems().stream()
        .filter(job -> job.getMetadata().getName().startsWith(stack.name() + "-r" + revision + "-"))
        .map(this::verdict)
        .toList();
  }

  private String verdict(Job job) {
    return suite
        .client()
        .pods()
        .inNamespace(stack.namespace())
        .withLabel("job-name", job.getMetadata().getName())
        .list()
        .getItems()
        .stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .map(container -> container.getState().getTerminated())
        .map(ended -> ended == null ? "" : String.valueOf(ended.getMessage()))
        .reduce("", (all, next) -> all + next);
  }
}
