package dev.mcpstack.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.server.UpstreamConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.PeerTls;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.peer.GatewayPrincipals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.StringRequestContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which servers the gateway talks to: those whose certificate bears the role. It once asked for the
 * address that it had dialled instead. So it believed a server of any role whose certificate bore
 * that, and none that bore its role alone, as in a cluster, where no certificate knows a pod.
 */
final class ServerRoleTest {
  private static final String LOCALDATA = "localdata.test.mcpstack.internal";
  private static final int UNAUTHORIZED = 401;

  @TempDir private Path folder = Path.of("");

  @Test
  void serverWhoseCertificateBearsTheRoleAlone_isSpokenTo() throws Exception {
    // Nobody is named in the request, so being refused is as far as one gets.
    assertThat(statusOf("dns:" + LOCALDATA)).isEqualTo(UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip:127.0.0.1",
        "dns:datascience.test.mcpstack.internal,ip:127.0.0.1",
        "dns:localdata.other.mcpstack.internal,ip:127.0.0.1"
      })
  void serverAtTheRightAddressWithoutTheRole_isNot(String names) {
    assertThatThrownBy(() -> statusOf(names))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  /** What the server called LocalData answers, whose certificate bears these names. */
  private int statusOf(String names) throws Exception {
    TestCertificates all = new TestCertificates(folder).sign("gateway").signNames("server", names);
    PeerTls own = new PeerTls(TlsFiles.ofPeers(config(all, "gateway")), "test");
    try (McpHttpServer server =
            McpHttpServer.start(
                new EndpointSettings("127.0.0.1", 0, 1_000, 1_000, List.of(LOCALDATA), List.of()),
                Optional.of(TlsFiles.ofPeers(config(all, "server"))),
                GatewayPrincipals.ofStack("test"),
                List.of());
        HttpClients http = new HttpClients(Optional.of(own))) {
      HttpClients.Route route =
          http.to(
              new UpstreamConfig(
                  "data",
                  Optional.of(ServerRole.LOCALDATA),
                  server.endpoint(),
                  Duration.ofSeconds(20)));
      return route
          .client()
          .POST(route.endpoint())
          .body(new StringRequestContent("application/json", "{}"))
          .send()
          .getStatus();
    }
  }

  private static TlsConfig config(TestCertificates certificates, String alias) {
    return new TlsConfig(
        "test", certificates.certificate(alias), certificates.key(alias), certificates.ca());
  }
}
