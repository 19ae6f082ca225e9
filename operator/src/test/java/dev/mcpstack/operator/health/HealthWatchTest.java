package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.health.HealthQuestion.Trial;
import dev.mcpstack.operator.rollout.CellView.Health;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two pods at addresses of loopback of their own, with a management port as it is. */
@Timeout(120)
final class HealthWatchTest {
  private static final int OLD = 7;
  private static final int NEW = 8;
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private PodServer older;
  private PodServer newer;
  private PodMetrics metrics;
  private HealthWatch watch;

  @BeforeEach
  void start() throws IOException {
    older = new PodServer("127.0.0.1", 0);
    newer = new PodServer("127.0.0.2", older.port());
    metrics = new PodMetrics(older.port(), Duration.ofSeconds(5));
    watch = new HealthWatch(metrics, now::get, OFTEN);
    watch.follow((namespace, stack) -> told.add(namespace + "/" + stack), (_, _) -> true);
  }

  @AfterEach
  void stop() {
    watch.close();
    metrics.close();
    older.close();
    newer.close();
  }

  private Map<Integer, CellHealth> look(boolean trial) {
    return watch.look(
        "shop",
        "sales",
        new HealthQuestion(
            Map.of(OLD, List.of(older.target()), NEW, List.of(newer.target())),
            trial ? Optional.of(new Trial(NEW, OLD, Some.USUAL)) : Optional.empty()));
  }

  private void rounds(int more) {
    int before = newer.asked();
    await().until(() -> newer.asked() >= before + more);
  }

  @Test
  void releaseThatFails_isToldOnceWithItsFigures() {
    older.shows(100, 1, 0);
    assertThat(look(false).get(NEW)).isEqualTo(CellHealth.UNKNOWN);
    rounds(2);
    older.shows(200, 2, 5);
    rounds(2);
    assertThat(look(true).getOrDefault(NEW, CellHealth.UNKNOWN).health())
        .isEqualTo(new Health.Good());
    newer.shows(30, 30, 5);
    await()
        .until(
            () -> look(true).getOrDefault(NEW, CellHealth.UNKNOWN).health() instanceof Health.Bad);
    assertThat(look(true).getOrDefault(NEW, CellHealth.UNKNOWN).health())
        .isEqualTo(
            new Health.Bad(
                "30 of its 30 calls failed by the servers' fault, and 1 of 100 of the old"
                    + " revision's before it."));
    assertThat(look(true).getOrDefault(OLD, CellHealth.UNKNOWN).health())
        .isEqualTo(new Health.Good());
    assertThat(look(true).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEqualTo(OptionalLong.of(5));
    rounds(4);
    assertThat(told).contains("shop/sales");
    int before = told.size();
    rounds(4);
    assertThat(told).hasSize(before);
  }

  @Test
  void cellThatEmpties_isTold() {
    older.shows(100, 1, 2);
    newer.shows(0, 0, 1);
    look(false);
    await()
        .until(() ->
            look(false).getOrDefault(OLD, CellHealth.UNKNOWN).held().equals(OptionalLong.of(2)));
    assertThat(told).isEmpty();
    older.shows(100, 1, 0);
    await().until(() -> !told.isEmpty());
    assertThat(look(false).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEqualTo(OptionalLong.of(0));
    // Nobody has looked for long, as of one whose timer has died.
    watch.close();
    now.updateAndGet(time -> time.plusSeconds(60));
    assertThat(look(false).getOrDefault(OLD, CellHealth.UNKNOWN).held()).isEmpty();
  }

  @Test
  void stacksThatNobodyAsksAbout_areNotRead() {
    look(false);
    rounds(2);
    watch.forget("shop", "sales");
    quiet();
    look(false);
    rounds(2);
    assertThat(watch.look("shop", "sales", HealthQuestion.NOTHING)).isEmpty();
    quiet();
    look(false);
    rounds(2);
    watch.follow((_, _) -> {}, (_, _) -> false);
    quiet();
  }

  private void quiet() {
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .during(Duration.ofMillis(200))
        .until(() -> before.getAndSet(newer.asked()) == newer.asked());
  }

  /** One that never answers holds up neither a look nor another stack. */
  @Test
  void podThatNeverAnswers_holdsUpNobody() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    PodTarget dead = new PodTarget("dead", "uid-dead", "127.0.0.3", 0, true);
    try (HealthWatch other =
        new HealthWatch(
            pod -> {
              if (pod.equals(dead)) {
                asked.incrementAndGet();
                awaitEnd(end);
                return Optional.empty();
              }
              return metrics.read(pod);
            },
            now::get,
            OFTEN)) {
      HealthQuestion question = new HealthQuestion(Map.of(OLD, List.of(dead)), Optional.empty());
      assertThat(other.look("shop", "dead", question).get(OLD)).isEqualTo(CellHealth.UNKNOWN);
      newer.shows(0, 0, 3);
      HealthQuestion living =
          new HealthQuestion(Map.of(NEW, List.of(newer.target())), Optional.empty());
      await()
          .until(() ->
              other
                  .look("shop", "sales", living)
                  .getOrDefault(NEW, CellHealth.UNKNOWN)
                  .held()
                  .equals(OptionalLong.of(3)));
      assertThat(other.look("shop", "dead", question).get(OLD)).isEqualTo(CellHealth.UNKNOWN);
      assertThat(asked).hasValue(1);
      end.countDown();
      await().until(() -> asked.get() > 1);
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
