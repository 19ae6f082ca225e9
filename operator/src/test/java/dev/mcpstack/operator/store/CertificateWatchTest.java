package dev.mcpstack.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.pki.SecretText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class CertificateWatchTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final AtomicReference<StoreShows> answer = new AtomicReference<>(StoreShows.OTHER);
  private final AtomicInteger asked = new AtomicInteger();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  /** Pauses that are short and never end. */
  private static Optional<Duration> often(int asked) {
    return Optional.of(Duration.ofMillis(Math.min(asked, 10)));
  }

  private static OwnStore store(String certificate) {
    return new OwnStore("sales-tokens.shop.svc:6379", SecretText.of("p"), "ca", certificate, "/f");
  }

  private CertificateWatch watch(IntFunction<Optional<Duration>> pauses) {
    CertificateWatch watch =
        new CertificateWatch(
            _ -> {
              asked.incrementAndGet();
              return answer.get();
            },
            CLOCK,
            pauses);
    watch.follow((namespace, stack) -> told.add(namespace + "/" + stack), (_, _) -> true);
    return watch;
  }

  private static StoreShows shows(CertificateWatch watch, String certificate) {
    return watch.look("shop", "sales", store(certificate)).orElseThrow().shows();
  }

  @Test
  void store_isAskedUntilItShowsItsCertificate_andToldOfEachChange() {
    try (CertificateWatch watch = watch(CertificateWatchTest::often)) {
      assertThat(watch.look("shop", "sales", store("a")).orElseThrow().since())
          .isEqualTo(CLOCK.instant());
      await().until(() -> asked.get() > 5);
      assertThat(told).containsExactly("shop/sales");
      assertThat(shows(watch, "a")).isEqualTo(StoreShows.OTHER);
      answer.set(StoreShows.WANTED);
      await().until(() -> told.size() == 2);
      assertThat(shows(watch, "a")).isEqualTo(StoreShows.WANTED);
      int before = asked.get();
      await().during(Duration.ofMillis(200)).until(() -> asked.get() == before);
    }
  }

  @Test
  void otherCertificate_beginsAnew() {
    answer.set(StoreShows.WANTED);
    try (CertificateWatch watch = watch(CertificateWatchTest::often)) {
      shows(watch, "a");
      await().until(() -> shows(watch, "a") == StoreShows.WANTED);
      answer.set(StoreShows.OTHER);
      // Whether it has been asked by now is a matter of luck.
      assertThat(shows(watch, "b")).isNotEqualTo(StoreShows.WANTED);
      await().until(() -> shows(watch, "b") == StoreShows.OTHER);
    }
  }

  @Test
  void pausesThatEnd_endTheAsking() {
    try (CertificateWatch watch = watch(number -> number < 3 ? often(number) : Optional.empty())) {
      shows(watch, "a");
      await().until(() -> asked.get() == 3);
      await().during(Duration.ofMillis(200)).until(() -> asked.get() == 3);
    }
  }

  @Test
  void stackThatIsForgottenOrGone_isNotAskedForAnyMore() {
    try (CertificateWatch watch = watch(CertificateWatchTest::often)) {
      watch.look("shop", "sales", store("a"));
      watch.forget("shop", "sales");
      await().until(() -> asked.getAndSet(0) == 0);
      watch.look("shop", "sales", store("a"));
      watch.follow((_, _) -> {}, (_, _) -> false);
      await().until(() -> asked.getAndSet(0) == 0);
      await().during(Duration.ofMillis(200)).until(() -> asked.get() == 0);
    }
  }

  /** An operator may have to ask all stores at once, some of which never answer. */
  @Test
  void manyStores_areAskedAFewAtOnce() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    try (CertificateWatch watch =
        new CertificateWatch(
            _ -> {
              atOnce.incrementAndGet();
              awaitEnd(end);
              asked.incrementAndGet();
              return StoreShows.UNREACHABLE;
            },
            CLOCK,
            _ -> Optional.empty())) {
      IntStream.range(0, 1_000).forEach(i -> watch.look("shop", "stack-" + i, store("a")));
      await().until(() -> atOnce.get() == CertificateWatch.AT_ONCE);
      await().during(Duration.ofMillis(200)).until(() -> atOnce.get() == CertificateWatch.AT_ONCE);
      end.countDown();
      await().until(() -> asked.get() == 1_000);
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "18, 10", "19, 30", "42, 30", "43, -1", "1000, -1"})
  void pause_getsLongerAndEnds(int number, long seconds) {
    assertThat(CertificateWatch.pause(number).map(Duration::toSeconds).orElse(-1L))
        .isEqualTo(seconds);
  }
}
