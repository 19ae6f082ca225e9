package dev.mcpstack.localdata.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BriefCacheTest {
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger loads = new AtomicInteger();
  private final BriefCache<String, Integer> cache = new BriefCache<>(2, clock::get);

  @Test
  void value_isLoadedAgainAfterHalfAMinute() {
    assertThat(get("a")).isEqualTo(1);
    clock.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(get("a")).isEqualTo(1);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(get("a")).isEqualTo(2);
  }

  @Test
  void value_beingLoaded_isLoadedOnceForAll() {
    CompletableFuture<Integer> slow = new CompletableFuture<>();
    CompletableFuture<Integer> first = cache.get("a", slow::join);
    clock.addAndGet(Duration.ofHours(1).toNanos());
    CompletableFuture<Integer> second = cache.get("a", loads::incrementAndGet);

    slow.complete(7);
    assertThat(first.join()).isEqualTo(7);
    assertThat(second.join()).isEqualTo(7);
    assertThat(loads).hasValue(0);
  }

  @Test
  void failure_isTriedAgainAfterFiveSeconds() {
    CompletableFuture<Integer> failed =
        cache.get(
            "a",
            () -> {
              throw new IllegalStateException("away");
            });
    assertThatThrownBy(failed::join).hasRootCauseMessage("away");
    assertThatThrownBy(() -> get("a")).hasRootCauseMessage("away");
    clock.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void values_tooMany_theLeastUsedGoes() {
    get("a");
    get("b");
    get("a");
    get("c");
    assertThat(get("a")).isEqualTo(1);
    assertThat(get("b")).isEqualTo(4);
  }

  private int get(String key) {
    return cache.get(key, loads::incrementAndGet).join();
  }
}
