package dev.mcpstack.gateway;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.serving.ServingRevision;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether agents are served by another revision of the stack than the gateway's own. What was heard
 * last holds while nobody answers, also when a store has forgotten it; before anything was heard
 * the own one serves. Thread-safe.
 */
final class Serving {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private final int own;
  private final ServingRevision store;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile OptionalInt heard = OptionalInt.empty();

  /**
   * One that has heard nothing yet.
   *
   * @param own revision of the gateway
   * @param store knows which one serves
   */
  Serving(int own, ServingRevision store, MeterRegistry meters) {
    this.own = own;
    this.store = store;
    Gauge.builder("mcpstack.gateway.serving", this, serving -> serving.isElsewhere() ? 0 : 1)
        .description("0 while another revision of the stack serves its agents")
        .strongReference(true)
        .register(meters);
  }

  /** Whether agents are served elsewhere. */
  boolean isElsewhere() {
    OptionalInt last = heard;
    return last.isPresent() && last.getAsInt() != own;
  }

  /** Asks once, unless a look before is still waiting for its answer. */
  void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      OptionalInt now = store.read();
      if (now.isPresent() && !now.equals(heard)) {
        heard = now;
        LOG.info("Revision {} of the stack serves its agents; this is {}", now.getAsInt(), own);
      }
    } catch (StackException e) {
      LOG.debug("Which revision serves could not be asked", e);
    } finally {
      looking.set(false);
    }
  }
}
