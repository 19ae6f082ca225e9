package dev.mcpstack.gateway;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.runtime.Endpoints;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.stdio.StdioServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;

/** What the {@link Gateway} serves, over two streams, for the one who started the process. */
public final class StdioGateway implements AutoCloseable {
  private final StdioServer server;
  private final JobTable jobs;
  private final ScheduledFuture<?> sweeper;

  private StdioGateway(StdioServer server, JobTable jobs, ScheduledFuture<?> sweeper) {
    this.server = server;
    this.jobs = jobs;
    this.sweeper = sweeper;
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
    JobTable jobs = Gateway.jobs(config, context);
    StdioServer server =
        StdioServer.start(
            in,
            out,
            principal,
            Gateway.eras(config, context, jobs, upstreams),
            Endpoints.stdio(config.endpoint()));
    return new StdioGateway(server, jobs, Gateway.sweeper(context, jobs));
  }

  /** Waits until the client has gone. */
  public void await() throws InterruptedException {
    server.await();
  }

  @Override
  public void close() {
    sweeper.cancel(false);
    server.close();
    jobs.cancelAll();
  }
}
