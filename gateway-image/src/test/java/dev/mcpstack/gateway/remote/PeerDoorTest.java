package dev.mcpstack.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.gateway.TestCertificates;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.peer.GatewayPrincipals;
import dev.mcpstack.mcp.peer.PrincipalHeader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reaches a server past the gateway: nobody. With a client that isn't ours. */
final class PeerDoorTest {
  private static final String PRINCIPAL =
      PrincipalHeader.write(Principal.withAllScopes("somebody"));

  @TempDir private Path folder = Path.of("");

  private static McpHttpServer serve(Optional<TlsFiles> tls, Authenticator authenticator)
      throws IOException {
    return McpHttpServer.start(EndpointSettings.loopback(0), tls, authenticator, List.of());
  }

  private static TlsConfig config(TestCertificates certificates, String role) {
    return new TlsConfig(
        "test", certificates.certificate(role), certificates.key(role), certificates.ca());
  }

  /** 401 when the caller is refused, 400 when he is let in: no era is served here. */
  private static int status(SSLContext tls, URI endpoint, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"method\":\"x\"}"));
    headers.forEach(request::header);
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void withTls_onlyThePeerOfRoleGatewayIsBelieved() throws Exception {
    TestCertificates certificates =
        new TestCertificates(folder).sign("localdata").sign("gateway").sign("datascience");
    certificates.sign("stranger", "gateway.other.mcpstack.internal");
    TestCertificates foreign = new TestCertificates(Files.createDirectory(folder.resolve("f")));
    foreign.sign("gateway");
    Map<String, String> named = Map.of(PrincipalHeader.NAME, PRINCIPAL);

    try (McpHttpServer server =
        serve(
            Optional.of(TlsFiles.ofPeers(config(certificates, "localdata"))),
            GatewayPrincipals.ofStack("test"))) {
      URI endpoint = server.endpoint();
      SSLContext gateway = TlsFiles.ofPeers(config(certificates, "gateway")).context();

      assertThat(status(gateway, endpoint, named)).isEqualTo(400);
      assertThat(status(gateway, endpoint, Map.of())).isEqualTo(401);
      assertThat(status(gateway, endpoint, Map.of(PrincipalHeader.NAME, "!"))).isEqualTo(401);
      for (String role : List.of("datascience", "stranger")) {
        SSLContext other = TlsFiles.ofPeers(config(certificates, role)).context();
        assertThat(status(other, endpoint, named)).as(role).isEqualTo(401);
        assertThat(status(other, endpoint, Map.of("Authorization", "Bearer 0123456789abcdef")))
            .isEqualTo(401);
      }
      assertNoConnection(certificates.trustOnly(), endpoint);
      assertNoConnection(
          TlsFiles.ofPeers(
                  new TlsConfig(
                      "test",
                      foreign.certificate("gateway"),
                      foreign.key("gateway"),
                      certificates.ca()))
              .context(),
          endpoint);
    }
  }

  @Test
  void replacedFiles_countForNewConnections() throws Exception {
    TestCertificates certificates = new TestCertificates(folder).sign("localdata").sign("gateway");
    TestCertificates next = new TestCertificates(Files.createDirectory(folder.resolve("next")));
    next.sign("localdata").sign("gateway");
    TlsFiles files = TlsFiles.ofPeers(config(certificates, "localdata"));
    SSLContext before = TlsFiles.ofPeers(config(certificates, "gateway")).context();
    SSLContext after = TlsFiles.ofPeers(config(next, "gateway")).context();
    Map<String, String> named = Map.of(PrincipalHeader.NAME, PRINCIPAL);

    try (McpHttpServer server = serve(Optional.of(files), GatewayPrincipals.ofStack("test"))) {
      assertThat(status(before, server.endpoint(), named)).isEqualTo(400);
      // Half of a replacement changes nothing.
      Files.writeString(certificates.key("localdata"), Files.readString(next.key("localdata")));
      files.refresh();
      assertThat(status(before, server.endpoint(), named)).isEqualTo(400);

      certificates.replaceBy(next, "localdata");
      files.refresh();

      assertThat(status(after, server.endpoint(), named)).isEqualTo(400);
      assertNoConnection(before, server.endpoint());
    }
  }

  @Test
  void withoutTls_theHeaderIsBelievedOnLoopbackWhereTheConfigurationSaysSo() throws Exception {
    SSLContext none = SSLContext.getDefault();
    Map<String, String> named = Map.of(PrincipalHeader.NAME, PRINCIPAL);
    Map<String, String> keyed = Map.of("Authorization", "Bearer 0123456789abcdef");

    try (McpHttpServer server = serve(Optional.empty(), GatewayPrincipals.ofLoopback())) {
      assertThat(status(none, server.endpoint(), named)).isEqualTo(400);
      assertThat(status(none, server.endpoint(), keyed)).isEqualTo(401);
    }
    try (McpHttpServer server = serve(Optional.empty(), GatewayPrincipals.ofStack("test"))) {
      assertThat(status(none, server.endpoint(), named)).isEqualTo(401);
    }
  }

  private static void assertNoConnection(SSLContext tls, URI endpoint) {
    assertThatThrownBy(() -> status(tls, endpoint, Map.of(PrincipalHeader.NAME, PRINCIPAL)))
        .isInstanceOf(IOException.class);
  }
}
