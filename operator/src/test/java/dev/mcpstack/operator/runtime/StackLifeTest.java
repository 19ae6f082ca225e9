package dev.mcpstack.operator.runtime;

import static dev.mcpstack.operator.runtime.Installation.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.testkit.faults.Call;
import dev.mcpstack.testkit.faults.Fault;
import dev.mcpstack.testkit.faults.Faults;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stack's life with the operator as it is installed, over HTTP, in which one call fails or after
 * which the operator is dead. Each call has its turn with {@code -Pfull}, a few else.
 */
@Timeout(3600)
final class StackLifeTest {
  private static final List<Fault> FAULTS =
      List.of(Fault.refused(500), new Fault.CutBefore(), Fault.refused(409), new Fault.CutAfter());

  /** Which calls have their turn, unless all have. */
  private static final int SAMPLE = 13;

  /** How often watches are ended or expired, before they are left alone. */
  private static final int ROUGH_ROUNDS = 30;

  private static final int AT_ONCE = 6;

  private final Installation installation = new Installation();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger lives = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();

  @AfterEach
  void end() {
    threads.shutdownNow();
    installation.close();
  }

  private static Predicate<Call> workIn(String namespace) {
    return Faults.workOf(USER).and(call -> call.namespace().equals(namespace));
  }

  private String namespace() {
    return "life-" + lives.incrementAndGet();
  }

  /** What a life without faults leaves, and how many calls it takes. */
  private int calls(Map<String, Object> objects) {
    String namespace = namespace();
    objects.putAll(new Life(installation, namespace).whole());
    int calls = installation.kubernetes.calls().matching(workIn(namespace)).size();
    assertThat(calls).isGreaterThan(60);
    return calls;
  }

  @Test
  void callThatFailsOnce_isMadeUpFor() throws Exception {
    fails(SAMPLE, 1);
  }

  @Test
  @Tag("full")
  void everyCallThatFailsOnce_isMadeUpFor() throws Exception {
    fails(1, FAULTS.size());
  }

  private void fails(int step, int faultsEach) throws Exception {
    long start = System.nanoTime();
    Map<String, Object> wanted = new TreeMap<>();
    int calls;
    try (Installation.Instance _ = installation.started()) {
      calls = calls(wanted);
      List<Callable<Void>> all = new ArrayList<>();
      for (int call = 1; call <= calls; call += step) {
        for (int i = 0; i < faultsEach; i++) {
          Fault fault = FAULTS.get((all.size() + i) % FAULTS.size());
          int number = call;
          all.add(() -> failsAt(number, fault, wanted));
        }
      }
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        for (Future<Void> each :
            threads.invokeAll(all.subList(from, Math.min(all.size(), from + AT_ONCE)))) {
          each.get();
        }
        installation.kubernetes.faults().clear();
        installation.kubernetes.calls().clear();
      }
    }
    figures("calls that failed", calls, start);
    assertThat(met.get()).isGreaterThan(lives.get() / 2);
  }

  private Void failsAt(int call, Fault fault, Map<String, Object> wanted) {
    String namespace = namespace();
    installation.kubernetes.faults().before(call, workIn(namespace), met::incrementAndGet);
    installation.kubernetes.faults().fail(call, workIn(namespace), fault);
    assertThat(new Life(installation, namespace).whole())
        .as("call %d, %s", call, fault)
        .isEqualTo(wanted);
    return null;
  }

  private void figures(String what, int calls, long start) {
    System.out.printf(
        Locale.ROOT,
        "FIGURES %s: a life takes %d calls; %d lives, in %d of which it came to it; %.0f s%n",
        what,
        calls,
        lives.get(),
        met.get(),
        (System.nanoTime() - start) / 1e9);
  }

  @Test
  void operatorThatDies_hasAnHeir() throws Exception {
    dies(3 * SAMPLE);
  }

  @Test
  @Tag("full")
  void operatorThatDiesAtAnyCall_hasAnHeir() throws Exception {
    dies(1);
  }

  private void dies(int step) throws Exception {
    long start = System.nanoTime();
    Map<String, Object> wanted = new TreeMap<>();
    int calls;
    try (Installation.Instance _ = mortal()) {
      calls = calls(wanted);
    }
    for (int call : IntStream.rangeClosed(1, calls).filter(n -> n % step == step / 2).toArray()) {
      for (boolean before : new boolean[] {true, false}) {
        assertThat(diesAt(call, before))
            .as("%s call %d", before ? "before" : "after", call)
            .isEqualTo(wanted);
      }
    }
    figures("operators that died", calls, start);
    assertThat(met.get()).isGreaterThan(lives.get() / 2);
  }

  /** One that doesn't repeat failed calls: what it can no longer do ends at once. */
  private Installation.Instance mortal() throws IOException {
    return installation.started(
        "management: {port: 0}",
        new ConfigBuilder(installation.config()).withRequestRetryBackoffLimit(0).build(),
        UnaryOperator.identity());
  }

  private Map<String, Object> diesAt(int call, boolean before) throws Exception {
    String namespace = namespace();
    Faults faults = installation.kubernetes.faults();
    CountDownLatch dead = new CountDownLatch(1);
    Runnable death =
        () -> {
          faults.failAll(any -> any.user().equals(USER), new Fault.CutBefore());
          dead.countDown();
        };
    if (before) {
      faults.before(call, workIn(namespace), death);
    } else {
      faults.after(call, workIn(namespace), death);
    }
    try (Installation.Instance first = mortal()) {
      Future<Map<String, Object>> life =
          threads.submit(() -> new Life(installation, namespace).whole());
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> dead.getCount() == 0 || life.isDone());
      if (life.isDone()) {
        return life.get();
      }
      met.incrementAndGet();
      first.kill();
      faults.clear();
      installation.kubernetes.calls().clear();
      try (Installation.Instance _ = mortal()) {
        return life.get();
      }
    } finally {
      faults.clear();
    }
  }

  @Test
  void watchesThatFailAndEnd_areMadeUpFor() throws Exception {
    Predicate<Call> watches = call -> call.user().equals(USER) && call.verb().equals("watch");
    for (int i = 1; i < 400; i += 2) {
      installation.kubernetes.faults().fail(i, watches, FAULTS.get(i / 2 % 2));
    }
    try (Installation.Instance _ = startedAtLast()) {
      Future<?> life = threads.submit(() -> new Life(installation, namespace()).whole());
      AtomicInteger ends = new AtomicInteger();
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(400))
          .until(() -> {
            int end = ends.incrementAndGet();
            if (end > ROUGH_ROUNDS) {
              return life.isDone(); // Clients wait longer each time, and the life goes on at last.
            }
            if (end % 3 == 0) {
              installation.kubernetes.expireWatches();
            } else {
              installation.kubernetes.endWatches();
            }
            return life.isDone();
          });
      life.get();
      assertThat(installation.kubernetes.calls().matching(watches)).hasSizeGreaterThan(50);
    }
  }

  @Test
  void listThatFailsOnceAtTheStart_isMadeUpFor() throws Exception {
    listsFail(4);
  }

  @Test
  @Tag("full")
  void everyListThatFailsOnceAtTheStart_isMadeUpFor() throws Exception {
    listsFail(1);
  }

  /** An operator that ends while it looks makes nothing anew either: each has just begun to. */
  private void listsFail(int step) throws IOException {
    Predicate<Call> lists = Faults.workOf(USER).and(call -> call.verb().equals("list"));
    String namespace = namespace();
    Life life = new Life(installation, namespace);
    life.create();
    int count;
    try (Installation.Instance _ = installation.started()) {
      count = installation.kubernetes.calls().matching(lists).size();
      life.becomesReady(1);
    }
    assertThat(count).isGreaterThan(10);
    for (int list = 1; list <= count; list += step) {
      installation.kubernetes.faults().fail(list, lists, FAULTS.get(list / step % FAULTS.size()));
      try (Installation.Instance _ = startedAtLast()) {
        assertThat(life.isReady(1)).as("list %d: %s", list, life.status()).isTrue();
      }
      installation.kubernetes.faults().clear();
    }
  }

  /** What ends at its start is started again, as a kubelet does. */
  private Installation.Instance startedAtLast() throws IOException {
    for (int i = 0; i < 20; i++) {
      try {
        return installation.started();
      } catch (RuntimeException _) {
        met.incrementAndGet();
      }
    }
    throw new AssertionError("it never starts");
  }
}
