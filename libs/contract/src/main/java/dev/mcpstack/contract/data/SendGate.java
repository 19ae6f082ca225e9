package dev.mcpstack.contract.data;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where the thread that sends waits for the transport. The transport's callbacks only wake it, so
 * they never block.
 */
final class SendGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final BooleanSupplier ready;
  private boolean cancelled;

  /** A gate that is open while the supplier says so. */
  SendGate(BooleanSupplier ready) {
    this.ready = ready;
  }

  /** Something changed; the sender looks again. */
  void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The stream is over; the sender gives up. */
  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the stream is over. */
  boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the transport takes more. It is asked again after every wake-up, since transports
   * also wake without need.
   *
   * @param longest how long to wait at most
   */
  State awaitReady(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!cancelled && !ready.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return cancelled ? State.CANCELLED : ready.getAsBoolean() ? State.READY : State.BUSY;
    } finally {
      lock.unlock();
    }
  }

  /** What a wait has come to. */
  enum State {
    /** The transport takes more. */
    READY,
    /** It still takes nothing. */
    BUSY,
    /** The stream is over. */
    CANCELLED
  }
}
