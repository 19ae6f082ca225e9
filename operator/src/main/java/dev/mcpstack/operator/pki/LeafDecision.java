package dev.mcpstack.operator.pki;

import java.time.Instant;

/** What to do with a certificate. */
public sealed interface LeafDecision {
  /** As it is when the decision has been carried out. */
  CertificateAndKey certificate();

  /** Why. */
  LeafReason reason();

  /** When to decide again; something that happens may be a cause to do so before. */
  Instant next();

  /** Whether {@link #certificate} is to be stored. */
  default boolean changes() {
    return this instanceof Issue;
  }

  /** For events and conditions. */
  default String sentence() {
    return reason().sentence();
  }

  /** All is as it should be, or can't be changed yet. */
  record Keep(CertificateAndKey certificate, LeafReason reason, Instant next)
      implements LeafDecision {}

  /** A new one, with a new key. */
  record Issue(CertificateAndKey certificate, LeafReason reason, Instant next)
      implements LeafDecision {}
}
