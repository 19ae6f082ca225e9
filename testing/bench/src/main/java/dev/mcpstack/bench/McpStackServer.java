package dev.mcpstack.bench;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.CredentialsConfig;
import dev.mcpstack.contract.server.DataConfig;
import dev.mcpstack.contract.server.EndpointConfig;
import dev.mcpstack.contract.server.FileTableConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LimitsConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.ManagementConfig;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.contract.shape.DataSize;
import dev.mcpstack.gateway.Gateway;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.runtime.ServerContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Gateway and LocalData in one process, with the limits of the product's defaults, over a
 * PostgreSQL and an embedded database.
 */
final class McpStackServer implements AutoCloseable {
  /** Name of the PostgreSQL source. */
  static final String POSTGRES = "postgres";

  /** Name of the source in the embedded DuckDB. */
  static final String EMBEDDED = "embedded";

  private static final String HOST = "127.0.0.1";
  private static final long ARROW_BYTES = 256L << 20;

  private final String key = BearerKeys.generate();
  private final Metrics metrics = new Metrics();
  private final ArrowMemory memory = new ArrowMemory(ARROW_BYTES);
  private final ScheduledThreadPoolExecutor timer = timer();
  private final LocalData data;
  private final Gateway gateway;

  McpStackServer(Database database, Path table) throws IOException {
    ServerContext context =
        new ServerContext(
            new InMemoryHandleStore(),
            PeerTrust.random(),
            SecretReader.of(
                Map.of(
                    "database",
                    Map.of("username", database.user(), "password", database.password()))),
            memory,
            metrics.registry(),
            timer);
    EndpointConfig endpoint =
        new EndpointConfig(
            HOST, 0, DataSize.ofMebibytes(4), DataSize.ofMebibytes(8), List.of(), List.of());
    ManagementConfig management = new ManagementConfig(HOST, 0);
    LimitsConfig limits =
        new LimitsConfig(
            Duration.ofSeconds(15),
            1_000,
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            DataSize.ofMebibytes(64),
            DataSize.ofMebibytes(256),
            DataSize.ofMebibytes(64),
            Duration.ZERO);
    data =
        LocalData.start(
            new LocalDataConfig(
                endpoint,
                management,
                DataConfig.on(HOST, 0),
                limits,
                Path.of(LocalDataConfig.SECRETS_FOLDER),
                List.of(postgres(database), embedded(table))),
            context);
    gateway =
        Gateway.start(
            GatewayConfig.inside(endpoint, management, limits, false),
            context,
            new BearerKeys(Map.of("bench", key)),
            Map.of(Gateway.LOCALDATA, Upstream.inProcess(data.features())));
  }

  URI endpoint() {
    return gateway.endpoint();
  }

  String key() {
    return key;
  }

  @Override
  public void close() {
    gateway.close();
    data.close();
    timer.shutdownNow();
    memory.close();
    metrics.close();
  }

  private static SourceConfig postgres(Database database) {
    return new SourceConfig.PostgreSql(
        POSTGRES,
        "",
        database.jdbcUrl(),
        new CredentialsConfig("database", "username", "password"),
        Database.CONNECTIONS,
        false);
  }

  private static SourceConfig embedded(Path table) {
    return new SourceConfig.Files(
        EMBEDDED, "", List.of(new FileTableConfig("longley", table, "")), false);
  }

  /** As the product's: without the policy, every query's alarm would stay until its time-out. */
  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
