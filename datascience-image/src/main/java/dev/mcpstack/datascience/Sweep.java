package dev.mcpstack.datascience;

import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.mcp.dispatch.JobTable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees what ended handles named: jobs are stopped, rows let go. Thread-safe. */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final JobTable jobs;
  private final Spool spool;
  private final AtomicBoolean running = new AtomicBoolean();

  Sweep(JobTable jobs, Spool spool) {
    this.jobs = jobs;
    this.spool = spool;
  }

  /** Frees what one handle named, on the calling thread. */
  void one(String handle) {
    jobs.sweep(handle);
    spool.sweep(handle);
  }

  private void all() {
    jobs.sweep();
    spool.sweep();
  }

  /**
   * Sweeps on a thread of its own, so that a slow store never holds up the timer; does nothing
   * while the sweep before still runs.
   */
  void inBackground() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("datascience-sweep").start(this::guarded);
    }
  }

  private void guarded() {
    try {
      all();
    } catch (RuntimeException e) {
      LOG.warn("A sweep failed; the next one follows", e);
    } finally {
      running.set(false);
    }
  }
}
