package dev.mcpstack.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.PeerName;
import dev.mcpstack.contract.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of a stack with the certificates as they would be mounted, through every step. */
@Timeout(60)
final class HandshakeTest {
  private static final Duration SETTLE = PkiSettings.SETTLE.plusSeconds(1);

  @TempDir private Path folder = Path.of("");
  private final World world = new World();

  @Test
  void roles_throughARotation_talkWithWhateverTheOtherHasReadSoFar() throws Exception {
    // The steps lie so that the last of them is at the real time, which TLS goes by.
    world.now = Instant.now().minus(SETTLE.multipliedBy(3));
    world.act();
    mount("gateway");
    mount("localdata");
    TlsFiles gateway = files("gateway");
    TlsFiles localData = files("localdata");
    assertTalk(gateway, localData);
    for (Runnable step : steps()) {
      step.run();
      mount("gateway");
      gateway.refresh();
      assertTalk(gateway, localData);
      assertTalk(localData, gateway);
      mount("localdata");
      localData.refresh();
      assertTalk(gateway, localData);
    }
  }

  @Test
  void role_askedForAnother_isNotBelieved() throws Exception {
    world.now = Instant.now();
    world.act();
    mount("gateway");
    mount("datascience");
    assertThatThrownBy(() -> shown(files("gateway"), files("datascience"), "localdata"))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void strangerWithAnAuthorityOfItsOwn_isNotBelieved() throws Exception {
    world.now = Instant.now();
    world.act();
    mount("gateway");
    TlsFiles gateway = files("gateway");
    world.authority = Optional.empty();
    world.act();
    mount("localdata");
    TlsFiles stranger = files("localdata");
    assertThatThrownBy(() -> shown(gateway, stranger, "localdata"))
        .isInstanceOf(SSLException.class);
  }

  private List<Runnable> steps() {
    return List.of(
        () -> {
          // Found with its key lost, the authority is replaced without waiting for its age.
          world.store(
              new CertificateAndKey(world.state().issuer().certificate(), SecretText.of("")),
              world.state().bundle());
          world.act();
        },
        () -> world.pass(SETTLE).act(),
        () -> world.pass(SETTLE).act());
  }

  private void assertTalk(TlsFiles client, TlsFiles server) throws Exception {
    String role = roleOf(server);
    assertThat(new PeerName(role, "sales").isOf(shown(client, server, role))).isTrue();
  }

  private static String roleOf(TlsFiles files) {
    X509Certificate own = files.material().chain().getFirst();
    for (ServerRole role : ServerRole.values()) {
      if (new PeerName(role.text(), "sales").isOf(own)) {
        return role.text();
      }
    }
    throw new AssertionError("a certificate without a role");
  }

  /** What the server shows to a client that asks for the role, and shows its own. */
  private static X509Certificate shown(TlsFiles client, TlsFiles server, String role)
      throws Exception {
    try (SSLServerSocket listening =
            (SSLServerSocket)
                server
                    .context()
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      listening.setNeedClientAuth(true);
      Future<Integer> answer = executor.submit(() -> answer(listening));
      SSLSocketFactory factory = client.context().getSocketFactory();
      try (Socket dialled = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
          SSLSocket named =
              (SSLSocket)
                  factory.createSocket(
                      dialled, new PeerName(role, "sales").dnsName(), dialled.getPort(), true)) {
        SSLParameters parameters = named.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        named.setSSLParameters(parameters);
        named.startHandshake();
        assertThat(named.getInputStream().read()).isEqualTo(1);
        assertThat(answer.get()).isEqualTo(1);
        return (X509Certificate) named.getSession().getPeerCertificates()[0];
      }
    }
  }

  private static int answer(SSLServerSocket listening) throws IOException {
    try (SSLSocket socket = (SSLSocket) listening.accept()) {
      socket.startHandshake();
      socket.getOutputStream().write(1);
      return socket.getSession().getPeerCertificates().length;
    }
  }

  private void mount(String role) throws IOException {
    Path own = Files.createDirectories(folder.resolve(role));
    CertificateAndKey leaf = Objects.requireNonNull(world.leaves.get(role));
    Files.writeString(own.resolve("tls.crt"), leaf.certificate());
    Files.writeString(own.resolve("tls.key"), leaf.key().reveal());
    Files.writeString(own.resolve("ca.crt"), world.state().bundle());
  }

  private TlsFiles files(String role) {
    Path own = folder.resolve(role);
    return TlsFiles.ofPeers(
        new TlsConfig(
            "sales", own.resolve("tls.crt"), own.resolve("tls.key"), own.resolve("ca.crt")));
  }
}
