package dev.mcpstack.contract.tls;

import dev.mcpstack.contract.server.CertificateConfig;
import dev.mcpstack.contract.server.TlsConfig;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS from PEM files, read again when they change. A new certificate counts for new connections;
 * those that are open stay. While the files don't fit together, as in the middle of a replacement,
 * those of before go on counting. Thread-safe.
 */
public final class TlsFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

  private final Path certificateFile;
  private final Path keyFile;
  private final Optional<Path> caFile;
  private final List<Consumer<SSLContext>> followers = new CopyOnWriteArrayList<>();
  private Contents read;
  private volatile Material material;
  private volatile SSLContext context;

  private record Contents(String certificate, String key, String authorities) {}

  private TlsFiles(Path certificateFile, Path keyFile, Optional<Path> caFile) {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.caFile = caFile;
    this.read = read();
    this.material = materialOf(read);
    this.context = contextOf(material);
  }

  /**
   * Between servers of a stack: each side shows a certificate and checks the other's.
   *
   * @throws IllegalArgumentException when the files can't be used; the message names the file and
   *     what to do
   */
  public static TlsFiles ofPeers(TlsConfig config) {
    return new TlsFiles(config.certificateFile(), config.keyFile(), Optional.of(config.caFile()));
  }

  /**
   * For clients that show no certificate.
   *
   * @throws IllegalArgumentException when the files can't be used; the message names the file and
   *     what to do
   */
  public static TlsFiles of(CertificateConfig config) {
    return new TlsFiles(config.certificateFile(), config.keyFile(), Optional.empty());
  }

  /** Whether the other side must show a certificate. */
  public boolean asksForCertificates() {
    return caFile.isPresent();
  }

  /** What connections are made with at the moment. */
  public SSLContext context() {
    return context;
  }

  /** Key and certificates that count at the moment. */
  public Material material() {
    return material;
  }

  /** Is handed every new context from now on, when {@link #material} is already the new. */
  public void follow(Consumer<SSLContext> follower) {
    followers.add(follower);
  }

  /** Looks whether the files have changed. */
  public synchronized void refresh() {
    try {
      Contents now = read();
      if (now.equals(read)) {
        return;
      }
      Material found = materialOf(now);
      context = contextOf(found);
      material = found;
      read = now;
      LOG.info("The certificate in {} is read anew", certificateFile);
      followers.forEach(follower -> follower.accept(context));
    } catch (IllegalArgumentException e) {
      LOG.warn("The certificates stay as they were: {}", e.getMessage());
    }
  }

  private Contents read() {
    return new Contents(
        Pem.read(certificateFile), Pem.read(keyFile), caFile.map(Pem::read).orElse(""));
  }

  private Material materialOf(Contents contents) {
    List<X509Certificate> chain = Pem.certificates(certificateFile, contents.certificate());
    Material found =
        new Material(
            Pem.key(keyFile, contents.key(), chain.getFirst().getPublicKey()),
            chain,
            caFile.map(file -> Pem.certificates(file, contents.authorities())).orElse(List.of()));
    if (!found.fits()) {
      throw new IllegalArgumentException(
          "the key in " + keyFile + " is not that of the certificate in " + certificateFile);
    }
    return found;
  }

  private SSLContext contextOf(Material material) {
    try {
      return material.context();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the certificate in " + certificateFile + " can't be used for TLS", e);
    }
  }
}
