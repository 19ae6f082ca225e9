package dev.mcpstack.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.pki.SecretText;
import dev.mcpstack.stack.ExternalStoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class StoreWatchTest {
  private static final Finding READY = Finding.of(Reason.READY);
  private static final Finding AWAY = Finding.of(Reason.TOKEN_STORE_UNREACHABLE);
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final AtomicReference<Finding> answer = new AtomicReference<>(READY);
  private final AtomicInteger asked = new AtomicInteger();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  static StoreTarget target(String password) {
    return new StoreTarget(
        new ExternalStoreSpec(
            ExternalStoreSpec.Topology.STANDALONE,
            List.of("redis.example.com:6379"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        "",
        SecretText.of(password),
        Optional.empty());
  }

  private StoreWatch watch(Duration every) {
    StoreWatch watch =
        new StoreWatch(
            _ -> {
              asked.incrementAndGet();
              return answer.get();
            },
            every);
    watch.follow((namespace, stack) -> told.add(namespace + "/" + stack), (_, _) -> true);
    return watch;
  }

  @Test
  void look_theFirstTime_knowsNothingAndTellsOnceItDoes() {
    try (StoreWatch watch = watch(SELDOM)) {
      assertThat(watch.look("shop", "sales", target("a"))).isEmpty();
      await().untilAsserted(() -> assertThat(told).containsExactly("shop/sales"));
      assertThat(watch.look("shop", "sales", target("a"))).contains(READY);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void look_withAnotherPassword_asksAnew() {
    try (StoreWatch watch = watch(SELDOM)) {
      watch.look("shop", "sales", target("a"));
      await().until(() -> !told.isEmpty());
      answer.set(AWAY);
      assertThat(watch.look("shop", "sales", target("b"))).isEmpty();
      await().until(() -> watch.look("shop", "sales", target("b")).equals(Optional.of(AWAY)));
    }
  }

  @Test
  void answer_thatBecomesAnother_isToldOnce() {
    try (StoreWatch watch = watch(OFTEN)) {
      watch.look("shop", "sales", target("a"));
      await().until(() -> asked.get() > 5);
      assertThat(told).hasSize(1);
      answer.set(AWAY);
      await().until(() -> told.size() == 2);
      int before = asked.get();
      await().until(() -> asked.get() > before + 5);
      assertThat(told).hasSize(2);
    }
  }

  @Test
  void stackThatIsGone_isNotAskedForAnyMore() {
    try (StoreWatch watch = watch(OFTEN)) {
      watch.look("shop", "sales", target("a"));
      watch.look("shop", "other", target("a"));
      watch.forget("shop", "other");
      watch.follow((_, _) -> {}, (_, _) -> false);
      await().until(() -> asked.getAndSet(0) == 0);
      await().during(Duration.ofMillis(200)).until(() -> asked.get() == 0);
    }
  }

  /** One that never answers takes nobody else's turn. */
  @Test
  void storeThatNeverAnswers_holdsUpNoOther() {
    CountDownLatch end = new CountDownLatch(1);
    StoreTarget dead = target("dead");
    try (StoreWatch watch =
        new StoreWatch(
            target -> {
              if (target.equals(dead)) {
                asked.incrementAndGet();
                awaitEnd(end);
              }
              return READY;
            },
            OFTEN)) {
      assertThat(watch.look("shop", "dead", dead)).isEmpty();
      watch.look("shop", "sales", target("a"));
      await().until(() -> watch.look("shop", "sales", target("a")).isPresent());
      assertThat(watch.look("shop", "dead", dead)).isEmpty();
      await().during(Duration.ofMillis(200)).until(() -> asked.get() == 1);
      end.countDown();
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
