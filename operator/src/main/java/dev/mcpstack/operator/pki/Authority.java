package dev.mcpstack.operator.pki;

import dev.mcpstack.operator.pki.AuthorityDecision.Introduce;
import dev.mcpstack.operator.pki.AuthorityDecision.Issue;
import dev.mcpstack.operator.pki.AuthorityDecision.Keep;
import dev.mcpstack.operator.pki.AuthorityDecision.Promote;
import dev.mcpstack.operator.pki.AuthorityDecision.Repair;
import dev.mcpstack.operator.pki.AuthorityDecision.Retire;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Replaces the authority of a stack while its servers talk. An authority is renewed in three steps,
 * each decided from what the one before has stored: the next is believed beside the issuer; after
 * the settle time, when every pod has read that, it signs; when each pod has had that time to take
 * a certificate that it signed, the former is dropped. So whatever certificate a pod shows, every
 * other pod believes it, and an operator that dies between two steps goes on with the next.
 */
public final class Authority {
  /**
   * A clock that went back by less is waited for. To begin anew would be to count time twice when
   * it is put right again.
   */
  static final Duration CLOCK_STEP = Duration.ofDays(1);

  private final PkiSettings settings;
  private final CertificateMaker maker;

  /** Decides by the settings; keys and serial numbers are drawn from {@code random}. */
  public Authority(PkiSettings settings, SecureRandom random) {
    this.settings = settings;
    this.maker = new CertificateMaker(settings, random);
  }

  /**
   * What to do now.
   *
   * @param stored the authority; empty when there is none
   * @param leaves which certificates pods may use
   * @param now by the operator's clock; a clock that goes back delays steps and brings none forward
   */
  public AuthorityDecision plan(Optional<AuthorityState> stored, LeavesInUse leaves, Instant now) {
    if (stored.isEmpty()) {
      return issue(List.of(), AuthorityReason.ABSENT, now);
    }
    AuthorityView view = AuthorityView.of(stored.get());
    return view.stored().next().isPresent() ? introduced(view, now) : alone(view, leaves, now);
  }

  /** Between the first step and the second. */
  private AuthorityDecision introduced(AuthorityView view, Instant now) {
    Optional<Signer> next = view.next();
    if (next.isEmpty() || isOutOfTime(next.get().certificate(), now)) {
      return next(view, AuthorityReason.NEXT_UNUSABLE, now);
    }
    if (isDamaged(view)) {
      return repair(view, AuthorityReason.BUNDLE_DAMAGED, now);
    }
    if (isTimeUnknown(view, now)) {
      return repair(view, AuthorityReason.TIME_UNKNOWN, now);
    }
    Instant settled = view.since().orElse(now).plus(settings.settle());
    if (settled.isAfter(now) && !endsTooSoon(view, now)) {
      return new Keep(view.stored(), AuthorityReason.WAITING_FOR_BUNDLE, settled);
    }
    SequencedSet<X509Certificate> bundle = new LinkedHashSet<>();
    bundle.add(next.get().certificate());
    bundle.addAll(view.believed());
    return new Promote(
        state(next.get(), bundle, now),
        settled.isAfter(now) ? AuthorityReason.EXPIRED : AuthorityReason.BUNDLE_SETTLED,
        now.plus(settings.settle()));
  }

  /** With an authority that signs, and perhaps former ones that are believed still. */
  private AuthorityDecision alone(AuthorityView view, LeavesInUse leaves, Instant now) {
    if (view.believed().isEmpty()) {
      return issue(List.of(), AuthorityReason.UNREADABLE, now);
    }
    if (endsTooSoon(view, now)) {
      return issue(view.believed(), AuthorityReason.EXPIRED, now);
    }
    if (view.signer().isEmpty()) {
      return next(view, view.flaw(), now);
    }
    if (isDamaged(view)) {
      return repair(view, AuthorityReason.BUNDLE_DAMAGED, now);
    }
    X509Certificate issuer = view.signer().get().certificate();
    if (isOutOfTime(issuer, now)) {
      return next(view, AuthorityReason.NOT_YET_VALID, now);
    }
    Instant renewal = Lifetime.renewal(issuer);
    if (!renewal.isAfter(now)) {
      return next(view, AuthorityReason.EXPIRES, now);
    }
    return view.others().isEmpty()
        ? new Keep(view.stored(), AuthorityReason.VALID, renewal)
        : retire(view, issuer, leaves, now);
  }

  /** After the second step. */
  private AuthorityDecision retire(
      AuthorityView view, X509Certificate issuer, LeavesInUse leaves, Instant now) {
    if (isTimeUnknown(view, now)) {
      return repair(view, AuthorityReason.TIME_UNKNOWN, now);
    }
    Optional<Instant> made = leaves.madeBy(issuer, now);
    if (made.isEmpty()) {
      return new Keep(
          view.stored(), AuthorityReason.WAITING_FOR_LEAVES, now.plus(settings.settle()));
    }
    Instant promoted = view.since().orElse(now);
    Instant last = made.get().isAfter(promoted) ? made.get() : promoted;
    Instant settled = last.plus(settings.settle());
    if (settled.isAfter(now)) {
      return new Keep(view.stored(), AuthorityReason.WAITING_FOR_LEAVES, settled);
    }
    return new Retire(
        new AuthorityState(
            view.stored().issuer(), Optional.empty(), Pem.of(issuer), now.toString()),
        AuthorityReason.LEAVES_SETTLED,
        Lifetime.renewal(issuer));
  }

  private AuthorityDecision issue(
      Collection<X509Certificate> believed, AuthorityReason reason, Instant now) {
    Signer signer = maker.authority(now);
    SequencedSet<X509Certificate> bundle = new LinkedHashSet<>();
    bundle.add(signer.certificate());
    bundle.addAll(believed);
    return new Issue(
        state(signer, bundle, now),
        reason,
        bundle.size() > 1 ? now.plus(settings.settle()) : Lifetime.renewal(signer.certificate()));
  }

  private AuthorityDecision next(AuthorityView view, AuthorityReason reason, Instant now) {
    Signer next = maker.authority(now);
    SequencedSet<X509Certificate> bundle = new LinkedHashSet<>();
    view.issuer().ifPresent(bundle::add);
    bundle.add(next.certificate());
    bundle.addAll(view.believed()); // One that was to come may have signed already.
    return new Introduce(
        new AuthorityState(
            view.stored().issuer(), Optional.of(next.toText()), Pem.of(bundle), now.toString()),
        reason,
        now.plus(settings.settle()));
  }

  private AuthorityDecision repair(AuthorityView view, AuthorityReason reason, Instant now) {
    return new Repair(
        new AuthorityState(
            view.stored().issuer(), view.stored().next(), Pem.of(view.believed()), now.toString()),
        reason,
        now.plus(settings.settle()));
  }

  private static AuthorityState state(
      Signer signer, Collection<X509Certificate> bundle, Instant now) {
    return new AuthorityState(signer.toText(), Optional.empty(), Pem.of(bundle), now.toString());
  }

  private static boolean isDamaged(AuthorityView view) {
    return !view.stored().bundle().equals(Pem.of(view.believed()));
  }

  /** Waiting for a time that lies so far ahead would be waiting for a clock that was wrong. */
  private static boolean isTimeUnknown(AuthorityView view, Instant now) {
    return view.since().filter(since -> !since.isAfter(now.plus(CLOCK_STEP))).isEmpty();
  }

  /** Whether waiting for others to believe another would last longer than the authority. */
  private boolean endsTooSoon(AuthorityView view, Instant now) {
    return view.issuer()
        .filter(issuer -> !Lifetime.end(issuer).isAfter(now.plus(settings.settle())))
        .isPresent();
  }

  private static boolean isOutOfTime(X509Certificate certificate, Instant now) {
    return Lifetime.start(certificate).isAfter(now.plus(CLOCK_STEP))
        || !Lifetime.end(certificate).isAfter(now);
  }
}
