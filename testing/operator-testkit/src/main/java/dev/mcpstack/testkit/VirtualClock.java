package dev.mcpstack.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is told to go on, but for clusters whose pods are processes.
 * In UTC.
 */
public final class VirtualClock extends Clock {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Optional<Clock> followed;

  VirtualClock() {
    this.followed = Optional.empty();
  }

  /** One that goes as another does, and is ahead of it by what it was told to go on. */
  VirtualClock(Clock followed) {
    this.followed = Optional.of(followed);
    now.set(Instant.EPOCH);
  }

  /** Goes on by a while. */
  public void advance(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public Instant instant() {
    Duration ahead = Duration.between(Instant.EPOCH, now.get());
    return followed.map(clock -> clock.instant().plus(ahead)).orElseGet(now::get);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Time goes by instants here; a zone would change nothing. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
