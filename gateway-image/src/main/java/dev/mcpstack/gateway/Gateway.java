package dev.mcpstack.gateway;

import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.runtime.Endpoints;
import dev.mcpstack.mcp.runtime.ServerContext;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The one endpoint that agents see. */
public final class Gateway implements AutoCloseable {
  /** Role of LocalData among the upstreams. */
  public static final String LOCALDATA = "localdata";

  /** Role of DataScience among the upstreams. */
  public static final String DATASCIENCE = "datascience";

  private final McpHttpServer server;
  private final List<GatewayCore> cores;
  private final FirstOffers offers;

  private Gateway(McpHttpServer server, List<GatewayCore> cores, FirstOffers offers) {
    this.server = server;
    this.cores = cores;
    this.offers = offers;
  }

  /**
   * Starts serving without TLS.
   *
   * @param authenticator finds the caller of each request
   * @param upstreams the servers behind, by role or name, in the order their tools are listed in
   * @throws IOException when the port can't be had
   */
  public static Gateway start(
      GatewayConfig config,
      ServerContext context,
      Authenticator authenticator,
      Map<String, Upstream> upstreams)
      throws IOException {
    return start(config, context, authenticator, upstreams, Optional.empty(), () -> false);
  }

  /**
   * The same with a certificate that agents see.
   *
   * @param elsewhere whether agents are served elsewhere, and are to come back there
   */
  static Gateway start(
      GatewayConfig config,
      ServerContext context,
      Authenticator authenticator,
      Map<String, Upstream> upstreams,
      Optional<TlsFiles> certificate,
      BooleanSupplier elsewhere)
      throws IOException {
    Map<String, GatewayCore> cores = new LinkedHashMap<>();
    cores.put(EndpointSettings.PATH, new GatewayCore(GatewayCore.ROLE, config, context, upstreams));
    if (config.directEndpoints()) {
      upstreams.forEach((name, upstream) ->
          cores.put(
              EndpointSettings.PATH + "/" + name,
              new GatewayCore(
                  GatewayCore.ROLE + "-" + name, config, context, Map.of(name, upstream))));
    }
    FirstOffers offers =
        new FirstOffers(
            upstreams.values().stream()
                .map(upstream -> (BooleanSupplier) upstream::isKnown)
                .toList(),
            System::nanoTime);
    Map<String, List<Era>> eras = new LinkedHashMap<>();
    cores.forEach((path, core) -> eras.put(path, core.eras()));
    try {
      McpHttpServer server =
          McpHttpServer.start(
              Endpoints.settings(config.endpoint()), certificate, authenticator, eras, elsewhere);
      server.measure(context.meters(), GatewayCore.ROLE);
      return new Gateway(server, List.copyOf(cores.values()), offers);
    } catch (IOException e) {
      cores.values().forEach(GatewayCore::close);
      throw e;
    }
  }

  /** Where agents find it. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** What must hold for agents to be sent to it. */
  public Map<String, BooleanSupplier> readiness() {
    return Map.of("gateway", offers);
  }

  /** Ends the streams on which agents only listen, so that they come back. */
  void endStreams() {
    server.endStreams();
  }

  @Override
  public void close() {
    server.close();
    cores.forEach(GatewayCore::close);
  }
}
