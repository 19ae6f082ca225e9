package dev.mcpstack.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.server.ServerRole;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LeavesTest {
  private static final Instant NOW = World.BEGINNING;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final LeafProfile GATEWAY =
      LeafProfile.peer(ServerRole.GATEWAY, "sales", Set.of());
  private static final CertificateMaker MAKER = new CertificateMaker(World.SETTINGS, RANDOM);
  private static final Signer AUTHORITY = MAKER.authority(NOW);
  private static final Signer OTHER = MAKER.authority(NOW);
  private static final CertificateAndKey GOOD = made(GATEWAY, AUTHORITY, NOW);
  private static final Leaves LEAVES = new Leaves(World.SETTINGS, RANDOM);
  private static final Duration DAY = Duration.ofDays(1);

  static Stream<Arguments> cases() {
    CertificateAndKey unreadable = new CertificateAndKey("nonsense", GOOD.key());
    CertificateAndKey keyless = new CertificateAndKey(GOOD.certificate(), SecretText.of(""));
    CertificateAndKey mixed =
        new CertificateAndKey(GOOD.certificate(), made(GATEWAY, AUTHORITY, NOW).key());
    CertificateAndKey named =
        made(LeafProfile.peer(ServerRole.GATEWAY, "sales", Set.of("more")), AUTHORITY, NOW);
    return Stream.of(
        Arguments.of(Optional.empty(), NOW, LeafReason.ABSENT),
        Arguments.of(Optional.of(GOOD), NOW, LeafReason.VALID),
        Arguments.of(Optional.of(GOOD), NOW.plus(DAY.multipliedBy(59)), LeafReason.VALID),
        Arguments.of(Optional.of(GOOD), NOW.plus(DAY.multipliedBy(60)), LeafReason.EXPIRES),
        Arguments.of(Optional.of(GOOD), NOW.plus(DAY.multipliedBy(90)), LeafReason.EXPIRED),
        Arguments.of(Optional.of(GOOD), NOW.minus(Duration.ofMinutes(5)), LeafReason.VALID),
        Arguments.of(Optional.of(GOOD), NOW.minus(DAY), LeafReason.NOT_YET_VALID),
        Arguments.of(Optional.of(unreadable), NOW, LeafReason.UNREADABLE),
        Arguments.of(Optional.of(keyless), NOW, LeafReason.KEY_MISMATCH),
        Arguments.of(Optional.of(mixed), NOW, LeafReason.KEY_MISMATCH),
        Arguments.of(Optional.of(named), NOW, LeafReason.NAMES_CHANGED),
        Arguments.of(Optional.of(made(GATEWAY, OTHER, NOW)), NOW, LeafReason.AUTHORITY_CHANGED));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plan_ofAStoredCertificate_hasItsReason(
      Optional<CertificateAndKey> stored, Instant now, LeafReason reason) {
    LeafDecision decision = LEAVES.plan(GATEWAY, stored, state(), now);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.changes()).isEqualTo(reason != LeafReason.VALID);
    assertThat(decision.next()).isAfter(now);
    assertThat(decision.sentence()).endsWith(".");
    LeafDecision again = LEAVES.plan(GATEWAY, Optional.of(decision.certificate()), state(), now);
    assertThat(again.reason()).isEqualTo(LeafReason.VALID);
    assertThat(again.certificate()).isEqualTo(decision.certificate());
    assertThat(
            Paths.isBelieved(
                decision.certificate().certificate(),
                Pem.of(AUTHORITY.certificate()),
                now,
                LeafProfile.Use.PEER))
        .isTrue();
  }

  @Test
  void renewed_hasANewKey() {
    assertThat(
            LEAVES
                .plan(GATEWAY, Optional.of(GOOD), state(), NOW.plus(DAY.multipliedBy(60)))
                .certificate()
                .key())
        .isNotEqualTo(GOOD.key());
  }

  /** Else it would be made anew again and again, each time with the same end. */
  @Test
  void certificate_atTheEndOfItsAuthority_isNotReplacedByOneThatEndsWithIt() {
    Instant end = Lifetime.end(AUTHORITY.certificate());
    CertificateAndKey last = made(GATEWAY, AUTHORITY, end.minus(DAY));
    assertThat(Lifetime.end(Paths.one(last))).isEqualTo(end);
    LeafDecision decision =
        LEAVES.plan(GATEWAY, Optional.of(last), state(), end.minus(Duration.ofHours(1)));
    assertThat(decision.reason()).isEqualTo(LeafReason.WAITING_FOR_AUTHORITY);
    assertThat(decision.next()).isEqualTo(end);
  }

  /**
   * The authority has lost its key: who has a certificate keeps it, who has none gets the next's.
   */
  @Test
  void authorityThatCannotSign_leavesWhatIsBelievedAndTheNextSignsTheRest() {
    AuthorityState lost =
        new AuthorityState(
            new CertificateAndKey(Pem.of(AUTHORITY.certificate()), SecretText.of("")),
            Optional.of(OTHER.toText()),
            Pem.of(List.of(AUTHORITY.certificate(), OTHER.certificate())),
            NOW.toString());
    LeafDecision kept =
        LEAVES.plan(GATEWAY, Optional.of(GOOD), lost, NOW.plus(DAY.multipliedBy(61)));
    assertThat(kept.reason()).isEqualTo(LeafReason.WAITING_FOR_AUTHORITY);
    LeafDecision made = LEAVES.plan(GATEWAY, Optional.empty(), lost, NOW);
    assertThat(Signer.signed(OTHER.certificate(), Paths.one(made.certificate()))).isTrue();
    LeafDecision foreign =
        LEAVES.plan(GATEWAY, Optional.of(made(GATEWAY, MAKER.authority(NOW), NOW)), lost, NOW);
    assertThat(foreign.reason()).isEqualTo(LeafReason.AUTHORITY_CHANGED);
    AuthorityState helpless =
        new AuthorityState(lost.issuer(), Optional.empty(), lost.bundle(), lost.since());
    assertThatThrownBy(() -> LEAVES.plan(GATEWAY, Optional.of(GOOD), helpless, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void authority_signsForNoOtherAuthority() {
    X509Certificate authority = Paths.one(AUTHORITY.toText());
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(authority.getKeyUsage()).startsWith(false, false, false, false, false, true, true);
    assertThat(authority.getCriticalExtensionOIDs()).contains("2.5.29.19", "2.5.29.15");
    assertThat(authority.getSubjectX500Principal())
        .isNotEqualTo(OTHER.certificate().getSubjectX500Principal());
    assertThat(authority.getSerialNumber().signum()).isOne();
    assertThat(authority.getSerialNumber().bitLength()).isBetween(90, 128);
    assertThat(Lifetime.start(authority)).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
    assertThat(Lifetime.end(authority)).isEqualTo(NOW.plus(DAY.multipliedBy(365)));
    assertThat(AUTHORITY.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void peer_isAServerAndAClientAndNoAuthority() throws Exception {
    X509Certificate leaf = Paths.one(GOOD);
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getKeyUsage()).startsWith(true, false, false, false, false, false, false);
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(HostNames.of(leaf)).containsExactly("gateway.sales.mcpstack.internal");
    assertThat(Lifetime.end(leaf)).isEqualTo(NOW.plus(DAY.multipliedBy(90)));
    assertThat(leaf.getSerialNumber())
        .isNotEqualTo(Paths.one(made(GATEWAY, AUTHORITY, NOW)).getSerialNumber());
  }

  @Test
  void endpoint_bearsItsServicesAndWhatElseItIsCalled() throws Exception {
    X509Certificate leaf =
        Paths.one(
            made(
                LeafProfile.endpoint(
                    "sales",
                    "team",
                    List.of("MCP.example.com:8443", "10.1.2.3", "[2001:db8::1]:443", "not_dns")),
                AUTHORITY,
                NOW));
    assertThat(HostNames.of(leaf))
        .containsExactlyInAnyOrder(
            "sales",
            "sales.team",
            "sales.team.svc",
            "sales.team.svc.cluster.local",
            "sales-preview",
            "sales-preview.team",
            "sales-preview.team.svc",
            "sales-preview.team.svc.cluster.local",
            "mcp.example.com",
            "10.1.2.3",
            "2001:db8:0:0:0:0:0:1",
            "localhost",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1");
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void tokenStore_bearsItsService() {
    assertThat(LeafProfile.tokenStore("sales", "team").names())
        .containsExactlyInAnyOrder(
            "sales-tokens",
            "sales-tokens.team",
            "sales-tokens.team.svc",
            "sales-tokens.team.svc.cluster.local");
    assertThatThrownBy(() -> new LeafProfile("x", LeafProfile.Use.SERVER, Set.of("_")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longestStack_hasCertificates() {
    String stack = "s".repeat(35);
    PkiSettings settings = PkiSettings.of(stack, "n".repeat(63));
    CertificateMaker maker = new CertificateMaker(settings, RANDOM);
    Signer authority = maker.authority(NOW);
    LeafProfile profile = LeafProfile.peer(ServerRole.DATASCIENCE, stack, Set.of());
    Signer leaf = maker.leaf(profile, authority, NOW);
    assertThat(HostNames.of(leaf.certificate()))
        .containsExactly("datascience." + stack + ".mcpstack.internal");
    for (X509Certificate each : List.of(authority.certificate(), leaf.certificate())) {
      // X.520 ends a name's part after 64 characters, and some libraries insist.
      assertThat(each.getSubjectX500Principal().getName().split("[,=]"))
          .allMatch(part -> part.length() <= 64);
    }
  }

  @Test
  void settings_whoseLastThirdIsTooShort_areRefused() {
    assertThatThrownBy(() ->
            new PkiSettings(
                "sales", "team", Duration.ofMinutes(35), Duration.ofDays(1), PkiSettings.SETTLE))
        .hasMessage("authorityLifetime is PT35M: it needs PT36M or more");
    assertThatThrownBy(
            () -> new PkiSettings("sales", "team", DAY, Duration.ofMinutes(17), PkiSettings.SETTLE))
        .hasMessage("leafLifetime is PT17M: it needs PT18M or more");
    assertThatThrownBy(() -> new PkiSettings("sales", "team", DAY, DAY, DAY.negated()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AuthorityState state() {
    return new AuthorityState(
        AUTHORITY.toText(), Optional.empty(), Pem.of(AUTHORITY.certificate()), NOW.toString());
  }

  private static CertificateAndKey made(LeafProfile profile, Signer signer, Instant now) {
    return MAKER.leaf(profile, signer, now).toText();
  }
}
