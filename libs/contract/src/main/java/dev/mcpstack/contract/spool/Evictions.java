package dev.mcpstack.contract.spool;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of results that made way: at once, and then once a minute however many do. Thread-safe. */
final class Evictions {
  private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);
  private static final long APART_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private long results;
  private long bytes;
  private long saidNanos;
  private boolean said;

  Evictions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void add(long ofBytes) {
    results++;
    bytes += ofBytes;
    long now = nanoTime.getAsLong();
    if (said && now - saidNanos < APART_NANOS) {
      return;
    }
    LOG.warn(
        "{} results of {} bytes together, which nobody read, made way for new ones: the spool is full",
        results,
        bytes);
    said = true;
    saidNanos = now;
    results = 0;
    bytes = 0;
  }
}
