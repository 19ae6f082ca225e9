package dev.mcpstack.gateway;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.PeerTls;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.auth.KeyFolder;
import dev.mcpstack.mcp.runtime.Contexts;
import dev.mcpstack.mcp.runtime.Program;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The gateway as a program. */
public final class GatewayMain {
  private GatewayMain() {}

  /** Runs it and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        Program.run("mcpstack-gateway", GatewayConfig.class, GatewayMain::start, arguments));
  }

  private static Program.Ready start(GatewayConfig config, Resources resources) {
    Metrics metrics = resources.add(new Metrics());
    ServerContext context =
        Contexts.of(
            config.tokenStore(),
            PeerTrust.random(), // It reads no rows.
            resources,
            metrics,
            SecretReader.of(Map.of()));
    try {
      Authenticator authenticator = authenticator(config, context);
      Optional<TlsFiles> certificate = config.certificate().map(TlsFiles::of);
      certificate.ifPresent(files -> Contexts.often(context, files::refresh));
      Optional<PeerTls> peers =
          config.tls().map(tls -> new PeerTls(TlsFiles.ofPeers(tls), tls.stack()));
      peers.ifPresent(tls -> Contexts.often(context, tls.files()::refresh));
      HttpClients http = resources.add(new HttpClients(peers));
      Map<String, Upstream> servers = Servers.follow(config, context, http, resources);
      Gateway gateway =
          resources.add(Gateway.start(config, context, authenticator, servers, certificate));
      return new Program.Ready(
          gateway.endpoint(),
          Contexts.management(
              config.management(), gateway.readiness(), metrics.registry(), resources));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static Authenticator authenticator(GatewayConfig config, ServerContext context) {
    if (!config.auth().required()) {
      return Authenticator.open(); // On loopback: the configuration was checked for that.
    }
    KeyFolder keys = new KeyFolder(config.auth().keysFolder());
    Contexts.often(context, keys::refresh);
    return keys;
  }
}
