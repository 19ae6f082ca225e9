package dev.mcpstack.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.fixture.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people bring as certificate and key. */
final class PairCheckTest {
  @TempDir private Path folder;

  private TestCertificates certificates;

  @BeforeEach
  void make() {
    certificates = new TestCertificates(folder).sign("a").sign("b");
  }

  private CertificateAndKey pair(String certificate, String key) throws IOException {
    return new CertificateAndKey(
        Files.readString(certificates.certificate(certificate)),
        SecretText.of(Files.readString(certificates.key(key))));
  }

  @Test
  void pair_thatBelongsTogether_isGood() throws IOException {
    assertThat(PairCheck.problem(pair("a", "a"))).isEmpty();
  }

  @Test
  void keyOfAnother_isSaid() throws IOException {
    assertThat(PairCheck.problem(pair("a", "b")))
        .contains("tls.key is not the key of the certificate in tls.crt.");
  }

  @Test
  void pairThatIsNoPem_isSaidWithoutWhatItHolds() throws IOException {
    CertificateAndKey good = pair("a", "a");
    assertThat(PairCheck.problem(new CertificateAndKey("rubbish", good.key())))
        .contains("tls.crt holds no certificate in PEM.");
    SecretText other = SecretText.of(good.key().reveal().replace("PRIVATE KEY", "EC PRIVATE KEY"));
    assertThat(PairCheck.problem(new CertificateAndKey(good.certificate(), other)))
        .hasValueSatisfying(problem ->
            assertThat(problem).startsWith("tls.key holds no key").contains("openssl pkcs8"));
  }

  @Test
  void authority_holdsACertificateOrNot() throws IOException {
    assertThat(PairCheck.holdsCertificate(Files.readString(certificates.ca()))).isTrue();
    assertThat(PairCheck.holdsCertificate("rubbish")).isFalse();
  }
}
