package dev.mcpstack.contract.handle;

import java.time.Duration;

/** The times that every store keeps, so that handles behave alike wherever they are remembered. */
public final class StoreTimes {
  /** How long a tombstone is kept for its principal. */
  public static final Duration TOMBSTONE_LIFE = Duration.ofHours(24);

  /**
   * How long a lease holds without being renewed: what a reader that was lost keeps alive at most,
   * and how long a reader whose connection broke has to come back after the handle's time.
   */
  public static final Duration LEASE_LIFE = Duration.ofSeconds(60);

  /** How often a lease is renewed by who holds it: two renewals may be lost. */
  public static final Duration LEASE_RENEWAL = LEASE_LIFE.dividedBy(3);

  /**
   * How long an owner keeps what an expired handle named, so that who was authorised in the last
   * moment still finds it.
   */
  public static final Duration GRACE = Duration.ofSeconds(5);

  private StoreTimes() {}
}
