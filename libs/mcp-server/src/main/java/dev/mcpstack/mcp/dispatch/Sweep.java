package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.spool.Spool;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees every few seconds what handles named that have ended: jobs are stopped, rows let go.
 * Thread-safe.
 */
public final class Sweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final long SECONDS = 5;

  private final String server;
  private final JobTable jobs;
  private final Spool spool;
  private final List<Runnable> steps;
  private final ScheduledFuture<?> timer;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * Starts sweeping.
   *
   * @param server role of the server, for the thread's name
   * @param first what is done before each sweep, as to renew what must not be swept
   */
  public Sweep(
      String server, JobTable jobs, Spool spool, Runnable first, ScheduledExecutorService timer) {
    this.server = server;
    this.jobs = jobs;
    this.spool = spool;
    this.steps = List.of(first, jobs::sweep, spool::sweep);
    this.timer =
        timer.scheduleWithFixedDelay(this::inBackground, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /** Frees what one handle named, on the calling thread. */
  public void one(String handle) {
    jobs.sweep(handle);
    spool.sweep(handle);
  }

  /** A slow store holds up neither the timer nor, by sweeps that queue, itself. */
  private void inBackground() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual().name(server + "-sweep").start(this::all);
    }
  }

  private void all() {
    try {
      steps.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.warn("A sweep failed; the next one follows: {}", e.getMessage());
    } finally {
      running.set(false);
    }
  }

  /** No sweep begins any more. */
  @Override
  public void close() {
    timer.cancel(false);
  }
}
