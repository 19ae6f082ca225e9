package dev.mcpstack.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.operator.pki.LeafProfile.Use;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A stack whose certificates somebody else issues, and pods that read what is stored late. */
final class IssuedCertificatesTest {
  private static final Duration SETTLE = PkiSettings.SETTLE;
  private static final Duration LIFETIME = PkiSettings.LEAF_LIFETIME;

  private final IssuedCertificates operator = new IssuedCertificates(SETTLE);
  private final StackCertificates own = new StackCertificates(World.SETTINGS, new SecureRandom());
  private Instant now = World.BEGINNING;
  private final TestIssuer issuer = new TestIssuer(now);
  private Optional<AuthorityState> authority = Optional.empty();
  private final Map<String, CertificateAndKey> used = new TreeMap<>();
  private final Map<String, IssuedCertificate> issued = new TreeMap<>();
  private final List<Snapshot> history = new ArrayList<>();
  private boolean restartsPending;

  /** What was stored from a time on. */
  private record Snapshot(Instant since, String bundle, List<String> leaves) {}

  private void issueAll() {
    World.WANTED.forEach(this::issue);
  }

  private void issue(LeafProfile profile) {
    issued.put(profile.role(), issuer.issue(profile, LIFETIME, now));
  }

  private IssuedPlan plan() {
    return operator.plan(authority, used, issued, World.WANTED, restartsPending, now);
  }

  private IssuedPlan act() {
    IssuedPlan plan = plan();
    plan.authority().ifPresent(state -> authority = AuthorityState.ofData(state.toData()));
    used.putAll(plan.moves());
    check();
    return plan;
  }

  private void actOnOwn() {
    CertificatePlan plan = own.plan(authority, used, World.WANTED, restartsPending, now);
    authority = AuthorityState.ofData(plan.authority().state().toData());
    plan.leaves().forEach((role, leaf) -> used.put(role, leaf.certificate()));
    check();
  }

  /** Whatever a pod shows, every other believes, each as it was at any time within the settle. */
  private void check() {
    List<String> leaves = used.values().stream().map(CertificateAndKey::certificate).toList();
    history.add(new Snapshot(now, authority.map(AuthorityState::bundle).orElse(""), leaves));
    while (history.size() > 1 && !history.get(1).since().isAfter(now.minus(SETTLE))) {
      history.removeFirst();
    }
    for (Snapshot reader : history) {
      for (Snapshot shown : history) {
        assertThat(shown.leaves())
            .allMatch(leaf ->
                reader.leaves().isEmpty()
                    || Paths.isBelieved(leaf, reader.bundle(), now, Use.PEER));
      }
    }
  }

  private int believed() {
    return Paths.read(authority.orElseThrow().bundle()).size();
  }

  private boolean isFromIssuer() {
    return issued.keySet().equals(used.keySet())
        && issued.entrySet().stream()
            .allMatch(each -> each.getValue().pair().equals(used.get(each.getKey())));
  }

  /** Looks when it is asked to, as long as something goes on. */
  private void finish() {
    for (int i = 0; i < 20; i++) {
      IssuedPlan plan = act();
      if (!plan.goesOn() && plan.authority().isEmpty()) {
        return;
      }
      assertThat(plan.next()).isAfter(now);
      now = plan.next();
    }
    throw new AssertionError("it never comes to rest");
  }

  @Test
  void newStack_usesWhatIsIssuedAtOnce() {
    assertThat(act().flaws().values()).containsOnly(LeafReason.ABSENT);
    assertThat(authority).isEmpty();
    assertThat(plan().next()).isEqualTo(now.plus(IssuedCertificates.SOON));
    issueAll();
    act();
    assertThat(isFromIssuer()).isTrue();
    assertThat(authority.orElseThrow().bundle()).isEqualTo(issuer.authorities());
    assertThat(authority.orElseThrow().toData()).containsOnlyKeys("ca.crt", "since");
    now = now.plus(SETTLE);
    IssuedPlan settled = act();
    assertThat(settled.authority()).isEmpty();
    assertThat(settled.goesOn()).isFalse();
    assertThat(settled.next()).isEqualTo(now.plus(IssuedCertificates.LOOK));
  }

  @Test
  void rolesOfANewStack_thatAreIssuedOneByOne_neverWaitForOneAnother() {
    for (LeafProfile profile : World.WANTED) {
      issue(profile);
      now = now.plusSeconds(5);
      act();
      assertThat(used).containsKey(profile.role());
    }
  }

  @Test
  void renewedCertificate_isUsedAtTheNextLook() {
    issueAll();
    finish();
    now = now.plus(LIFETIME.multipliedBy(2).dividedBy(3));
    issue(World.WANTED.getFirst());
    act();
    assertThat(isFromIssuer()).isTrue();
    assertThat(believed()).isEqualTo(1);
  }

  @Test
  void authorityOfTheIssuer_whenReplaced_isBelievedBeforeItsCertificatesAreUsed() {
    issueAll();
    finish();
    issuer.replaceAuthority(now);
    issue(World.WANTED.getFirst());
    act();
    assertThat(believed()).isEqualTo(2);
    assertThat(isFromIssuer()).isFalse();
    finish();
    assertThat(isFromIssuer()).isTrue();
    assertThat(believed()).isEqualTo(2);
    issueAll();
    finish();
    assertThat(isFromIssuer()).isTrue();
    assertThat(authority.orElseThrow().bundle()).isEqualTo(issuer.authorities());
  }

  @Test
  void ownAuthority_thatGivesWay_isBelievedUntilNobodyUsesIt() {
    actOnOwn();
    now = now.plus(Duration.ofDays(1));
    assertThat(act().authority()).isEmpty();
    assertThat(authority.orElseThrow().isForeign()).isFalse();
    issueAll();
    assertThat(act().goesOn()).isTrue();
    assertThat(believed()).isEqualTo(2);
    assertThat(isFromIssuer()).isFalse();
    restartsPending = true;
    for (int i = 0; i < 5; i++) {
      now = plan().next();
      act();
    }
    assertThat(isFromIssuer()).isTrue();
    assertThat(believed()).isEqualTo(2);
    restartsPending = false;
    finish();
    assertThat(authority.orElseThrow().bundle()).isEqualTo(issuer.authorities());
  }

  @Test
  void ownAuthority_thatComesBack_takesOverInSteps() {
    issueAll();
    finish();
    for (int i = 0; i < 6; i++) {
      actOnOwn();
      now = now.plus(SETTLE);
    }
    assertThat(authority.orElseThrow().isForeign()).isFalse();
    assertThat(believed()).isEqualTo(1);
    assertThat(authority.orElseThrow().bundle()).isNotEqualTo(issuer.authorities());
    assertThat(own.plan(authority, used, World.WANTED, false, now).changes()).isFalse();
  }

  @Test
  void copyThatIsOfNoUseToAnybody_isReplacedAtOnce() {
    issueAll();
    finish();
    String role = ServerRole.GATEWAY.text();
    used.put(role, new CertificateAndKey("", SecretText.of("")));
    history.clear();
    assertThat(plan().moves()).containsOnlyKeys(role);
  }

  @Test
  void bundleThatSomebodyHasChanged_isPutRight() {
    issueAll();
    finish();
    AuthorityState damaged = AuthorityState.foreign("-----", authority.orElseThrow().since());
    authority = Optional.of(damaged);
    history.clear();
    act();
    assertThat(authority.orElseThrow().bundle()).isEqualTo(issuer.authorities());
  }

  @Test
  void timeThatLiesFarAhead_isNotWaitedFor() {
    issueAll();
    finish();
    String ahead = now.plus(Duration.ofDays(400)).toString();
    authority = Optional.of(AuthorityState.foreign(issuer.authorities(), ahead));
    act();
    assertThat(authority.orElseThrow().since()).isEqualTo(now.toString());
  }

  @Test
  void certificate_thatCantBeUsed_saysWhy() {
    LeafProfile gateway = World.WANTED.getFirst();
    CertificateAndKey pair = issuer.issue(gateway, LIFETIME, now).pair();
    IssuedCertificate other =
        issuer.issue(new LeafProfile("gateway", Use.PEER, Set.of("other")), LIFETIME, now);
    IssuedCertificate server =
        issuer.issue(new LeafProfile("gateway", Use.SERVER, gateway.names()), LIFETIME, now);
    TestIssuer stranger = new TestIssuer(now);
    String authorities = issuer.authorities();
    assertFlaw(gateway, new IssuedCertificate(pair, ""), LeafReason.AUTHORITY_UNKNOWN);
    assertFlaw(
        gateway, new IssuedCertificate(pair, stranger.authorities()), LeafReason.AUTHORITY_UNKNOWN);
    assertFlaw(gateway, other, LeafReason.NAMES_CHANGED);
    assertFlaw(gateway, server, LeafReason.PURPOSE_MISSING);
    assertFlaw(
        gateway,
        new IssuedCertificate(
            new CertificateAndKey(pair.certificate(), other.pair().key()), authorities),
        LeafReason.KEY_MISMATCH);
    assertFlaw(
        gateway,
        new IssuedCertificate(new CertificateAndKey("", pair.key()), authorities),
        LeafReason.ABSENT);
    assertThat(new IssuedCertificate(pair, authorities).flaw(gateway, now)).isEmpty();
    assertThat(new IssuedCertificate(pair, authorities).flaw(gateway, now.plus(LIFETIME)))
        .contains(LeafReason.EXPIRED);
    // Some issuers add their root to what leads to it.
    String whole = pair.certificate() + authorities;
    assertThat(
            new IssuedCertificate(new CertificateAndKey(whole, pair.key()), authorities)
                .flaw(gateway, now))
        .isEmpty();
  }

  private void assertFlaw(LeafProfile profile, IssuedCertificate issued, LeafReason reason) {
    assertThat(issued.flaw(profile, now)).contains(reason);
  }
}
