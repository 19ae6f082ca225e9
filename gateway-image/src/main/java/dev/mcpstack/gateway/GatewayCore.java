package dev.mcpstack.gateway;

import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.gateway.catalogue.Catalogue;
import dev.mcpstack.gateway.tools.AnalyzeTool;
import dev.mcpstack.gateway.tools.RoutedTools;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.handle.ReleaseTool;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.runtime.Endpoints;
import dev.mcpstack.mcp.runtime.SealKey;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What a gateway serves, in every era, whatever carries it. */
final class GatewayCore implements AutoCloseable {
  /** Its role in metrics. */
  static final String ROLE = "gateway";

  private static final String VERSION = "0.1.0";
  private static final long SWEEP_SECONDS = 1;

  private final JobTable jobs;
  private final Catalogue catalogue;
  private final List<Era> eras;
  private final ScheduledFuture<?> sweeper;

  /**
   * A core.
   *
   * @param role what metrics call it
   * @param upstreams the servers behind, by role or name, in the order their tools are listed in
   */
  GatewayCore(
      String role, GatewayConfig config, ServerContext context, Map<String, Upstream> upstreams) {
    jobs = new JobTable(context.store(), new Owner(ROLE, ""), config.limits().handleLifetime());
    catalogue = new Catalogue(upstreams, own(config, context, jobs, upstreams), context.meters());
    eras = eras(role, config, context, jobs, catalogue);
    sweeper =
        context
            .timer()
            .scheduleWithFixedDelay(jobs::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  List<Era> eras() {
    return eras;
  }

  @Override
  public void close() {
    sweeper.cancel(false);
    catalogue.close();
    jobs.cancelAll();
  }

  private static List<Era> eras(
      String role,
      GatewayConfig config,
      ServerContext context,
      JobTable jobs,
      Catalogue catalogue) {
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            role,
            catalogue::tools,
            jobs,
            Endpoints.limits(config.limits()),
            new CallMetrics(context.meters(), role),
            context.timer());
    Features features =
        new Features(
            new ServerIdentity("mcpstack", VERSION, Instructions.TEXT),
            dispatcher,
            catalogue.resources(),
            catalogue.prompts(),
            catalogue.completer(),
            catalogue.changes());
    byte[] key = SealKey.of(config.tokenStore(), role);
    return List.of(new ModernEra(features, key), new LegacyEra(features, key));
  }

  /** Its own tools, which come after those of the servers. */
  private static List<ToolEntry> own(
      GatewayConfig config, ServerContext context, JobTable jobs, Map<String, Upstream> upstreams) {
    List<ToolEntry> tools = new ArrayList<>();
    Upstream data = upstreams.get(Gateway.LOCALDATA);
    Upstream science = upstreams.get(Gateway.DATASCIENCE);
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
