package dev.mcpstack.localdata;

import dev.mcpstack.contract.data.DataServiceServer;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.Spools;
import dev.mcpstack.localdata.completion.NameCompleter;
import dev.mcpstack.localdata.gate.Dialect;
import dev.mcpstack.localdata.gate.QueryGate;
import dev.mcpstack.localdata.gate.Refused;
import dev.mcpstack.localdata.gate.SqlParserPool;
import dev.mcpstack.localdata.gate.SqlPolicy;
import dev.mcpstack.localdata.prompt.SourcePrompts;
import dev.mcpstack.localdata.query.PeerQueries;
import dev.mcpstack.localdata.query.QueryRunner;
import dev.mcpstack.localdata.resource.SourceResources;
import dev.mcpstack.localdata.source.Catalog;
import dev.mcpstack.localdata.source.CatalogNames;
import dev.mcpstack.localdata.source.Source;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.localdata.tools.DescribeSource;
import dev.mcpstack.localdata.tools.DescribeTable;
import dev.mcpstack.localdata.tools.ExecuteQuery;
import dev.mcpstack.localdata.tools.ListSources;
import dev.mcpstack.localdata.tools.OpenStream;
import dev.mcpstack.localdata.tools.ReadRows;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.Sweep;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.handle.ReleaseTool;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.runtime.Contexts;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** LocalData-MCP: sources, SQL, results. */
public final class LocalData implements AutoCloseable {
  /** Its role in a stack. */
  public static final String ROLE = "localdata";

  private static final ServerIdentity IDENTITY =
      new ServerIdentity(
          ROLE, "0.1.0", "Governed data sources: SQL in, previews and data tokens out.");

  private static final int PARSER_THREADS = 2;
  private static final int WARM_ATTEMPTS = 5;

  private final Sources sources;
  private final SqlParserPool parsers;
  private final QueryRunner runner;
  private final DataServiceServer data;
  private final JobTable jobs;
  private final Spool spool;
  private final Features features;
  private final Sweep sweep;
  private final Stop stop;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalData(
      Sources sources,
      SqlParserPool parsers,
      QueryRunner runner,
      DataServiceServer data,
      JobTable jobs,
      Spool spool,
      Features features,
      Sweep sweep,
      Stop stop) {
    this.stop = stop;
    this.sources = sources;
    this.parsers = parsers;
    this.runner = runner;
    this.data = data;
    this.jobs = jobs;
    this.spool = spool;
    this.features = features;
    this.sweep = sweep;
  }

  /**
   * Opens the sources and starts serving rows.
   *
   * @throws dev.mcpstack.contract.error.StackException when a source is not usable as configured
   */
  public static LocalData start(LocalDataConfig config, ServerContext context) {
    Sources sources = Sources.open(config.sources(), context.secrets(), context.meters());
    Contexts.often(context, sources::refresh);
    Spool spool = Spools.open(config.limits(), config.data(), context.store());
    SpoolMetrics.measure(spool, ROLE, context.meters());
    PeerQueries peers = new PeerQueries(sources);
    DataServiceServer data =
        DataServiceServer.start(
            config.data().host(),
            config.data().port(),
            context.store(),
            spool,
            context.trust(),
            Optional.of(peers));
    Owner owner = new Owner(ROLE, data.address(config.data().advertisedHost()));
    JobTable jobs = new JobTable(context.store(), owner, config.limits().handleLifetime());
    SqlParserPool parsers = new SqlParserPool(PARSER_THREADS);
    SqlPolicy policy = new SqlPolicy(parsers);
    warm(policy);
    QueryGate gate = new QueryGate(context.timer());
    QueryRunner runner =
        new QueryRunner(
            policy,
            gate,
            context.memory(),
            spool,
            context.store(),
            owner,
            config.limits().handleLifetime(),
            config.limits().statementTimeout());
    peers.ready(runner);
    Sweep sweep = new Sweep(ROLE, jobs, spool, runner::renew, context.timer());
    RowsReader reader = new RowsReader(context.memory(), context.trust());
    Catalog catalog = new Catalog(gate);
    CatalogNames names = new CatalogNames(catalog);
    DescribeSource describeSource = new DescribeSource(sources, catalog);
    DescribeTable describeTable = new DescribeTable(sources, catalog);
    Supplier<ToolRegistry> registry =
        ToolRegistry.fixed(
            HopFacts.written(
                List.of(
                    ToolEntry.of(new ListSources(sources)),
                    ToolEntry.of(describeSource),
                    ToolEntry.of(describeTable),
                    ToolEntry.of(new ExecuteQuery(sources, runner)),
                    ToolEntry.of(new OpenStream(sources, runner)),
                    ToolEntry.of(
                        new ReadRows(context.store(), spool, context.memory(), owner, reader)),
                    new WaitTool(
                            context.store(), jobs, Optional.of(spool), config.limits().callBudget())
                        .entry(),
                    ToolEntry.of(new ReleaseTool(context.store(), sweep::one)))));
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            ROLE,
            registry,
            jobs,
            Endpoints.limits(config.limits()),
            new CallMetrics(context.meters(), ROLE),
            context.timer());
    Resources resources = new SourceResources(sources, names, describeSource, describeTable);
    Prompts prompts = SourcePrompts.list();
    Features features =
        new Features(
            IDENTITY,
            dispatcher,
            resources,
            prompts,
            new NameCompleter(sources, names, prompts, resources),
            new Changes());
    return new LocalData(
        sources,
        parsers,
        runner,
        data,
        jobs,
        spool,
        features,
        sweep,
        new Stop(dispatcher, peers, reader, new Drain(ROLE, config.limits().stopGrace())));
  }

  /**
   * Loads the parser, or the first query of a cold machine could pass the time limit of parsing.
   */
  private static void warm(SqlPolicy policy) {
    for (Dialect dialect : Dialect.values()) {
      int attempts = 0;
      while (policy.check(dialect, "SELECT 1") instanceof Refused && attempts < WARM_ATTEMPTS) {
        attempts++;
      }
    }
  }

  /** What it offers to agents. */
  public Features features() {
    return features;
  }

  /** Where its rows are served. */
  public String dataAddress() {
    return data.address();
  }

  /** The names of its sources, in order. */
  public List<String> sources() {
    return sources.all().stream().map(Source::name).toList();
  }

  /** What must hold for it to answer something. */
  public Map<String, BooleanSupplier> readiness() {
    return Map.of("localdata-rows", () -> data.isServing() && !stop.drain().hasBegun());
  }

  /**
   * Takes nothing new, and serves the reads of what it holds until that has ended or the grace is
   * over.
   */
  public void drain() {
    stop.drain().begin();
    stop.peers().stop();
    stop.dispatcher().stopTaking(Set.of("read_rows"));
    stop.drain().await(() -> stop.dispatcher().isIdle() && spool.size() == 0 && jobs.size() == 0);
  }

  /** What stopping needs of the parts. */
  private record Stop(
      ToolDispatcher dispatcher, PeerQueries peers, RowsReader reader, Drain drain) {}

  /** Ends what runs, then everything else. Idempotent. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    stop.drain().cut();
    sweep.close();
    jobs.cancelAll();
    runner.close();
    stop.reader().close();
    data.close();
    spool.close();
    parsers.close();
    sources.close();
  }
}
