package dev.mcpstack.bench.data;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.fixture.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** Certificates of a stack, one for each role, for whoever speaks TLS in a case. */
final class Certificates {
  private static final String STACK = "test";

  private final TestCertificates files;

  /**
   * Signs them.
   *
   * @param parent folder for one of their own
   */
  Certificates(Path parent) throws IOException {
    files =
        new TestCertificates(
            Files.createTempDirectory(Files.createDirectories(parent), "certificates"));
    for (ServerRole role : ServerRole.values()) {
      files.sign(role.text());
    }
  }

  TlsConfig config(ServerRole role) {
    String alias = role.text();
    return new TlsConfig(STACK, files.certificate(alias), files.key(alias), files.ca());
  }

  /** As the configuration's {@code tls}. */
  String yaml(ServerRole role) {
    return files.config(role.text());
  }

  PeerTrust trust(ServerRole role) {
    return PeerTrust.certificates(TlsFiles.ofPeers(config(role)), STACK);
  }

  SSLContext context(ServerRole role) {
    return TlsFiles.ofPeers(config(role)).context();
  }

  /** The name in the certificate of a role. */
  static String host(ServerRole role) {
    return role.text() + "." + STACK + ".mcpstack.internal";
  }
}
