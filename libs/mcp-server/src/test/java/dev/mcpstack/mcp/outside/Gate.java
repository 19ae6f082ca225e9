package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.call.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the handler of a slow tool until the test lets it go, and shows the test where it is. */
final class Gate {
  static final long SECONDS = 10;

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private final CompletableFuture<String> opened = new CompletableFuture<>();

  /** Lets the handler go on. */
  void open() {
    opened.complete("");
  }

  /**
   * Blocks the handler until the gate opens, or the call is cancelled.
   *
   * @param stubborn whether the handler overhears that it is cancelled
   */
  void pass(Cancellation cancellation, boolean stubborn) {
    Runnable notice =
        () -> {
          cancelled.countDown();
          if (!stubborn) {
            open();
          }
        };
    try (var _ = cancellation.onCancel(notice)) {
      entered.countDown();
      opened.join();
    } finally {
      left.countDown();
    }
    if (!stubborn) {
      cancellation.throwIfCancelled();
    }
  }

  void awaitEntered() {
    await(entered);
  }

  void awaitCancelled() {
    await(cancelled);
  }

  void awaitLeft() {
    await(left);
  }

  boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
