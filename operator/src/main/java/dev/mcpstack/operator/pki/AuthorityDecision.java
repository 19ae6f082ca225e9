package dev.mcpstack.operator.pki;

import java.time.Instant;

/** What to do with an authority. */
public sealed interface AuthorityDecision {
  /** As it is when the decision has been carried out. */
  AuthorityState state();

  /** Why. */
  AuthorityReason reason();

  /** When to decide again; something that happens may be a cause to do so before. */
  Instant next();

  /** Whether {@link #state} is to be stored, before any certificate that it signed. */
  default boolean changes() {
    return !(this instanceof Keep);
  }

  /** For events and conditions. */
  default String sentence() {
    return reason().sentence();
  }

  /** All is as it should be. */
  record Keep(AuthorityState state, AuthorityReason reason, Instant next)
      implements AuthorityDecision {}

  /** An authority that signs from now on, since there is none that does. */
  record Issue(AuthorityState state, AuthorityReason reason, Instant next)
      implements AuthorityDecision {}

  /** First step of a rotation: another is believed beside the one that goes on signing. */
  record Introduce(AuthorityState state, AuthorityReason reason, Instant next)
      implements AuthorityDecision {}

  /** Second step: the other signs, the one of before goes on being believed. */
  record Promote(AuthorityState state, AuthorityReason reason, Instant next)
      implements AuthorityDecision {}

  /** Third step: only the other is believed. */
  record Retire(AuthorityState state, AuthorityReason reason, Instant next)
      implements AuthorityDecision {}

  /** The same authorities, written as they should be. */
  record Repair(AuthorityState state, AuthorityReason reason, Instant next)
      implements AuthorityDecision {}
}
