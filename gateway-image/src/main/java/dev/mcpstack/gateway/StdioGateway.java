package dev.mcpstack.gateway;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.runtime.Endpoints;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.stdio.StdioServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What the {@link Gateway} serves, over two streams, for the one who started the process. */
public final class StdioGateway implements AutoCloseable {
  private final StdioServer server;
  private final GatewayCore core;

  private StdioGateway(StdioServer server, GatewayCore core) {
    this.server = server;
    this.core = core;
  }

  /**
   * Begins to serve. No port is opened.
   *
   * @param principal the caller of every request
   * @param upstreams the servers behind, by role, in the order their tools are listed in
   */
  public static StdioGateway start(
      GatewayConfig config,
      ServerContext context,
      Principal principal,
      Map<String, Upstream> upstreams,
      InputStream in,
      OutputStream out) {
    GatewayCore core = new GatewayCore(GatewayCore.ROLE, config, context, upstreams);
    StdioServer server =
        StdioServer.start(in, out, principal, core.eras(), Endpoints.stdio(config.endpoint()));
    return new StdioGateway(server, core);
  }

  /** Waits until the client has gone. */
  public void await() throws InterruptedException {
    server.await();
  }

  @Override
  public void close() {
    server.close();
    core.close();
  }
}
