package dev.mcpstack.contract.call;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels one piece of work, from any thread, once. Work registers what ends it (a statement, a
 * stream) and checks between batches. Thread-safe.
 */
public final class Cancellation {
  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

  private final Map<Object, Runnable> actions = new LinkedHashMap<>();
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
    List<Runnable> toRun;
    synchronized (actions) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = List.copyOf(actions.values());
      actions.clear();
    }
    for (Runnable action : toRun) {
      runSafely(action);
    }
  }

  /**
   * Runs the action when the work is cancelled, at once if it already is.
   *
   * @return closes the registration; the action will not start after that
   */
  public Registration onCancel(Runnable action) {
    // A key of its own, so that registering an equal action twice gives two registrations.
    Object key = new Object();
    synchronized (actions) {
      if (!cancelled) {
        actions.put(key, action);
        return () -> {
          synchronized (actions) {
            actions.remove(key);
          }
        };
      }
    }
    runSafely(action);
    return () -> {};
  }

  /** Throws {@link ContractError#CALL_CANCELLED} when the work should end. */
  public void throwIfCancelled() {
    if (cancelled) {
      throw new StackException(
          ContractError.CALL_CANCELLED, "The call was cancelled before it was done.");
    }
  }

  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("An action on cancel failed", e);
    }
  }

  /** Undoes a registration. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
