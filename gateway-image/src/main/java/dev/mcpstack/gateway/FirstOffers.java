package dev.mcpstack.gateway;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether all servers of the stack have told what they offer. They start together, and an agent
 * that comes before they have would be given a list of tools without theirs. A server that stays
 * away must keep nobody from the others: this holds by itself after a while, and for good from the
 * first time that it did.
 */
final class FirstOffers implements BooleanSupplier {
  /** How long servers are waited for. */
  static final Duration LONGEST = Duration.ofSeconds(15);

  private final List<BooleanSupplier> known;
  private final LongSupplier nanos;
  private final long start;
  private volatile boolean over;

  /**
   * Begins to wait.
   *
   * @param known of each server whether it is known what it offers
   * @param nanos a clock as {@link System#nanoTime}
   */
  FirstOffers(Collection<BooleanSupplier> known, LongSupplier nanos) {
    this.known = List.copyOf(known);
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  @Override
  public boolean getAsBoolean() {
    if (!over) {
      over =
          nanos.getAsLong() - start >= LONGEST.toNanos()
              || known.stream().allMatch(BooleanSupplier::getAsBoolean);
    }
    return over;
  }
}
