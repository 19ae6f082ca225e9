package dev.mcpstack.operator.pki;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All certificates of a stack, from its authority down. */
public final class StackCertificates {
  private final Authority authority;
  private final Leaves leaves;

  /** Decides by the settings; keys and serial numbers are drawn from {@code random}. */
  public StackCertificates(PkiSettings settings, SecureRandom random) {
    this.authority = new Authority(settings, random);
    this.leaves = new Leaves(settings, random);
  }

  /**
   * What to do now.
   *
   * @param stored the authority; empty when there is none
   * @param certificates role → what is stored, also of roles that are no longer wanted but may
   *     still run
   * @param wanted the certificates that the stack needs, no role twice
   * @param formerInUse whether a program that does not follow its files by itself, such as a Redis
   *     server, may still show another than the stored one
   */
  public CertificatePlan plan(
      Optional<AuthorityState> stored,
      Map<String, CertificateAndKey> certificates,
      Collection<LeafProfile> wanted,
      boolean formerInUse,
      Instant now) {
    boolean complete =
        !formerInUse
            && wanted.stream().allMatch(profile -> certificates.containsKey(profile.role()));
    AuthorityDecision decision =
        authority.plan(stored, LeavesInUse.of(certificates.values(), complete), now);
    Map<String, LeafDecision> decisions = new TreeMap<>();
    Instant next = decision.next();
    for (LeafProfile profile : wanted) {
      LeafDecision leaf =
          leaves.plan(
              profile,
              Optional.ofNullable(certificates.get(profile.role())),
              decision.state(),
              now);
      decisions.put(profile.role(), leaf);
      next = leaf.next().isBefore(next) ? leaf.next() : next;
    }
    return new CertificatePlan(decision, decisions, next);
  }
}
