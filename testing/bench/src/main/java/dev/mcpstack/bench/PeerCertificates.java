package dev.mcpstack.bench;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.PeerName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates of a stack by role, with an authority of their own, made by the JDK's keytool. */
final class PeerCertificates {
  private static final String STACK = "bench";
  private static final String PASSWORD = "bench-only"; // Of keys that open nothing else.
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path folder;

  /** A new authority, whose files replace those of an earlier one in the folder. */
  PeerCertificates(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    Files.deleteIfExists(store());
    keytool("-alias", "ca", "-dname", "CN=bench authority", "-ext", "bc:c");
    write("ca");
  }

  static PeerName name(ServerRole role) {
    return new PeerName(role.text(), STACK);
  }

  /** Signs a certificate for a role. */
  TlsConfig sign(ServerRole role) throws IOException {
    String alias = role.text();
    String names = "san=dns:" + name(role).dnsName();
    keytool("-alias", alias, "-dname", "CN=" + alias, "-ext", names, "-signer", "ca");
    write(alias);
    return new TlsConfig(STACK, file(alias, ".pem"), file(alias, ".key"), file("ca", ".pem"));
  }

  private void write(String alias) throws IOException {
    try (InputStream stream = Files.newInputStream(store())) {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(stream, PASSWORD.toCharArray());
      byte[] key = all.getKey(alias, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(
          file(alias, ".pem"), pem("CERTIFICATE", all.getCertificate(alias).getEncoded()));
      Files.writeString(file(alias, ".key"), pem("PRIVATE KEY", key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path store() {
    return folder.resolve("store.p12");
  }

  private Path file(String alias, String ending) {
    return folder.resolve(alias + ending);
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(kind, BASE64.encodeToString(bytes));
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store().toString()));
    command.addAll(List.of("-storepass", PASSWORD, "-validity", "2"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
