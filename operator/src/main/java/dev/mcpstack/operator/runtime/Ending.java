package dev.mcpstack.operator.runtime;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order when it is asked to by Ctrl-C or SIGTERM: looks are finished, the Lease
 * is given back, and the exit code is 0. A JVM on its own would report 128 plus the number of the
 * signal, which who runs it would take for a failure.
 */
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  /** How long closing may take before the process ends anyway, with exit code 1. */
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private Ending() {}

  /**
   * Waits until the operator can't go on, and closes it. Does not return when the process is asked
   * to end.
   *
   * @return why it can't go on
   */
  static String await(RunningOperator operator) {
    Thread hook = new Thread(() -> end(operator), "ending");
    Runtime.getRuntime().addShutdownHook(hook);
    RunningOperator.End end = operator.end().join();
    LOG.error("{}", end.sentence());
    if (end.atOnce()) {
      Runtime.getRuntime().halt(1);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      operator.close();
    } catch (IllegalStateException _) {
      LOG.debug("The process is ending already");
    }
    return end.sentence();
  }

  private static void end(RunningOperator operator) {
    // The hooks of a JVM can't set its exit code, so this one has the last word.
    Runtime.getRuntime().halt(closesInTime(operator) ? 0 : 1);
  }

  private static boolean closesInTime(RunningOperator operator) {
    Thread closing = Thread.ofPlatform().name("closing").daemon().start(operator::close);
    try {
      if (closing.join(LIMIT)) {
        return true;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    LOG.warn("The operator did not end within {} s, so it is cut off", LIMIT.toSeconds());
    return false;
  }
}
