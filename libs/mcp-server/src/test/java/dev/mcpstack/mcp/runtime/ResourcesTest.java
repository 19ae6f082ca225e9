package dev.mcpstack.mcp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<String> closed = new ArrayList<>();
  private final Resources resources = new Resources();

  @Test
  void close_goesLastToFirstAndOnce() {
    resources.add(() -> closed.add("first"));
    resources.add(() -> closed.add("second"));
    resources.close();
    resources.close();
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void failureOfOne_keepsNoOtherOpen() {
    resources.add(() -> closed.add("first"));
    resources.add(() -> {
      throw new IllegalStateException("stuck");
    });
    resources.close();
    assertThat(closed).containsExactly("first");
  }

  @Test
  void addAfterClose_closesTheNewOne() {
    resources.close();
    assertThatThrownBy(() -> resources.add(() -> closed.add("late")))
        .isInstanceOf(StartFailure.class);
    assertThat(closed).containsExactly("late");
  }

  @Test
  void closeInTime_tellsWhetherItWas() {
    assertThat(Ending.closeInTime(resources, Duration.ofSeconds(5))).isTrue();
    Resources stuck = new Resources();
    CountDownLatch never = new CountDownLatch(1);
    stuck.add(never::await);
    assertThat(Ending.closeInTime(stuck, Duration.ofMillis(20))).isFalse();
    never.countDown();
  }
}
