package dev.mcpstack.datascience;

import dev.mcpstack.contract.data.DataServiceServer;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.Spools;
import dev.mcpstack.datascience.input.RowsInput;
import dev.mcpstack.datascience.prompt.AnalysisPrompts;
import dev.mcpstack.datascience.summary.MemoryBudget;
import dev.mcpstack.datascience.tools.HypothesisTestTool;
import dev.mcpstack.datascience.tools.RegressionTool;
import dev.mcpstack.datascience.tools.SummarizeTool;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.Sweep;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.handle.ReleaseTool;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.runtime.Drain;
import dev.mcpstack.mcp.runtime.Endpoints;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.runtime.SpoolMetrics;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.HopFacts;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** DataScience-MCP: analyses of rows that other servers own, by data token. */
public final class DataScience implements AutoCloseable {
  private static final String ROLE = "datascience";

  private static final ServerIdentity IDENTITY =
      new ServerIdentity(ROLE, "0.1.0", "Analyses of rows that data tokens name.");

  private final Features features;
  private final DataServiceServer data;
  private final RowsReader reader;
  private final JobTable jobs;
  private final Spool spool;
  private final Sweep sweep;
  private final ToolDispatcher dispatcher;
  private final Drain drain;

  private DataScience(
      Features features,
      DataServiceServer data,
      RowsReader reader,
      JobTable jobs,
      Spool spool,
      Sweep sweep,
      ToolDispatcher dispatcher,
      Drain drain) {
    this.dispatcher = dispatcher;
    this.drain = drain;
    this.spool = spool;
    this.features = features;
    this.data = data;
    this.reader = reader;
    this.jobs = jobs;
    this.sweep = sweep;
  }

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException when the address of its data service is not loopback or not
   *     free
   */
  public static DataScience start(DataScienceConfig config, ServerContext context) {
    return start(config, context, MemoryBudget.ofHeap());
  }

  /** The same with a budget for what summaries keep in memory. */
  static DataScience start(DataScienceConfig config, ServerContext context, MemoryBudget budget) {
    Spool spool = Spools.open(config.limits(), config.data(), context.store());
    SpoolMetrics.measure(spool, ROLE, context.meters());
    DataServiceServer data =
        DataServiceServer.start(
            config.data().host(), config.data().port(), context.store(), spool, context.trust());
    RowsReader reader = new RowsReader(context.memory(), context.trust(), config.data().remakeAt());
    JobTable jobs =
        new JobTable(
            context.store(),
            new Owner(ROLE, data.address(config.data().advertisedHost())),
            config.limits().handleLifetime());
    Sweep sweep = new Sweep(ROLE, jobs, spool, () -> {}, context.timer());
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            ROLE,
            ToolRegistry.fixed(
                HopFacts.written(tools(config, context, budget, reader, jobs, sweep))),
            jobs,
            Endpoints.limits(config.limits()),
            new CallMetrics(context.meters(), ROLE),
            context.timer());
    Features features =
        new Features(
            IDENTITY,
            dispatcher,
            Resources.NONE,
            AnalysisPrompts.list(),
            Completer.NONE, // Its prompts speak of rows that aren't queried yet.
            new Changes());
    return new DataScience(
        features,
        data,
        reader,
        jobs,
        spool,
        sweep,
        dispatcher,
        new Drain(ROLE, config.limits().stopGrace()));
  }

  /** What it offers to agents. */
  public Features features() {
    return features;
  }

  /** What must hold for it to answer something. */
  public Map<String, BooleanSupplier> readiness() {
    return Map.of(ROLE, () -> data.isServing() && !drain.hasBegun());
  }

  /**
   * Takes nothing new, and lets analyses end and their answers be asked for until the grace is
   * over.
   */
  public void drain() {
    drain.begin();
    dispatcher.stopTaking(Set.of());
    drain.await(() -> dispatcher.isIdle() && spool.size() == 0 && jobs.size() == 0);
  }

  @Override
  public void close() {
    drain.cut();
    sweep.close();
    jobs.cancelAll();
    reader.close();
    data.close();
    spool.close();
  }

  private static List<ToolEntry> tools(
      DataScienceConfig config,
      ServerContext context,
      MemoryBudget budget,
      RowsReader reader,
      JobTable jobs,
      Sweep sweep) {
    RowsInput input = new RowsInput(context.store(), reader);
    return List.of(
        ToolEntry.of(new SummarizeTool(input, budget)),
        ToolEntry.of(new HypothesisTestTool(input)),
        ToolEntry.of(new RegressionTool(input)),
        new WaitTool(context.store(), jobs, config.limits().callBudget()).entry(),
        ToolEntry.of(new ReleaseTool(context.store(), sweep::one)));
  }
}
