package dev.mcpstack.operator.pki;

import java.time.Duration;

/**
 * How long certificates of a stack live.
 *
 * @param stack name of the stack, at most 35 characters
 * @param namespace where it is
 * @param authorityLifetime of the stack's authority, at least 12 times {@code settle}
 * @param leafLifetime of the certificates it signs, at least 6 times {@code settle}; none outlives
 *     its authority
 * @param settle after which every pod has read again what is mounted: the kubelet's sync, its
 *     cache, and the servers' own look
 */
public record PkiSettings(
    String stack,
    String namespace,
    Duration authorityLifetime,
    Duration leafLifetime,
    Duration settle) {
  /** Hosts whose clocks are behind by less believe a new certificate at once. */
  public static final Duration BACKDATE = Duration.ofMinutes(5);

  /** How long an authority lives unless somebody says otherwise. */
  public static final Duration AUTHORITY_LIFETIME = Duration.ofDays(365);

  /** How long a certificate lives unless somebody says otherwise. */
  public static final Duration LEAF_LIFETIME = Duration.ofDays(90);

  /** Kubelets look every minute and may do so on a cache as old; the rest is spare. */
  public static final Duration SETTLE = Duration.ofMinutes(3);

  private static final int AUTHORITY_SETTLES = 12;
  private static final int LEAF_SETTLES = 6;

  /**
   * Refuses lifetimes whose last third is too short for what is done in it.
   *
   * @throws IllegalArgumentException which says the least lifetime
   */
  public PkiSettings {
    if (settle.isNegative()) {
      throw new IllegalArgumentException("settle can't be negative");
    }
    atLeast("authorityLifetime", authorityLifetime, settle.multipliedBy(AUTHORITY_SETTLES));
    atLeast("leafLifetime", leafLifetime, settle.multipliedBy(LEAF_SETTLES));
  }

  /** The lifetimes that hold unless somebody says otherwise. */
  public static PkiSettings of(String stack, String namespace) {
    return new PkiSettings(stack, namespace, AUTHORITY_LIFETIME, LEAF_LIFETIME, SETTLE);
  }

  private static void atLeast(String name, Duration lifetime, Duration least) {
    if (!lifetime.isPositive() || lifetime.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          name + " is " + lifetime + ": it needs " + least + " or more");
    }
  }
}
