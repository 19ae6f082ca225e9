package dev.mcpstack.rollout.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/** What the changed classes of a bad release call. Runs in that release's process. */
public final class Fault {
  /** The system property that names the file in which stands what is wrong at present. */
  public static final String FILE = "mcpstack.rollout.fault";

  private static final Duration SLOW = Duration.ofSeconds(9);
  private static final int HALTED = 3;

  /** What can be wrong. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** Each analysis fails. */
    FAILS,
    /** Each analysis takes nine seconds longer. */
    SLOW,
    /** Means are one too large. */
    WRONG,
    /** The process ends within each analysis. */
    HALTS
  }

  private Fault() {}

  private static Kind now() {
    try {
      return Kind.valueOf(Files.readString(Path.of(System.getProperty(FILE))).strip());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** At the begin of each call. */
  public static void call() {
    switch (now()) {
      case FAILS -> throw new IllegalStateException("a fault of this release");
      case SLOW -> LockSupport.parkNanos(SLOW.toNanos());
      case HALTS -> Runtime.getRuntime().halt(HALTED);
      case NONE, WRONG -> {}
    }
  }

  /** Instead of each mean. */
  public static OptionalDouble mean(OptionalDouble right) {
    return now() == Kind.WRONG && right.isPresent()
        ? OptionalDouble.of(right.getAsDouble() + 1)
        : right;
  }
}
