package dev.mcpstack.e2e;

import static dev.mcpstack.e2e.RollingStack.variables;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Releases change while agents call through the stack's Service, some of them on connections that
 * they keep. Each test leaves one revision that serves well.
 */
@ClusterTest
@Order(88)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RolloutTest {
  private static final Duration SAID = Duration.ofMinutes(1);

  /** How long calls may fail after a revision was taken back: those that were under way. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(5);

  private final Suite suite;
  private Stack stack;
  private RollingStack rolling;
  private int serving;

  /** What brings the release back that serves well. */
  private String good = "'localData':{'pods':{'image':null,'env':[]}}";

  RolloutTest(Suite suite) {
    this.suite = suite;
    this.stack = new Stack(suite, "", "");
    this.rolling = new RollingStack(suite, stack);
  }

  @BeforeAll
  void install() {
    suite.needsPods();
    stack = new Stack(suite, suite.namespace("rollout"), "rolling");
    rolling = new RollingStack(suite, stack);
    stack.apply(Templates.fill("rollout.yaml", Map.of("name", stack.name())));
    stack.becomesReady();
    stack.serves();
  }

  @AfterAll
  void leave() {
    if (!stack.namespace().isEmpty() && !suite.keeps()) {
      suite.delete(stack.namespace());
    }
  }

  @BeforeEach
  void before() {
    serving = rolling.selected();
    rolling.rests(serving);
  }

  private boolean reads(String handle) {
    try (Tunnel tunnel = stack.tunnel();
        Agent agent = stack.agent(tunnel)) {
      Agent.Reply rows = agent.call("read_rows", Map.of("handle", handle));
      return !rows.isError() && rows.text().contains("Turin");
    }
  }

  private String handle() {
    try (Tunnel tunnel = stack.tunnel();
        Agent agent = stack.agent(tunnel)) {
      return agent.query("SELECT city, amount FROM orders").at("handle");
    }
  }

  @Test
  @Order(1)
  void change_isCheckedAndServes_theOldRevisionDrainsAndGoes_noCallFails() {
    try (RolloutWatch _ = new RolloutWatch(suite.report(), stack);
        CallersPod callers = new CallersPod(suite, stack)) {
      good = variables("second");
      rolling.change("{" + good + "}");
      int next = rolling.staged(serving);
      rolling.becomes("a check of it", each -> each.phase().equals(Rollout.VERIFYING));
      assertThat(rolling.selected()).isEqualTo(serving);
      String handle = handle();
      rolling.becomes(
          "revision " + next + " to serve",
          rollout -> rollout.phase().equals(Rollout.OBSERVING) && rollout.to() == next);
      assertThat(rolling.selected()).isEqualTo(next);
      List<String> verdicts = rolling.verdicts(next);
      suite.report().say(verdicts.toString());
      assertThat(verdicts).hasSize(1).first().asString().contains("\"passed\"");
      readableWhileItIsThere(handle, serving, next);
      assertThat(rolling.pods(serving)).allMatch(pod -> !Pods.isReady(pod));
      callers.goOn(50);
      assertThat(callers.failures()).isEmpty();
    }
  }

  /** Reads rows of the old revision through the new one's gateway until the old one is gone. */
  private void readableWhileItIsThere(String handle, int old, int next) {
    int[] read = {0};
    rolling.becomes(
        "the end of revision " + old,
        _ -> {
          boolean there = reads(handle);
          // It may have gone while it was read.
          Rollout after = rolling.rollout();
          boolean stays = after.leaving().contains(old) || !after.phase().equals(Rollout.STABLE);
          assertThat(there || !stays).as(after.toString()).isTrue();
          read[0] += there ? 1 : 0;
          return after.rests(next);
        });
    suite.report().say("rows of revision " + old + " were read " + read[0] + " times");
    // A pod that is told to end answers for what it holds until that ends.
    suite.report().say("read while its pod ends: " + reads(handle));
    assertThat(read[0]).isPositive();
  }

  @Test
  @Order(2)
  void releaseThatNeverGetsReady_costsNothing_isNotTriedAgain_andIsMendedByAnother() {
    List<String> pods = names(rolling.pods(serving));
    try (RolloutWatch _ = new RolloutWatch(suite.report(), stack);
        CallersPod callers = new CallersPod(suite, stack)) {
      rolling.change("{" + variables("crashes", "JDK_JAVA_OPTIONS", "-XX:+NoSuchOption") + "}");
      int crashes = rolling.staged(serving);
      Rollout failed = rolling.fails(crashes, serving);
      assertThat(failed.why()).contains("CrashLoopBackOff").contains("exit code");
      rolling.change(
          "{'rollout':{'progressDeadline':'20s'},'localData':{'pods':{'image':'mcpstack.invalid/none:1','env':[]}}}");
      int missing = rolling.staged(crashes);
      failed = rolling.fails(missing, serving);
      assertThat(failed.why()).contains("in time").contains("mcpstack.invalid/none:1");
      // It goes when it was looked at for long enough, and nothing comes in its place.
      failed = rolling.rests(serving);
      assertThat(failed.failed()).isEqualTo(missing);
      assertThat(failed.message()).contains("rollout.retry");
      assertThat(names(rolling.pods(serving))).isEqualTo(pods);
      callers.goOn(50);
      assertThat(callers.failures()).isEmpty();

      good = variables("mended");
      rolling.change("{'rollout':{'progressDeadline':null}," + good + "}");
      int mended = rolling.staged(missing);
      Rollout rests = rolling.rests(mended);
      assertThat(rests.failed()).isZero();
      callers.goOn(50);
      assertThat(callers.failures()).isEmpty();
    }
  }

  private static List<String> names(List<Pod> pods) {
    return pods.stream()
        .filter(Pods::isReady)
        .map(pod -> pod.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** Gateway and DataScience start, and share no cipher: agents would find no analyses. */
  @Test
  @Order(3)
  void releaseThatLacksTools_isRefusedUntilTheyAreAcknowledged() {
    int refused;
    try (RolloutWatch _ = new RolloutWatch(suite.report(), stack);
        CallersPod callers = new CallersPod(suite, stack)) {
      rolling.change(
          "{'gateway':{'pods':{'env':[{'name':'JDK_JAVA_OPTIONS','value':'-Djdk.tls.client.cipherSuites=TLS_AES_256_GCM_SHA384'}]}},"
              + "'dataScience':{'pods':{'env':[{'name':'JDK_JAVA_OPTIONS','value':'-Djdk.tls.client.cipherSuites=TLS_AES_128_GCM_SHA256'}]}}}");
      refused = rolling.staged(serving);
      Rollout failed = rolling.fails(refused, serving);
      assertThat(failed.why()).contains("datascience").contains("summarize");
      callers.goOn(20);
      assertThat(callers.failures()).isEmpty();
    }
    try (RolloutWatch _ = new RolloutWatch(suite.report(), stack)) {
      rolling.change(
          "{'rollout':{'retry':'acknowledged','verification':{'acknowledgedTools':"
              + "['summarize','regression','hypothesis_test','analyze']}}}");
      int acknowledged =
          rolling.becomes("another try", r -> !r.phase().equals(Rollout.STABLE)).to();
      rolling.rests(acknowledged);
      assertThat(stackTools()).contains("execute_query").doesNotContain("summarize");
      rolling.change(
          "{'rollout':{'verification':{'acknowledgedTools':[]}},'gateway':{'pods':{'env':[]}},'dataScience':{'pods':{'env':[]}}}");
      rolling.rests(rolling.staged(acknowledged));
      stack.serves();
    }
  }

  private List<String> stackTools() {
    try (Tunnel tunnel = stack.tunnel();
        Agent agent = stack.agent(tunnel)) {
      return agent.tools();
    }
  }

  @Test
  @Order(4)
  void verbsInVain_areAnsweredInTheStatus() {
    rolling.change("{'rollout':{'rollback':999}}");
    says("999");
    rolling.change("{'rollout':{'rollback':null,'promote':998}}");
    says("998");
    rolling.change("{'rollout':{'promote':null}}");
    rolling.rests(serving);
    assertThat(rolling.selected()).isEqualTo(serving);
  }

  private void says(String text) {
    Rollout rollout =
        rolling.becomes("the answer about " + text, SAID, each -> each.message().contains(text));
    suite.report().say(rollout.message());
    assertThat(rollout.isStable(serving)).as(rollout.toString()).isTrue();
  }

  @Test
  @Order(5)
  void operatorKilled_goesOn_promotedByHand_rolledBackByHand_noCallFails() {
    suite.needsOperatorInside();
    try (RolloutWatch _ = new RolloutWatch(suite.report(), stack);
        CallersPod callers = new CallersPod(suite, stack)) {
      rolling.change("{'rollout':{'automaticPromotion':false}," + variables("by hand") + "}");
      int next = rolling.staged(serving);
      killOperator();
      rolling.becomes(
          "revision " + next + " to wait for its promotion",
          rollout -> rollout.phase().equals(Rollout.AWAITING_PROMOTION));
      assertThat(rolling.selected()).isEqualTo(serving);
      rolling.change("{'rollout':{'promote':" + next + "}}");
      rolling.becomes(
          "revision " + next + " to serve",
          rollout -> rollout.phase().equals(Rollout.OBSERVING) && rollout.to() == next);
      killOperator();
      rolling.change("{'rollout':{'rollback':" + serving + "}}");
      Rollout back = rolling.becomes("revision " + serving + " again", r -> r.isStable(serving));
      suite.report().say(back.message());
      assertThat(back.message()).contains("rollout.rollback");
      assertThat(rolling.selected()).isEqualTo(serving);
      rolling.rests(serving);
      callers.goOn(50);
      assertThat(callers.failures()).isEmpty();

      good = variables("third");
      rolling.change(
          "{'rollout':{'rollback':null,'promote':null,'automaticPromotion':true}," + good + "}");
      int after = rolling.staged(next);
      rolling.becomes(
          "revision " + after + " to serve",
          rollout -> rollout.phase().equals(Rollout.OBSERVING) && rollout.to() == after);
      killOperator();
      rolling.rests(after);
      callers.goOn(50);
      assertThat(callers.failures()).isEmpty();
    }
  }

  private static Optional<Instant> last(List<Instant> times) {
    return times.stream().max(Comparator.naturalOrder());
  }

  private void killOperator() {
    String namespace = suite.charts().namespace();
    suite.client().pods().inNamespace(namespace).withGracePeriod(0).delete();
    suite.report().say("killed the operator in " + rolling.rollout().phase());
  }

  /** LocalData ends by itself some minutes after it was started, well checked by then. */
  @Test
  @Order(6)
  void releaseThatCrashesWhenItServes_isTakenBackByItself() {
    double minutes = 3 * suite.settings().patience();
    try (RolloutWatch _ = new RolloutWatch(suite.report(), stack);
        CallersPod callers = new CallersPod(suite, stack)) {
      rolling.change(
          "{'rollout':{'observation':'1h','analysis':{'maxRestarts':0}},"
              + variables("late", "JDK_JAVA_OPTIONS", "-XX:SelfDestructTimer=" + minutes)
              + "}");
      int late = rolling.staged(serving);
      rolling.becomes(
          "revision " + late + " to serve",
          rollout -> rollout.phase().equals(Rollout.OBSERVING) && rollout.to() == late);
      assertThat(callers.failures()).isEmpty();
      Rollout failed = rolling.fails(late, serving);
      Instant back = Instant.now();
      assertThat(rolling.selected()).isEqualTo(serving);
      assertThat(failed.why()).containsAnyOf("restarted", "failed by the servers' fault");
      rolling.rests(serving);
      callers.goOn(50);
      List<Instant> failures =
          callers.failures().stream()
              .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
              .toList();
      suite
          .report()
          .say(failures.size() + " calls failed by the bad release, the last at " + last(failures));
      // Its own, and over when it was taken back.
      assertThat(failures).allMatch(time -> time.isBefore(back.plus(UNDER_WAY)));
      rolling.change("{'rollout':{'observation':'30s','analysis':null}," + good + "}");
      rolling.rests(serving);
      assertThat(rolling.rollout().failed()).isZero();
    }
  }
}
