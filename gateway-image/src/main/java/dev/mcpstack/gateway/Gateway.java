package dev.mcpstack.gateway;

import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.gateway.tools.AnalyzeTool;
import dev.mcpstack.gateway.tools.ForwardedTools;
import dev.mcpstack.gateway.tools.RoutedTools;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.handle.ReleaseTool;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.runtime.Endpoints;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolRegistry;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one endpoint that agents see. */
public final class Gateway implements AutoCloseable {
  /** Role of LocalData among the upstreams. */
  public static final String LOCALDATA = "localdata";

  /** Role of DataScience among the upstreams. */
  public static final String DATASCIENCE = "datascience";

  private static final String ROLE = "gateway";
  private static final String VERSION = "0.1.0";
  private static final long SWEEP_SECONDS = 1;

  private final McpHttpServer server;
  private final JobTable jobs;
  private final ScheduledFuture<?> sweeper;

  private Gateway(McpHttpServer server, JobTable jobs, ScheduledFuture<?> sweeper) {
    this.server = server;
    this.jobs = jobs;
    this.sweeper = sweeper;
  }

  /**
   * Starts serving.
   *
   * @param authenticator finds the caller of each request
   * @param upstreams the servers behind, by role, in the order their tools are listed in
   * @throws IOException when the port can't be had
   */
  public static Gateway start(
      GatewayConfig config,
      ServerContext context,
      Authenticator authenticator,
      Map<String, Upstream> upstreams)
      throws IOException {
    JobTable jobs = jobs(config, context);
    McpHttpServer server =
        McpHttpServer.start(
            Endpoints.settings(config.endpoint()),
            authenticator,
            eras(config, context, jobs, upstreams));
    return new Gateway(server, jobs, sweeper(context, jobs));
  }

  /** The jobs that outlast a call. */
  static JobTable jobs(GatewayConfig config, ServerContext context) {
    return new JobTable(context.store(), new Owner(ROLE, ""), config.limits().handleLifetime());
  }

  /** Ends jobs whose time is over, until it is cancelled. */
  static ScheduledFuture<?> sweeper(ServerContext context, JobTable jobs) {
    return context
        .timer()
        .scheduleWithFixedDelay(jobs::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  /** What is served, in every era, whatever carries it. */
  static List<Era> eras(
      GatewayConfig config, ServerContext context, JobTable jobs, Map<String, Upstream> upstreams) {
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            ROLE,
            registry(config, context, jobs, upstreams),
            jobs,
            Endpoints.limits(config.limits()),
            new CallMetrics(context.meters(), ROLE),
            context.timer());
    byte[] sessionKey = new byte[32];
    new SecureRandom().nextBytes(sessionKey);
    return List.of(
        new LegacyEra(
            Features.of(new ServerIdentity("mcpstack", VERSION, Instructions.TEXT), dispatcher),
            sessionKey));
  }

  /** Where agents find it. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** What must hold for it to answer something. */
  public Map<String, BooleanSupplier> readiness() {
    return Map.of("gateway", () -> true);
  }

  @Override
  public void close() {
    sweeper.cancel(false);
    server.close();
    jobs.cancelAll();
  }

  private static Supplier<ToolRegistry> registry(
      GatewayConfig config, ServerContext context, JobTable jobs, Map<String, Upstream> upstreams) {
    List<ToolEntry> tools = new ArrayList<>();
    upstreams.values().forEach(upstream -> tools.addAll(ForwardedTools.of(upstream)));
    Upstream data = upstreams.get(LOCALDATA);
    Upstream science = upstreams.get(DATASCIENCE);
    if (data != null && science != null) {
      tools.add(new AnalyzeTool(data, science).entry());
    }
    WaitTool wait = new WaitTool(context.store(), jobs, config.limits().callBudget());
    ReleaseTool release = new ReleaseTool(context.store(), jobs::sweep);
    tools.add(RoutedTools.byHandle(wait.entry(), context.store(), upstreams));
    tools.add(RoutedTools.byHandle(ToolEntry.of(release), context.store(), upstreams));
    return ToolRegistry.fixed(tools);
  }
}
