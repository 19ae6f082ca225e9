package dev.mcpstack.mcp.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order when it is asked to by Ctrl-C, SIGTERM or SIGHUP: everything is closed,
 * and the exit code is 0. A JVM on its own would report 128 plus the number of the signal, which
 * who runs it would take for a failure.
 */
public final class Ending implements AutoCloseable {
  /** How long closing may take before the process ends anyway, with exit code 1. */
  public static final Duration LIMIT = Duration.ofMillis(1_800);

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Resources resources;
  private final CountDownLatch never = new CountDownLatch(1);
  private final Thread hook;

  private Ending(Resources resources) {
    this.resources = resources;
    this.hook = new Thread(this::end, "ending");
  }

  /** Looks out for the end of the process from now on. */
  public static Ending of(Resources resources) {
    Ending ending = new Ending(resources);
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  /** Waits for the end of the process, or until the thread is interrupted. */
  public void await() {
    try {
      never.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes all, also where the process goes on. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      return; // The process is ending, and the hook closes them.
    }
    resources.close();
  }

  private void end() {
    resources.drain();
    // The hooks of a JVM can't set its exit code, so this one has the last word.
    Runtime.getRuntime().halt(closeInTime(resources, LIMIT) ? 0 : 1);
  }

  /** Closes them; false when that takes longer than the limit. */
  public static boolean closeInTime(Resources resources, Duration limit) {
    Thread closing = Thread.ofPlatform().name("closing").daemon().start(resources::close);
    try {
      if (closing.join(limit)) {
        return true;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    LOG.warn("The stack did not end within {} ms, so it is cut off", limit.toMillis());
    return false;
  }
}
