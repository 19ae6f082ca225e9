package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.EndpointConfig;
import dev.mcpstack.contract.server.ManagementConfig;
import dev.mcpstack.contract.server.PeerTrustMode;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.contract.tls.PeerName;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.peer.GatewayPrincipals;
import dev.mcpstack.mcp.server.Features;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A server behind a gateway, in a process of its own. It serves the newest era alone, and the
 * gateway alone: no key lets anybody in.
 */
public final class PeerServer {
  private PeerServer() {}

  /**
   * What all such servers are configured with.
   *
   * @param role what the server is
   * @param tls how it proves that; empty where it need not
   * @param tokenStore where it remembers handles
   */
  public record Settings(
      ServerRole role,
      EndpointConfig endpoint,
      Optional<TlsConfig> tls,
      PeerTrustMode trust,
      ManagementConfig management,
      Optional<TokenStoreConfig> tokenStore) {}

  /** What the server offers, and what must hold for it to answer something. */
  public record Served(Features features, Map<String, BooleanSupplier> readiness) {}

  /**
   * Starts serving.
   *
   * @param server starts what is served
   * @throws StartFailure when it can't
   */
  public static Program.Ready start(
      Settings settings,
      SecretReader secrets,
      Function<ServerContext, Served> server,
      Resources resources) {
    Metrics metrics = resources.add(new Metrics());
    try {
      Authenticator authenticator = authenticator(settings);
      Optional<TlsFiles> tls = settings.tls().map(TlsFiles::ofPeers);
      ServerContext context =
          Contexts.of(settings.tokenStore(), trust(settings, tls), resources, metrics, secrets);
      tls.ifPresent(files -> Contexts.often(context, files::refresh));
      Served served = server.apply(context);
      McpHttpServer endpoint =
          resources.add(
              McpHttpServer.start(
                  Endpoints.settings(settings.endpoint(), name(settings)),
                  tls,
                  authenticator,
                  List.of(
                      new ModernEra(
                          served.features(),
                          SealKey.of(settings.tokenStore(), settings.role().text())))));
      endpoint.measure(context.meters(), settings.role().text());
      return new Program.Ready(
          endpoint.endpoint(),
          Contexts.management(
              settings.management(), served.readiness(), metrics.registry(), resources));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static Authenticator authenticator(Settings settings) {
    Optional<TlsConfig> tls = settings.tls();
    if (tls.isPresent()) {
      return GatewayPrincipals.ofStack(tls.get().stack());
    }
    if (settings.trust() == PeerTrustMode.LOOPBACK) {
      return GatewayPrincipals.ofLoopback();
    }
    throw new StartFailure(
        "nobody could call: add 'tls', so that the gateway can prove its role, or 'trust: loopback' to believe every program of"
            + " this machine");
  }

  private static PeerTrust trust(Settings settings, Optional<TlsFiles> files) {
    return files
        .map(read -> PeerTrust.certificates(read, settings.tls().orElseThrow().stack()))
        .orElseGet(PeerTrust::random);
  }

  private static Optional<PeerName> name(Settings settings) {
    return settings.tls().map(tls -> new PeerName(settings.role().text(), tls.stack()));
  }
}
