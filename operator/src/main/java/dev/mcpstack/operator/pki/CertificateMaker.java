package dev.mcpstack.operator.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX500NameUtil;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates on P-256, with the JDK's keys and signatures. */
final class CertificateMaker {
  static final String SIGNATURE = "SHA256withECDSA";

  private static final int SERIAL_BITS = 128;
  private static final int GENERATION_DIGITS = 8;

  private final PkiSettings settings;
  private final SecureRandom random;

  CertificateMaker(PkiSettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /** An authority that signs for itself and for no other authority. */
  Signer authority(Instant now) {
    BigInteger serial = serial();
    String generation = "%032x".formatted(serial).substring(0, GENERATION_DIGITS);
    // Each has a name of its own, since several are believed at a time.
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, settings.namespace())
            .addRDN(BCStyle.CN, "mcpstack " + settings.stack() + " " + generation)
            .build();
    try {
      KeyPair pair = pair();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial,
              Date.from(now.minus(PkiSettings.BACKDATE)),
              Date.from(now.plus(settings.authorityLifetime())),
              name,
              pair.getPublic());
      add(builder, Extension.basicConstraints, true, new BasicConstraints(0));
      add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      add(
          builder,
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Signer(signed(builder, pair.getPrivate()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /** When a certificate that the signer makes now would end. */
  Instant leafEnd(Signer signer, Instant now) {
    Instant own = now.plus(settings.leafLifetime());
    Instant authority = Lifetime.end(signer.certificate());
    return own.isAfter(authority) ? authority : own;
  }

  /** A certificate by the signer, with a new key. */
  Signer leaf(LeafProfile profile, Signer signer, Instant now) {
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, "mcpstack " + settings.stack())
            .addRDN(BCStyle.CN, profile.role())
            .build();
    try {
      KeyPair pair = pair();
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              JcaX500NameUtil.getSubject(signer.certificate()),
              serial(),
              Date.from(now.minus(PkiSettings.BACKDATE)),
              Date.from(leafEnd(signer, now)),
              name,
              pair.getPublic());
      add(builder, Extension.basicConstraints, true, new BasicConstraints(false));
      add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      add(builder, Extension.extendedKeyUsage, false, purposes(profile.use()));
      add(builder, Extension.subjectAlternativeName, false, names(profile));
      add(
          builder,
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(pair.getPublic()));
      add(
          builder,
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(signer.certificate().getPublicKey()));
      return new Signer(signed(builder, signer.key()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static ExtendedKeyUsage purposes(LeafProfile.Use use) {
    return switch (use) {
      case PEER ->
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
      case SERVER -> new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
    };
  }

  private static GeneralNames names(LeafProfile profile) {
    return new GeneralNames(
        profile.names().stream()
            .sorted()
            .map(name ->
                new GeneralName(
                    HostNames.address(name).isPresent()
                        ? GeneralName.iPAddress
                        : GeneralName.dNSName,
                    name))
            .toArray(GeneralName[]::new));
  }

  private X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(SIGNATURE).setSecureRandom(random).build(key)));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with " + SIGNATURE, e);
    }
  }

  private static void add(
      X509v3CertificateBuilder builder,
      ASN1ObjectIdentifier kind,
      boolean critical,
      ASN1Encodable value) {
    try {
      builder.addExtension(kind, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException("an extension of ours can be encoded", e);
    }
  }

  private KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE);
  }
}
