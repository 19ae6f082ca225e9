package dev.mcpstack.mcp.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bounds the requests that are in work at once. */
final class InFlight {
  private final int max;
  private final Semaphore places;

  InFlight(int max) {
    this.max = max;
    places = new Semaphore(max);
  }

  /** A place, unless all are taken. */
  Optional<Place> enter() {
    return places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
  }

  /** How many are taken. */
  int taken() {
    return max - places.availablePermits();
  }

  /** The place of one request. Given back once, however often it is closed. */
  final class Place implements AutoCloseable {
    private final AtomicBoolean left = new AtomicBoolean();

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        places.release();
      }
    }
  }
}
