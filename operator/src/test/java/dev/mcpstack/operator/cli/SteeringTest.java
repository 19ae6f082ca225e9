package dev.mcpstack.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.cli.Terminal.Answer;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.runtime.Installation;
import dev.mcpstack.testkit.FakeKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Verbs on a stack with an operator that carries them out, over the API. */
@Timeout(600)
final class SteeringTest {
  private static final String STACK =
      """
      apiVersion: mcpstack.dev/v1alpha1
      kind: McpStack
      metadata: {name: sales, namespace: shop}
      spec:
        release: %s
        rollout: {%s}
        sources: [{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}]
      """;

  private static final String WATCHED = "observation: 1h, drainLimit: 1h";
  private static final String MANUAL = WATCHED + ", automaticPromotion: false";
  private static final String AT_ONCE = "observation: 0s, drainLimit: 1h";

  private final Installation cluster = new Installation();
  private final Installation.Instance operator;
  private final Terminal terminal;

  private final Path folder;

  SteeringTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    cluster.kubernetes.createNamespace("shop");
    operator = cluster.started();
    terminal = new Terminal(folder, cluster.kubernetes.url(), FakeKubernetes.ADMIN, "shop");
  }

  @AfterEach
  void stop() {
    operator.close();
    cluster.close();
  }

  /** As somebody does who applies from a repository: what it does not name is left alone. */
  private void apply(String release, String rollout) {
    cluster.kubernetes.install(STACK.formatted(release, rollout));
  }

  private static void eventually(String what, Callable<Boolean> holds) {
    await(what).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100)).until(holds);
  }

  private StackResource stack() {
    return cluster.user.resources(StackResource.class).inNamespace("shop").withName("sales").get();
  }

  private String status(String... path) {
    return Trees.at(stack().getStatus(), path).map(String::valueOf).orElse("");
  }

  private Optional<Object> asked(String verb) {
    return Trees.at(stack().getSpec(), "rollout", verb);
  }

  private void reaches(String phase) {
    eventually(
        phase,
        () ->
            status("rollout", "phase").equals(phase)
                && status("observedGeneration").equals("" + stack().getMetadata().getGeneration()));
  }

  private void serves(int revision) {
    eventually(
        "revision " + revision + " serves",
        () ->
            Optional.ofNullable(cluster.user.services().inNamespace("shop").withName("sales").get())
                .map(service -> service.getSpec().getSelector().get(Labels.REVISION))
                .filter(("" + revision)::equals)
                .isPresent());
  }

  private boolean has(int revision) {
    return cluster
            .user
            .apps()
            .deployments()
            .inNamespace("shop")
            .withName("sales-r" + revision + "-gateway")
            .get()
        != null;
  }

  private Answer done(String... words) {
    Answer answer = terminal.run(words);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isZero();
    return answer;
  }

  /** It says why, and nothing is written. */
  private void refused(String why, String... words) {
    String before = stack().getSpec() + "";
    Answer answer = terminal.run(words);
    assertThat(answer.err()).isEqualTo("error: " + why);
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
    assertThat(stack().getSpec() + "").isEqualTo(before);
  }

  private static String plain(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("\\(\\w+ left\\)", "(LEFT)")
        .replaceAll("(blue|green)( +)\\w+[dhms] +", "$1$2AGE   ")
        .replaceAll("AGE +STANDING", "AGE   STANDING");
  }

  /** Revision 1 serves, and the rest comes by the test. */
  private void first(String rollout) {
    apply("0.1.0", rollout);
    serves(1);
    reaches("Stable");
  }

  @Test
  void promote_letsTheRevisionServeThatWaits() {
    first(MANUAL);
    refused("Nothing is staged, so there is nothing to promote.", "promote");
    apply("0.2.0", MANUAL);
    reaches("AwaitingPromotion");
    refused("It is revision 2 that is to be promoted, not 3.", "promote", "3");
    assertThat(plain(done("status").out()))
        .isEqualTo(
            """
            sales in shop: AwaitingPromotion, until TIME (LEFT)

            REVISION   RELEASE   COLOUR   READY                                         STANDING
            1          0.1.0     blue     gateway 1/1, localdata 1/1, datascience 1/1   serves
            2          0.2.0     green    gateway 1/1, localdata 1/1, datascience 1/1   waits to be promoted

            Revision 2 has passed its checks and takes over from 1 once rollout.promote is 2, until TIME at most.\
            """);
    assertThat(done("promote", "sales", "2").out())
        .isEqualTo("sales: Revision 2 takes over from 1.");
    serves(2);
    reaches("Observing");
    assertThat(done("status", "-o", "json").out())
        .contains("\"settled\":\"moving\"", "\"promote\":2", "\"phase\":\"Observing\"");
    // What was promoted can be taken back all the same.
    assertThat(done("abort").out())
        .isEqualTo("sales: Revision 2 is taken back, and 1 serves again.");
    serves(1);
    assertThat(asked("promote")).isEmpty();
    reaches("Stable");
    assertThat(terminal.run("status", "--watch").code()).isEqualTo(1);
    refused("No rollout is under way, so there is nothing to abort.", "abort");
  }

  @Test
  void abort_endsWhatIsStagedAndRetryBringsItUpAgain() {
    first(MANUAL);
    refused("Nothing that the stack asks for has failed.", "retry");
    apply("0.2.0", MANUAL);
    reaches("AwaitingPromotion");
    done("abort", "2");
    reaches("Stable");
    assertThat(done("history").out()).contains("failed, kept for a look until");
    assertThat(status("message")).contains("Revision 2 has failed: It was aborted");
    refused("Revision 2 has failed: see status, and retry to try it again.", "rollback", "2");

    done("retry");
    reaches("AwaitingPromotion");
    assertThat(asked("abort")).isEmpty();
    Object first = asked("retry").orElseThrow();
    done("abort");
    reaches("Stable");
    done("retry");
    assertThat(asked("retry")).isPresent().isNotEqualTo(Optional.of(first));
    reaches("AwaitingPromotion");
    done("promote");
    serves(2);
  }

  @Test
  void rollback_goesBackToTheRevisionBeforeAndHoldsIt() {
    first(WATCHED);
    refused("No revision before 1 is kept: kept are 1.", "rollback");
    refused("Revision 9 is not kept: kept are 1.", "rollback", "9");
    apply("0.2.0", WATCHED);
    serves(2);
    reaches("Observing");
    refused("Revision 2 serves.", "rollback", "2");
    assertThat(done("rollback").out())
        .isEqualTo(
            "sales: Revision 1 is to serve again, until 'rollback --end' lets the stack go on.");
    serves(1);
    reaches("Stable");
    assertThat(done("rollback", "1").out())
        .isEqualTo("sales: The stack is held at revision 1 already.");
    assertThat(done("status").out()).contains("Asked for in spec.rollout: rollback 1");
  }

  @Test
  void rollback_bringsUpWhatIsKeptUntilItEnds() {
    first(AT_ONCE);
    apply("0.2.0", AT_ONCE);
    serves(2);
    reaches("Stable");
    done("retire");
    eventually("gone", () -> !has(1));
    assertThat(plain(done("history").out()))
        .isEqualTo(
            """
            REVISION   RELEASE   COLOUR   AGE   STANDING
            2          0.2.0     green    AGE   serves
            1          0.1.0     blue     AGE   kept\
            """);
    done("rollback");
    serves(1);
    assertThat(asked("retire")).isEmpty();
    reaches("Stable");
    assertThat(terminal.run("status", "-w").code()).isZero();
    done("rollback", "--end");
    serves(2);
  }

  @Test
  void pause_holdsWhatIsAppliedMeanwhile() throws IOException {
    first(AT_ONCE);
    done("pause");
    apply("0.2.0", AT_ONCE);
    eventually("waits", () -> status("message").contains("since rollout.paused is true"));
    assertThat(has(2)).isFalse();
    assertThat(terminal.run("status", "--watch").code()).isEqualTo(1);
    Path file = folder.resolve("sales.yaml");
    Files.writeString(file, STACK.formatted("0.3.0", AT_ONCE));
    assertThat(done("diff", "-f", file.toString()).out())
        .endsWith("Another revision is brought up beside revision 1, once rollouts are resumed.");
    done("resume");
    serves(2);
    assertThat(done("resume").out()).isEqualTo("sales: Rollouts are not paused.");
  }

  @Test
  void retire_endsADrain() {
    first(AT_ONCE);
    refused("No revision is leaving, so there is none to retire.", "retire");
    apply("0.2.0", AT_ONCE);
    serves(2);
    reaches("Stable");
    assertThat(has(1)).isTrue();
    assertThat(done("status").out()).contains("drains, until");
    refused("Revision 2 is not leaving; these are: 1.", "retire", "2");
    done("retire", "1");
    eventually("gone", () -> !has(1));
  }

  @Test
  void whatARepositoryStates_isLeftToIt() {
    first(MANUAL + ", paused: true");
    refused(
        "spec.rollout.paused is stated by install, which would write it again: change it there.",
        "resume");
    apply("0.1.0", MANUAL);
    done("pause");
    apply("0.1.0", MANUAL); // What it does not state stays.
    assertThat(asked("paused")).contains(true);
  }

  @Test
  void diff_saysWhatAnEditWouldDo() throws IOException {
    first(AT_ONCE);
    Path file = folder.resolve("sales.yaml");
    Files.writeString(file, STACK.formatted("0.1.0", AT_ONCE));
    done("pause");
    String version = stack().getSpec() + "";
    assertThat(done("diff", "-f", file.toString()).out()).isEqualTo("Nothing changes.");
    Files.writeString(
        file,
        STACK.formatted("0.2.0", AT_ONCE)
            + "  gateway: {port: 443, pods: {replicas: 3}}\n  limits: {handleLifetime: 40m}\n");
    assertThat(done("diff", "-f", file.toString()).out())
        .isEqualTo(
            """
            CHANGE         FIELD                   NOW     THEN
            new revision   release                 0.1.0   0.2.0
            in place       gateway.port            8080    443
            scale          gateway.pods.replicas   1       3
            new revision   limits.handleLifetime   15m     40m

            Another revision is brought up beside revision 1, once rollouts are resumed.\
            """);
    assertThat(stack().getSpec() + "").isEqualTo(version);
    Files.writeString(file, STACK.formatted("0.1.0", "observation: soon"));
    assertThat(terminal.run("diff", "-f", file.toString()).err()).contains("rollout.observation");
  }
}
