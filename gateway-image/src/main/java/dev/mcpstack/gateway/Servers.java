package dev.mcpstack.gateway;

import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.UpstreamConfig;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.Server;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.gateway.upstream.Owners;
import dev.mcpstack.gateway.upstream.RemoteUpstream;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The servers that a configuration names. */
final class Servers {
  /** How long a start waits for a server to tell what it offers. */
  private static final Duration FIRST = Duration.ofSeconds(5);

  private Servers() {}

  /** Begins to follow them. One that is away comes later. */
  static Map<String, Upstream> follow(
      GatewayConfig config, ServerContext context, HttpClients http, Resources resources) {
    Map<String, RemoteUpstream> servers = new LinkedHashMap<>();
    for (UpstreamConfig each : config.servers()) {
      HttpClients.Route route = http.to(each);
      Server server =
          server(each, route.endpoint(), Math.toIntExact(config.endpoint().maxAnswer().bytes()));
      ServerClient client = new ServerClient(server, route.client());
      Optional<Owners> owners =
          each.role()
              .filter(_ -> each.isTls()) // Else all is on this machine, and there is one of each.
              .map(role -> new Owners(context.store(), role.text()));
      servers.put(each.key(), resources.add(new RemoteUpstream(client, owners, context.timer())));
    }
    try {
      for (RemoteUpstream server : servers.values()) {
        server.awaitFirst(FIRST);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new LinkedHashMap<>(servers);
  }

  private static Server server(UpstreamConfig config, URI endpoint, int maxAnswerBytes) {
    boolean own = config.role().isPresent();
    String source = own ? config.key() : "external:" + config.name();
    return new Server(source, own, endpoint, config.timeout(), maxAnswerBytes);
  }
}
