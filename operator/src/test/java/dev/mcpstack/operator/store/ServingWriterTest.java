package dev.mcpstack.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ServingWriterTest {
  private static final Duration OFTEN = Duration.ofMillis(10);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final StoreTarget STORE = StoreWatchTest.target("a");

  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean away = new AtomicBoolean();

  private ServingWriter writer(ServingWriter.Write write, Duration taken) {
    ServingWriter writer = new ServingWriter(write, new ServingWriter.Pauses(_ -> OFTEN, taken));
    writer.follow((namespace, stack) -> told.add(namespace + "/" + stack), (_, _) -> true);
    return writer;
  }

  private boolean write(StoreTarget target, String stack, int revision) {
    written.add(stack + " " + revision);
    return !away.get();
  }

  @Test
  void tell_writesOnce_andSaysWhenItIsDone() {
    try (ServingWriter writer = writer(this::write, NEVER)) {
      assertThat(writer.tell("shop", "sales", STORE, 8)).isFalse();
      await().untilAsserted(() -> assertThat(told).containsExactly("shop/sales"));
      assertThat(writer.tell("shop", "sales", STORE, 8)).isTrue();
      assertThat(written).containsExactly("sales 8");
    }
  }

  @Test
  void storeThatIsAway_isToldWhenItComes_andNobodyIsBotheredBefore() {
    away.set(true);
    try (ServingWriter writer = writer(this::write, NEVER)) {
      writer.tell("shop", "sales", STORE, 8);
      await().until(() -> written.size() > 5);
      assertThat(writer.tell("shop", "sales", STORE, 8)).isFalse();
      assertThat(told).isEmpty();
      away.set(false);
      await().until(() -> writer.tell("shop", "sales", STORE, 8));
      await().untilAsserted(() -> assertThat(told).containsExactly("shop/sales"));
    }
  }

  @Test
  void lastOneToldCounts_alsoOverAWriteThatIsUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ServingWriter writer =
        writer(
            (target, stack, revision) -> {
              if (revision == 8) {
                begun.countDown();
                awaitIt(go);
              }
              return write(target, stack, revision);
            },
            OFTEN)) {
      writer.tell("shop", "sales", STORE, 8);
      begun.await();
      writer.tell("shop", "sales", STORE, 7);
      writer.tell("shop", "sales", STORE, 9);
      writer.tell("shop", "other", STORE, 1);
      // Another stack waits for nobody.
      await().until(() -> written.contains("other 1"));
      assertThat(written).noneMatch(each -> each.startsWith("sales"));
      go.countDown();
      await().until(() -> written.stream().filter("sales 9"::equals).count() > 3);
      List<String> order = written.stream().filter(each -> each.startsWith("sales")).toList();
      assertThat(order.getFirst()).isEqualTo("sales 8");
      assertThat(order.subList(1, order.size())).containsOnly("sales 9");
    }
  }

  @Test
  void anotherStore_isToldToo() {
    try (ServingWriter writer = writer(this::write, NEVER)) {
      writer.tell("shop", "sales", STORE, 8);
      await().until(() -> writer.tell("shop", "sales", STORE, 8));
      assertThat(writer.tell("shop", "sales", StoreWatchTest.target("b"), 8)).isFalse();
      await().until(() -> writer.tell("shop", "sales", StoreWatchTest.target("b"), 8));
      assertThat(written).containsExactly("sales 8", "sales 8");
    }
  }

  /** It may have lost what it was told. */
  @Test
  void storeThatWasTold_isToldAgain_andNobodyHearsOfIt() {
    try (ServingWriter writer = writer(this::write, OFTEN)) {
      writer.tell("shop", "sales", STORE, 8);
      await().until(() -> written.size() > 5);
      away.set(true);
      int before = written.size();
      await().until(() -> written.size() > before + 5);
      assertThat(writer.tell("shop", "sales", STORE, 8)).isTrue();
      assertThat(told).containsExactly("shop/sales");
    }
  }

  @Test
  void stackThatIsGone_isForgotten() {
    try (ServingWriter writer = writer(this::write, OFTEN)) {
      writer.tell("shop", "sales", STORE, 8);
      writer.tell("shop", "other", STORE, 8);
      await().until(() -> written.contains("sales 8") && written.contains("other 8"));
      writer.forget("shop", "other");
      writer.follow((_, _) -> {}, (_, _) -> false);
      await()
          .during(Duration.ofMillis(200))
          .until(() -> {
            boolean quiet = written.isEmpty();
            written.clear();
            return quiet;
          });
      assertThat(writer.tell("shop", "other", STORE, 8)).isFalse();
    }
  }

  @Test
  void pauses_growToHalfAMinute() {
    ServingWriter.Pauses pauses = ServingWriter.Pauses.standard();
    assertThat(List.of(1, 2, 3, 4, 5, 6, 100).stream().map(pauses.refused()::apply))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(16),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
