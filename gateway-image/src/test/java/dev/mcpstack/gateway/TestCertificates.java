package dev.mcpstack.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of its own and the certificates it signed, made by the JDK's keytool, as PEM. */
public final class TestCertificates {
  private static final String PASSWORD = "only-for-this-test";
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path folder;
  private final Path store;

  /** A new authority. */
  public TestCertificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("store.p12");
    keytool("-alias", "ca", "-dname", "CN=test authority", "-ext", "bc:c");
    write(folder.resolve("ca.pem"), certificates(List.of("ca")));
  }

  /** The authority's own. */
  public Path ca() {
    return folder.resolve("ca.pem");
  }

  /** Signs a certificate for a role of stack {@code test}; files are named as it is. */
  public TestCertificates sign(String role) {
    return sign(role, role + ".test.mcpstack.internal");
  }

  /** Signs a certificate for a DNS name. */
  public TestCertificates sign(String alias, String dnsName) {
    return signNames(alias, "dns:" + dnsName + ",ip:127.0.0.1");
  }

  /** Signs a certificate for these names alone, as keytool has them. */
  public TestCertificates signNames(String alias, String names) {
    keytool("-alias", alias, "-dname", "CN=" + alias, "-ext", "san=" + names, "-signer", "ca");
    write(certificate(alias), certificates(List.of(alias)));
    write(key(alias), privateKey(alias));
    return this;
  }

  /** Its file. */
  public Path certificate(String alias) {
    return folder.resolve(alias + ".pem");
  }

  /** Its file. */
  public Path key(String alias) {
    return folder.resolve(alias + ".key");
  }

  /** As the configuration's {@code tls}. */
  public String config(String alias) {
    return "{stack: test, certificateFile: '"
        + certificate(alias)
        + "', keyFile: '"
        + key(alias)
        + "', caFile: '"
        + ca()
        + "'}";
  }

  /** A side that believes the authority and shows nothing. */
  public SSLContext trustOnly() {
    try {
      KeyStore believed = KeyStore.getInstance("PKCS12");
      believed.load(null, null);
      believed.setCertificateEntry("ca", keyStore().getCertificate("ca"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(believed);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts the files of another authority in place of these. */
  public void replaceBy(TestCertificates other, String alias) {
    try {
      for (String file : List.of("ca.pem", alias + ".pem", alias + ".key")) {
        Files.copy(
            other.folder.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KeyStore keyStore() {
    try (InputStream stream = Files.newInputStream(store)) {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(stream, PASSWORD.toCharArray());
      return all;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String certificates(List<String> aliases) {
    StringBuilder pem = new StringBuilder();
    try {
      for (String alias : aliases) {
        Certificate certificate = keyStore().getCertificate(alias);
        pem.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return pem.toString();
  }

  private String privateKey(String alias) {
    try {
      Key key = keyStore().getKey(alias, PASSWORD.toCharArray());
      return pem("PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + BASE64.encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD, "-validity", "2"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool.log").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
