package dev.mcpstack.contract.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CancellationTest {
  private final Cancellation cancellation = new Cancellation();

  @Test
  void cancel_runsEveryActionOnceInOrder() {
    List<String> ran = new ArrayList<>();
    cancellation.onCancel(() -> ran.add("statement"));
    cancellation.onCancel(() -> ran.add("stream"));
    cancellation.cancel();
    cancellation.cancel();
    assertThat(ran).containsExactly("statement", "stream");
    assertThat(cancellation.isCancelled()).isTrue();
  }

  @Test
  void onCancel_afterwards_runsAtOnce() {
    cancellation.cancel();
    AtomicBoolean ran = new AtomicBoolean();
    cancellation.onCancel(() -> ran.set(true)).close();
    assertThat(ran).isTrue();
  }

  @Test
  void registration_closedBefore_neverRuns() {
    AtomicInteger ran = new AtomicInteger();
    cancellation.onCancel(ran::incrementAndGet).close();
    cancellation.cancel();
    assertThat(ran).hasValue(0);
  }

  @Test
  void onCancel_sameActionTwice_givesTwoRegistrations() {
    AtomicInteger ran = new AtomicInteger();
    Runnable action = ran::incrementAndGet;
    Cancellation.Registration first = cancellation.onCancel(action);
    cancellation.onCancel(action);
    first.close();
    cancellation.cancel();
    assertThat(ran).hasValue(1);
  }

  @Test
  void cancel_whenAnActionThrows_runsTheOthers() {
    AtomicBoolean ran = new AtomicBoolean();
    cancellation.onCancel(() -> {
      throw new IllegalStateException("already closed");
    });
    cancellation.onCancel(() -> ran.set(true));
    cancellation.cancel();
    assertThat(ran).isTrue();
  }

  @Test
  void throwIfCancelled_throwsOnlyThen() {
    assertThatCode(cancellation::throwIfCancelled).doesNotThrowAnyException();
    cancellation.cancel();
    assertThatThrownBy(cancellation::throwIfCancelled)
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> assertThat(failure.code()).isEqualTo(ContractError.CALL_CANCELLED));
  }

  @Test
  void action_thatClosesItsOwnRegistration_doesNotHang() {
    AtomicBoolean ran = new AtomicBoolean();
    Cancellation.Registration[] own = new Cancellation.Registration[1];
    own[0] =
        cancellation.onCancel(() -> {
          own[0].close();
          ran.set(true);
        });
    cancellation.cancel();
    assertThat(ran).isTrue();
  }

  /**
   * Regression: an action could start after its registration was closed, when another thread had
   * already begun to cancel. A statement's cancel then hit the connection's next user.
   */
  @Test
  void registration_closedWhileCancelling_hasNoActionAfterwards() throws InterruptedException {
    CountDownLatch firstRuns = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean secondRan = new AtomicBoolean();
    cancellation.onCancel(() -> {
      firstRuns.countDown();
      awaitQuietly(goOn);
    });
    Cancellation.Registration second = cancellation.onCancel(() -> secondRan.set(true));
    Thread canceller = Thread.startVirtualThread(cancellation::cancel);
    assertThat(firstRuns.await(10, TimeUnit.SECONDS)).isTrue();
    second.close();
    goOn.countDown();
    canceller.join();
    assertThat(secondRan).isFalse();
  }

  @Test
  void registration_closedWhileItsActionRuns_waitsForIt() throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean endedWhenClosed = new AtomicBoolean();
    Cancellation.Registration registration =
        cancellation.onCancel(() -> {
          runs.countDown();
          awaitQuietly(goOn);
          ended.set(true);
        });
    Thread canceller = Thread.startVirtualThread(cancellation::cancel);
    assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    Thread closer =
        Thread.ofPlatform()
            .start(() -> {
              registration.close();
              endedWhenClosed.set(ended.get());
            });
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    closer.join();
    canceller.join();
    assertThat(endedWhenClosed).isTrue();
  }

  @Test
  void actions_registeredWhileOthersCancel_allRunExactlyOnce() throws Exception {
    int registrars = 4;
    int each = 500;
    AtomicInteger ran = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(registrars + 2);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < registrars; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            arrive(start);
            for (int j = 0; j < each; j++) {
              cancellation.onCancel(ran::incrementAndGet);
            }
          }));
    }
    for (int i = 0; i < 2; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            arrive(start);
            cancellation.cancel();
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ran).hasValue(registrars * each);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody went on");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void arrive(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
