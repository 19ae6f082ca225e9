package dev.mcpstack.bench.data;

import dev.mcpstack.bench.WrongAnswerException;
import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretFolder;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * LocalData in this process, asked by its tools, and a reader of its rows over loopback. Each query
 * is run anew, and its rows are let go when they were read.
 */
final class QueryServer implements AutoCloseable {
  private static final long ARROW_BYTES = 1L << 30;

  private final InMemoryHandleStore store = new InMemoryHandleStore();
  private final Metrics metrics = new Metrics();
  private final ArrowMemory memory = new ArrowMemory(ARROW_BYTES);
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2);
  private final LocalData data;
  private final RowsReader reader;

  /** One whose rows travel over TLS, or in plain text without certificates. */
  QueryServer(QuerySources sources, Optional<Certificates> tls) {
    timer.setRemoveOnCancelPolicy(true);
    PeerTrust secret = PeerTrust.random();
    LocalDataConfig config =
        ConfigFile.parse(
            "the benchmark",
            // A read that outlasted the call's budget would be another path.
            sources.yaml("limits: {callBudget: 10m, maxResult: 1GiB, maxResults: 2GiB}\n"),
            LocalDataConfig.class);
    data =
        LocalData.start(
            config,
            new ServerContext(
                store,
                tls.map(of -> of.trust(ServerRole.LOCALDATA)).orElse(secret),
                new SecretFolder(config.secretsFolder()),
                memory,
                metrics.registry(),
                timer));
    reader = new RowsReader(memory, tls.map(of -> of.trust(ServerRole.DATASCIENCE)).orElse(secret));
  }

  /** Starts a query and adds up all values of its rows as they come. */
  Answer read(String source, String sql) throws WrongAnswerException {
    HandleRecord rows = begin(source, sql);
    try (RowStream stream = open(rows)) {
      return Channel.sum(stream);
    } finally {
      release(rows);
    }
  }

  /** Starts a query. */
  HandleRecord begin(String source, String sql) throws WrongAnswerException {
    ToolOutcome outcome = call("open_stream", Map.of("source", source, "sql", sql));
    if (outcome.status() != ToolOutcome.Status.COMPLETE) {
      throw new WrongAnswerException(outcome.markdown());
    }
    String handle = String.valueOf(outcome.structured().get("handle"));
    return store.find(Channel.PRINCIPAL, handle).require(HandleKind.ROWS);
  }

  /** Opens its rows. */
  RowStream open(HandleRecord rows) {
    return Channel.open(reader, rows);
  }

  /** Ends its rows and frees what they took. */
  void release(HandleRecord rows) {
    call("release", Map.of("handle", rows.name()));
  }

  @Override
  public void close() {
    reader.close();
    data.close();
    timer.shutdownNow();
    memory.close();
    metrics.close();
  }

  private ToolOutcome call(String tool, Map<String, Object> arguments) {
    return data.features()
        .tools()
        .call(McpCall.of(Channel.PRINCIPAL, "bench", new Cancellation()), tool, arguments);
  }
}
