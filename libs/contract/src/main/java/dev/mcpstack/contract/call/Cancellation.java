package dev.mcpstack.contract.call;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels one piece of work, from any thread, once. Work registers what ends it (a statement, a
 * stream) and checks between batches. Thread-safe.
 */
public final class Cancellation {
  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

  private final Set<Action> actions = new LinkedHashSet<>();
  private volatile boolean cancelled;

  /** Whether the work should end. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Ends the work: runs every registered action once, on the calling thread. Later calls do
   * nothing.
   */
  public void cancel() {
    List<Action> toRun;
    synchronized (actions) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = List.copyOf(actions);
      actions.clear();
    }
    toRun.forEach(Action::run);
  }

  /**
   * Runs the action when the work is cancelled, at once if it already is.
   *
   * @param action ends the work without waiting until it has ended
   * @return closes the registration. After that the action neither starts nor still runs, so what
   *     it acts on, such as a pooled connection, can be given to somebody else
   */
  public Registration onCancel(Runnable action) {
    Action registered = new Action(action);
    synchronized (actions) {
      if (!cancelled) {
        actions.add(registered);
        return registered;
      }
    }
    registered.run();
    return registered;
  }

  /** Throws {@link ContractError#CALL_CANCELLED} when the work should end. */
  public void throwIfCancelled() {
    if (cancelled) {
      throw new StackException(
          ContractError.CALL_CANCELLED, "The call was cancelled before it was done.");
    }
  }

  /** Undoes a registration. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Identity tells two registrations of one action apart. */
  private final class Action implements Registration {
    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable work;
    private boolean over;

    private Action(Runnable work) {
      this.work = work;
    }

    private void run() {
      lock.lock();
      try {
        if (!over) {
          over = true;
          work.run();
        }
      } catch (RuntimeException e) {
        LOG.warn("An action on cancel failed", e);
      } finally {
        lock.unlock();
      }
    }

    /** Waits for an action that runs on another thread. */
    @Override
    public void close() {
      synchronized (actions) {
        actions.remove(this);
      }
      lock.lock();
      try {
        over = true;
      } finally {
        lock.unlock();
      }
    }
  }
}
