package dev.mcpstack.bench.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks every 100 ms at how much memory of the machine a process holds (VmRSS), and keeps the most.
 */
public final class ResidentMemory implements AutoCloseable {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String LINE = "VmRSS:";

  private final long pid;
  private final Thread sampler;
  private volatile boolean closed;
  private long peakKibibytes;

  /** That of a process. */
  public ResidentMemory(long pid) {
    this.pid = pid;
    sample();
    sampler = Thread.ofPlatform().name("resident-memory").daemon().start(this::run);
  }

  /** The most it held since this was asked last, in MiB. */
  public synchronized double peakMebibytes() {
    sample();
    double peak = peakKibibytes / 1024.0;
    peakKibibytes = 0;
    return peak;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(sampler);
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(PERIOD_NANOS);
      if (!closed) {
        sample();
      }
    }
  }

  private synchronized void sample() {
    peakKibibytes = Math.max(peakKibibytes, kibibytes(pid));
  }

  /** What a process holds now, in MiB. */
  public static double mebibytes(long pid) {
    return kibibytes(pid) / 1024.0;
  }

  private static long kibibytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith(LINE)) {
          return Long.parseLong(line.substring(LINE.length()).replace("kB", "").strip());
        }
      }
      return 0; // The process is about to be gone.
    } catch (NoSuchFileException _) {
      return 0; // It has ended, which whoever waits for it will say.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
