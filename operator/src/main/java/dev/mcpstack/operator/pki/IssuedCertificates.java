package dev.mcpstack.operator.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of a stack that somebody else issues, whose authority may be another at any time.
 * Pods use copies, which follow what is issued in steps that cut nobody off: the authority of a new
 * one is believed beside those of before; after the settle time, when every pod has read that, the
 * copy is replaced; when each pod has had that time again, the authorities that no copy needs are
 * dropped. Coming from an authority of the stack's own, and going back to it, is the same.
 */
public final class IssuedCertificates {
  /** How soon it is looked at again what is not issued yet. */
  public static final Duration SOON = Duration.ofSeconds(30);

  /** How soon it shows that something was issued anew, which nobody tells. */
  public static final Duration LOOK = Duration.ofMinutes(10);

  private final Duration settle;

  /**
   * Decides.
   *
   * @param settle until every pod has read what was stored
   */
  public IssuedCertificates(Duration settle) {
    this.settle = settle;
  }

  /**
   * What to do now.
   *
   * @param stored who is believed; empty when nobody is
   * @param used role → what its pods use
   * @param issued role → what was issued for it
   * @param wanted the certificates that the stack needs, no role twice
   * @param formerInUse as in {@link StackCertificates#plan}
   */
  public IssuedPlan plan(
      Optional<AuthorityState> stored,
      Map<String, CertificateAndKey> used,
      Map<String, IssuedCertificate> issued,
      Collection<LeafProfile> wanted,
      boolean formerInUse,
      Instant now) {
    Optional<AuthorityView> view = stored.map(AuthorityView::of);
    Set<X509Certificate> believed = view.map(AuthorityView::believed).orElseGet(LinkedHashSet::new);
    Instant settled = view.flatMap(AuthorityView::since).orElse(now).plus(settle);
    SortedMap<String, LeafReason> flaws = new TreeMap<>();
    SortedMap<String, CertificateAndKey> others = new TreeMap<>();
    SequencedSet<X509Certificate> needed = new LinkedHashSet<>();
    for (LeafProfile profile : wanted) {
      Optional<IssuedCertificate> found = Optional.ofNullable(issued.get(profile.role()));
      Optional<LeafReason> flaw =
          found.map(each -> each.flaw(profile, now)).orElse(Optional.of(LeafReason.ABSENT));
      flaw.ifPresent(reason -> flaws.put(profile.role(), reason));
      found
          .filter(_ -> flaw.isEmpty())
          .ifPresent(usable -> {
            needed.addAll(usable.believedBy());
            if (!usable.pair().equals(used.get(profile.role()))) {
              others.put(profile.role(), usable.pair());
            }
          });
    }

    boolean known = believed.containsAll(needed) && !settled.isAfter(now);
    Map<String, CertificateAndKey> moves = new TreeMap<>(others);
    moves.keySet().removeIf(role -> !known && isWhole(used.get(role), believed, now));
    boolean waits = moves.size() < others.size();

    SequencedSet<X509Certificate> bundle = new LinkedHashSet<>(needed);
    boolean drops =
        known
            && flaws.isEmpty()
            && others.isEmpty()
            && !formerInUse
            && !bundle.containsAll(believed);
    if (!drops) {
      bundle.addAll(believed);
    }
    boolean changes =
        !needed.isEmpty()
            && (!moves.isEmpty()
                || !bundle.equals(believed)
                || view.filter(each -> isPlain(each, now)).isEmpty());
    boolean goesOn = waits || (flaws.isEmpty() && !needed.containsAll(bundle));
    Instant next = now.plus(flaws.isEmpty() ? LOOK : SOON);
    Instant step = changes ? now.plus(settle) : settled.isAfter(now) ? settled : now.plus(SOON);
    return new IssuedPlan(
        changes
            ? Optional.of(AuthorityState.foreign(Pem.of(bundle), now.toString()))
            : Optional.empty(),
        moves,
        flaws,
        goesOn,
        goesOn && step.isBefore(next) ? step : next);
  }

  /** Whether pods can talk with it as long as it is left. */
  private static boolean isWhole(
      @Nullable CertificateAndKey used, Collection<X509Certificate> believed, Instant now) {
    return used != null
        && Leaves.flaw(Optional.of(used), now).isEmpty()
        && Chains.leads(used.certificate(), believed, now);
  }

  /** Whether it is stored as somebody else's is, with a time that can be counted from. */
  private static boolean isPlain(AuthorityView view, Instant now) {
    AuthorityState stored = view.stored();
    return stored.isForeign()
        && stored.next().isEmpty()
        && stored.bundle().equals(Pem.of(view.believed()))
        && view.since().filter(since -> !since.isAfter(now.plus(Authority.CLOCK_STEP))).isPresent();
  }
}
