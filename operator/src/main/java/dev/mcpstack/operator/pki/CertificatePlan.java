package dev.mcpstack.operator.pki;

import java.time.Instant;
import java.util.Map;

/**
 * What to do with all certificates of a stack. The authority is stored first: certificates by one
 * that is stored nowhere would be believed by nobody, should the operator die in between.
 *
 * @param leaves role → decision, for each that is wanted
 * @param next when to decide again
 */
public record CertificatePlan(
    AuthorityDecision authority, Map<String, LeafDecision> leaves, Instant next) {
  /** Whether anything is to be stored. */
  public boolean changes() {
    return authority.changes() || leaves.values().stream().anyMatch(LeafDecision::changes);
  }
}
