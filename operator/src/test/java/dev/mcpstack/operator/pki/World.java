package dev.mcpstack.operator.pki;

import dev.mcpstack.contract.server.ServerRole;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A stack's certificates as they are stored, an operator that looks after them, and its clock. */
final class World {
  static final Instant BEGINNING = Instant.parse("2027-01-01T00:00:00Z");
  static final PkiSettings SETTINGS = PkiSettings.of("sales", "team");
  static final List<LeafProfile> WANTED =
      Arrays.stream(ServerRole.values())
          .map(role -> LeafProfile.peer(role, "sales", Set.of()))
          .toList();

  final StackCertificates operator;
  Instant now = BEGINNING;
  Optional<AuthorityState> authority = Optional.empty();
  final Map<String, CertificateAndKey> leaves = new TreeMap<>();

  World() {
    this(SETTINGS);
  }

  World(PkiSettings settings) {
    this.operator = new StackCertificates(settings, new SecureRandom());
  }

  CertificatePlan plan() {
    return operator.plan(authority, leaves, WANTED, false, now);
  }

  /** Decides, and stores all of it. */
  CertificatePlan act() {
    CertificatePlan plan = plan();
    writes(plan).forEach(Runnable::run);
    return plan;
  }

  /** What is written one after the other; the operator may die before any. */
  List<Runnable> writes(CertificatePlan plan) {
    List<Runnable> writes = new ArrayList<>();
    if (plan.authority().changes()) {
      writes.add(() -> authority = AuthorityState.ofData(plan.authority().state().toData()));
    }
    plan.leaves()
        .forEach((role, decision) -> {
          if (decision.changes()) {
            writes.add(
                () -> leaves.put(role, CertificateAndKey.ofData(decision.certificate().toData())));
          }
        });
    return writes;
  }

  World pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Lets time pass until the first step of a rotation is due, with certificates in good order. */
  World age() {
    Instant due = Lifetime.renewal(Pem.certificate(state().issuer().certificate()).orElseThrow());
    now = due.minusSeconds(1);
    act();
    now = due;
    return this;
  }

  AuthorityState state() {
    return authority.orElseThrow();
  }

  void store(CertificateAndKey issuer, String bundle) {
    authority = Optional.of(new AuthorityState(issuer, state().next(), bundle, state().since()));
  }

  /** Whether everybody believes everybody with what is stored now. */
  boolean isWhole() {
    return leaves.values().stream()
        .allMatch(leaf ->
            Paths.isBelieved(leaf.certificate(), state().bundle(), now, LeafProfile.Use.PEER));
  }
}
