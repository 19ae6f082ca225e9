package dev.mcpstack.gateway;

import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.gateway.catalogue.Catalogue;
import dev.mcpstack.gateway.tools.AnalyzeTool;
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
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.runtime.Endpoints;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.ToolEntry;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The one endpoint that agents see. */
public final class Gateway implements AutoCloseable {
  /** Role of LocalData among the upstreams. */
  public static final String LOCALDATA = "localdata";

  /** Role of DataScience among the upstreams. */
  public static final String DATASCIENCE = "datascience";

  private static final String ROLE = "gateway";
  private static final String VERSION = "0.1.0";
  private static final long SWEEP_SECONDS = 1;
  private static final int KEY_BYTES = 32;

  private final McpHttpServer server;
  private final JobTable jobs;
  private final Catalogue catalogue;
  private final ScheduledFuture<?> sweeper;

  private Gateway(
      McpHttpServer server, JobTable jobs, Catalogue catalogue, ScheduledFuture<?> sweeper) {
    this.server = server;
    this.jobs = jobs;
    this.catalogue = catalogue;
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
    Catalogue catalogue =
        new Catalogue(upstreams, own(config, context, jobs, upstreams), context.meters());
    McpHttpServer server =
        McpHttpServer.start(
            Endpoints.settings(config.endpoint()),
            authenticator,
            eras(config, context, jobs, catalogue));
    return new Gateway(server, jobs, catalogue, sweeper(context, jobs));
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
      GatewayConfig config, ServerContext context, JobTable jobs, Catalogue catalogue) {
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            ROLE,
            catalogue::tools,
            jobs,
            Endpoints.limits(config.limits()),
            new CallMetrics(context.meters(), ROLE),
            context.timer());
    Features features =
        new Features(
            new ServerIdentity("mcpstack", VERSION, Instructions.TEXT),
            dispatcher,
            catalogue.resources(),
            catalogue.prompts(),
            catalogue.completer(),
            catalogue.changes());
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return List.of(new ModernEra(features, key), new LegacyEra(features, key));
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
    catalogue.close();
    jobs.cancelAll();
  }

  /** Its own tools, which come after those of the servers. */
  static List<ToolEntry> own(
      GatewayConfig config, ServerContext context, JobTable jobs, Map<String, Upstream> upstreams) {
    List<ToolEntry> tools = new ArrayList<>();
    Upstream data = upstreams.get(LOCALDATA);
    Upstream science = upstreams.get(DATASCIENCE);
    if (data != null && science != null) {
      tools.add(new AnalyzeTool(data, science).entry());
    }
    WaitTool wait = new WaitTool(context.store(), jobs, config.limits().callBudget());
    ReleaseTool release = new ReleaseTool(context.store(), jobs::sweep);
    tools.add(RoutedTools.byHandle(wait.entry(), context.store(), upstreams));
    tools.add(RoutedTools.byHandle(ToolEntry.of(release), context.store(), upstreams));
    return tools;
  }
}
