package dev.mcpstack.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.server.Subscription;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private static final SubscriptionFilter TOOLS =
      new SubscriptionFilter(true, false, false, Set.of("a"));

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger dropped = new AtomicInteger();
  private final Subscription subscription =
      new Subscription(TOOLS::wants, now::get, dropped::incrementAndGet);

  @Test
  void changes_areToldInOrderAndOnce() throws InterruptedException {
    subscription.offer(new Change.Tools());
    subscription.offer(new Change.Resource("a"));
    subscription.offer(new Change.Tools());
    subscription.offer(new Change.Resource("b"));

    assertThat(subscription.next()).isEqualTo(new Change.Tools());
    subscription.offer(new Change.Tools());
    assertThat(subscription.next()).isEqualTo(new Change.Resource("a"));
    assertThat(subscription.next()).isEqualTo(new Change.Tools());
    subscription.end(Subscription.End.STOPPED);
    assertThat(subscription.next()).isNull();
    assertThat(subscription.isStopped()).isTrue();
  }

  @Test
  void client_thatDoesNotRead_isDroppedOnce() throws InterruptedException {
    subscription.offer(new Change.Tools());
    subscription.next(); // Now being sent.
    now.addAndGet(Subscription.PATIENCE.toNanos());
    subscription.offer(new Change.Tools());
    assertThat(dropped).hasValue(0);

    now.addAndGet(Duration.ofMillis(1).toNanos());
    subscription.offer(new Change.Tools());
    subscription.offer(new Change.Tools());

    assertThat(dropped).hasValue(1);
    assertThat(subscription.next()).isNull();
    assertThat(subscription.isStopped()).isFalse();
  }

  @Test
  void replaced_isDroppedIfAMessageWasNotRead_andEndsInOrderElse() throws InterruptedException {
    Subscription idle = new Subscription(TOOLS::wants, now::get, dropped::incrementAndGet);
    idle.replace();
    assertThat(idle.next()).isNull();
    assertThat(dropped).hasValue(0);

    subscription.offer(new Change.Tools());
    subscription.next(); // Now being sent.
    subscription.replace();
    assertThat(dropped).hasValue(1);
    assertThat(subscription.next()).isNull();
    assertThat(subscription.isStopped()).isFalse();
  }

  @Test
  void client_thatHasNothingToRead_isNeverDropped() throws InterruptedException {
    subscription.offer(new Change.Tools());
    subscription.next();
    subscription.offer(new Change.Resource("a"));
    subscription.next(); // The first was sent.
    now.addAndGet(Subscription.PATIENCE.toNanos() - 1);

    subscription.offer(new Change.Tools());

    assertThat(dropped).hasValue(0);
  }
}
