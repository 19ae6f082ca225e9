package dev.mcpstack.mcp.outside;

import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.dispatch.CallLimits;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.handle.ReleaseTool;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** A whole server over the test tools, on a free port. */
final class TestServer implements AutoCloseable {
  static final String ALICE = "alice-0123456789abcdef";
  static final String BOB = "bob-0123456789abcdef";

  /** Holds the scope of every test tool but the guarded one. */
  static final String CAROL = "carol-0123456789abcdef";

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final TestTools tools = new TestTools();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Changes changes = new Changes();
  private final AtomicBoolean elsewhere = new AtomicBoolean();
  private final JobTable jobs;
  private final List<Era> eras;
  private final McpHttpServer server;

  /** Small limits, so that tests reach them. */
  record Options(
      Duration budget,
      Duration waitBudget,
      int maxConcurrent,
      int maxRequest,
      int maxAnswer,
      String sessionKey) {
    static Options standard() {
      return new Options(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          1_000,
          64 * 1024,
          64 * 1024,
          "k".repeat(32));
    }

    Options withBudget(Duration other) {
      return new Options(other, other, maxConcurrent, maxRequest, maxAnswer, sessionKey);
    }

    Options withWaitBudget(Duration other) {
      return new Options(budget, other, maxConcurrent, maxRequest, maxAnswer, sessionKey);
    }

    Options withMaxConcurrent(int other) {
      return new Options(budget, waitBudget, other, maxRequest, maxAnswer, sessionKey);
    }

    Options withSessionKey(String other) {
      return new Options(budget, waitBudget, maxConcurrent, maxRequest, maxAnswer, other);
    }
  }

  /**
   * How long it puts up with clients that don't read, and how many requests may be in work.
   *
   * @param nanoTime the clock of the streams on which clients are told of changes
   */
  record Patience(McpHttpServer.Timings timings, LongSupplier nanoTime, int maxInFlight) {
    static Patience standard() {
      return new Patience(
          new McpHttpServer.Timings(120_000, 15_000),
          System::nanoTime,
          EndpointSettings.MAX_IN_FLIGHT);
    }
  }

  private TestServer(Options options, Patience patience, List<ToolEntry> more) throws IOException {
    InMemoryHandleStore store = new InMemoryHandleStore();
    jobs = new JobTable(store, new Owner("testserver", ""), Duration.ofMinutes(15));
    List<ToolEntry> entries = new ArrayList<>(tools.entries());
    entries.addAll(more);
    entries.add(new WaitTool(store, jobs, options.waitBudget()).entry());
    entries.add(ToolEntry.of(new ReleaseTool(store, jobs::sweep)));
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            "testserver",
            ToolRegistry.fixed(entries),
            jobs,
            new CallLimits(options.budget(), options.maxConcurrent()),
            new CallMetrics(meters, "testserver"),
            timer);
    byte[] key = options.sessionKey().getBytes(StandardCharsets.US_ASCII);
    Features features =
        TestFeatures.of(new ServerIdentity("test", "1.0", "Call echo."), dispatcher, changes);
    eras =
        List.of(
            new ModernEra(features, key, patience.nanoTime()),
            new LegacyEra(features, key, patience.nanoTime()));
    server =
        McpHttpServer.start(
            new EndpointSettings(
                "127.0.0.1",
                0,
                options.maxRequest(),
                options.maxAnswer(),
                List.of("stack.example"),
                List.of("https://console.example"),
                patience.maxInFlight()),
            authenticator(),
            eras,
            patience.timings(),
            elsewhere::get);
  }

  static TestServer start() {
    return start(Options.standard());
  }

  static TestServer start(Options options) {
    return start(options, List.of());
  }

  /** One with the tools that talk to their client. */
  static TestServer asking() {
    return start(Options.standard(), AskingTools.entries());
  }

  /** One with other limits for clients that don't read. */
  static TestServer start(Patience patience, List<ToolEntry> more) {
    return start(Options.standard(), patience, more);
  }

  private static TestServer start(Options options, List<ToolEntry> more) {
    return start(options, Patience.standard(), more);
  }

  private static TestServer start(Options options, Patience patience, List<ToolEntry> more) {
    try {
      return new TestServer(options, patience, more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Authenticator authenticator() {
    BearerKeys keys = new BearerKeys(Map.of("alice", ALICE, "bob", BOB));
    return caller ->
        ("Bearer " + CAROL).equals(caller.authorization())
            ? Optional.of(new Principal("carol", Set.of("test:use")))
            : keys.authenticate(caller);
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** What it serves, for another transport. */
  List<Era> eras() {
    return eras;
  }

  /** Whether clients are to come back by another connection. */
  void sendElsewhere(boolean now) {
    elsewhere.set(now);
  }

  void endStreams() {
    server.endStreams();
  }

  Gate gate(String name) {
    return tools.gate(name);
  }

  /** Tells who listens. */
  Changes changes() {
    return changes;
  }

  /** What a scrape of the management port would show. */
  String metrics() {
    return meters.scrape();
  }

  /** The value of a metric whose line starts with the text. */
  double metric(String start) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** How many handlers run. */
  int running() {
    return (int) metric("mcpstack_tool_calls_running");
  }

  @Override
  public void close() {
    server.close();
    jobs.cancelAll();
    timer.shutdownNow();
  }
}
