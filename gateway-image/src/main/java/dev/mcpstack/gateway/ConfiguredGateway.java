package dev.mcpstack.gateway;

import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.PeerTls;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.auth.KeyFolder;
import dev.mcpstack.mcp.runtime.Contexts;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A gateway with all that its configuration names; files are read again when they change. */
public final class ConfiguredGateway {
  private ConfiguredGateway() {}

  /**
   * Starts one.
   *
   * @param inside servers of its own process, by role, whose tools are listed first
   * @param resources takes over what was started
   * @throws IOException when the port can't be had
   */
  public static Gateway start(
      GatewayConfig config,
      ServerContext context,
      Map<String, Upstream> inside,
      Resources resources)
      throws IOException {
    Authenticator authenticator = authenticator(config, context);
    Optional<TlsFiles> certificate = config.certificate().map(TlsFiles::of);
    certificate.ifPresent(files -> Contexts.often(context, files::refresh));
    Optional<PeerTls> peers =
        config.tls().map(tls -> new PeerTls(TlsFiles.ofPeers(tls), tls.stack()));
    peers.ifPresent(tls -> Contexts.often(context, tls.files()::refresh));
    HttpClients http = resources.add(new HttpClients(peers));
    Map<String, Upstream> servers = new LinkedHashMap<>(inside);
    servers.putAll(Servers.follow(config, context, http, resources));
    Optional<Serving> serving =
        config.revision().map(own -> new Serving(own, context.serving(), context.meters()));
    Gateway gateway =
        resources.add(
            Gateway.start(
                config,
                context,
                authenticator,
                servers,
                certificate,
                () -> serving.map(Serving::isElsewhere).orElse(false)));
    serving.ifPresent(each -> Contexts.often(context, () -> follow(each, gateway)));
    return gateway;
  }

  private static void follow(Serving serving, Gateway gateway) {
    serving.look();
    if (serving.isElsewhere()) {
      // Also those that were opened since: on connections that were told so by then.
      gateway.endStreams();
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
