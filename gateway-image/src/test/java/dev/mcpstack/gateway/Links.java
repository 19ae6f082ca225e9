package dev.mcpstack.gateway;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.PeerName;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.PeerTls;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.peer.GatewayPrincipals;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.server.Features;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what two servers offer within reach of a gateway. */
record Links(Path folder, ServerContext context, Resources resources) {
  Map<String, Upstream> to(Link link, Features data, Features science) throws IOException {
    if (link == Link.MEMORY) {
      Map<String, Upstream> upstreams = new LinkedHashMap<>();
      upstreams.put(Gateway.LOCALDATA, Upstream.inProcess(data));
      upstreams.put(Gateway.DATASCIENCE, Upstream.inProcess(science));
      return upstreams;
    }
    Optional<TestCertificates> certificates =
        link == Link.TLS
            ? Optional.of(
                new TestCertificates(folder).sign("gateway").sign("localdata").sign("datascience"))
            : Optional.empty();
    String yaml =
        certificates.map(all -> "tls: " + all.config("gateway") + "\n").orElse("")
            + "servers:\n"
            + server("localdata", serve("localdata", data, certificates))
            + server("datascience", serve("datascience", science, certificates));
    GatewayConfig config = ConfigFile.parse("gateway", yaml, GatewayConfig.class);
    HttpClients http =
        resources.add(
            new HttpClients(
                config.tls().map(tls -> new PeerTls(TlsFiles.ofPeers(tls), tls.stack()))));
    return Servers.follow(config, context, http, resources);
  }

  private URI serve(String role, Features features, Optional<TestCertificates> certificates)
      throws IOException {
    EndpointSettings settings =
        new EndpointSettings(
            "127.0.0.1",
            0,
            4 << 20,
            8 << 20,
            List.of(new PeerName(role, "test").dnsName()),
            List.of());
    Optional<TlsFiles> tls =
        certificates.map(all ->
            TlsFiles.ofPeers(
                new TlsConfig("test", all.certificate(role), all.key(role), all.ca())));
    return resources
        .add(
            McpHttpServer.start(
                settings,
                tls,
                tls.isPresent()
                    ? GatewayPrincipals.ofStack("test")
                    : GatewayPrincipals.ofLoopback(),
                List.of(new ModernEra(features, new byte[32]))))
        .endpoint();
  }

  private static String server(String role, URI url) {
    return "  - {name: " + role + ", role: " + role + ", url: '" + url + "'}\n";
  }
}
