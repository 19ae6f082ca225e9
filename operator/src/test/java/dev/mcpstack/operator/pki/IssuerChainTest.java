package dev.mcpstack.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.server.ServerRole;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** An issuer that signs with a certificate that its root has signed. */
final class IssuerChainTest {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final LeafProfile PROFILE =
      LeafProfile.peer(ServerRole.GATEWAY, "sales", List.of());

  private final Instant now = World.BEGINNING;
  private final CertificateMaker maker = new CertificateMaker(World.SETTINGS, new SecureRandom());
  private final KeyPair rootKey = pair();
  private final KeyPair middleKey = pair();
  private final X509Certificate root = authority("root", rootKey, "root", rootKey.getPrivate());
  private final X509Certificate middle =
      authority("middle", middleKey, "root", rootKey.getPrivate());
  private final CertificateAndKey leaf =
      maker.leaf(PROFILE, new Signer(middle, middleKey.getPrivate()), now).toText();
  private final CertificateAndKey chain =
      new CertificateAndKey(leaf.certificate() + Pem.of(middle), leaf.key());

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate authority(String name, KeyPair pair, String by, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      new X500Name("CN=" + by),
                      BigInteger.valueOf(name.length()),
                      Date.from(now.minus(LIFETIME)),
                      Date.from(now.plus(LIFETIME)),
                      new X500Name("CN=" + name),
                      pair.getPublic())
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                  .build(new JcaContentSignerBuilder(CertificateMaker.SIGNATURE).build(key)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void certificate_withWhatLeadsToTheRoot_canBeUsed() {
    assertThat(new IssuedCertificate(chain, Pem.of(root)).flaw(PROFILE, now)).isEmpty();
    assertThat(new IssuedCertificate(leaf, Pem.of(root)).flaw(PROFILE, now))
        .contains(LeafReason.AUTHORITY_UNKNOWN);
  }

  /** It would be replaced by one whose authority nobody believes yet. */
  @Test
  void certificate_whenTheStacksOwnAuthorityComesBack_staysUntilThatIsBelieved() {
    CertificatePlan plan =
        new StackCertificates(World.SETTINGS, new SecureRandom())
            .plan(
                Optional.of(AuthorityState.foreign(Pem.of(root), now.toString())),
                Map.of(PROFILE.role(), chain),
                List.of(PROFILE),
                false,
                now);
    assertThat(plan.authority()).isInstanceOf(AuthorityDecision.Introduce.class);
    assertThat(plan.leaves().get(PROFILE.role()))
        .isEqualTo(
            new LeafDecision.Keep(
                chain,
                LeafReason.WAITING_FOR_AUTHORITY,
                Lifetime.end(Pem.certificate(chain.certificate()).orElseThrow())));
  }
}
