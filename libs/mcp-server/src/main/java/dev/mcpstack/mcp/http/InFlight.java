package dev.mcpstack.mcp.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bounds the requests that are in work at once. */
final class InFlight {
  private final Semaphore places;

  InFlight(int max) {
    places = new Semaphore(max);
  }

  /** A place, unless all are taken. */
  Optional<Place> enter() {
    return places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
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
