package dev.mcpstack.localdata.outside;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretFolder;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.runtime.ServerContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** A LocalData behind its endpoint, and clients of it. */
final class Running implements AutoCloseable {
  static final String ALICE = "alice";
  static final String BOB = "bob";

  private static final long MEMORY_BYTES = 256 << 20;
  private static final Map<String, String> KEYS =
      Map.of(ALICE, "alice-key-0123456789abcdef", BOB, "bob-key-0123456789abcdef");

  private final List<Agent> agents = new ArrayList<>();
  private final SimpleMeterRegistry meters;
  private final ArrowMemory memory;
  private final ScheduledExecutorService timer;
  private final LocalData server;
  private final McpHttpServer endpoint;

  private Running(
      SimpleMeterRegistry meters,
      ArrowMemory memory,
      ScheduledExecutorService timer,
      LocalData server,
      McpHttpServer endpoint) {
    this.meters = meters;
    this.memory = memory;
    this.timer = timer;
    this.server = server;
    this.endpoint = endpoint;
  }

  static Running start(String yaml) {
    return start(yaml, System::nanoTime);
  }

  /** Starts it from its configuration, with handles that live by the clock. */
  static Running start(String yaml, LongSupplier nanoTime) {
    LocalDataConfig config = ConfigFile.parse("test.yaml", yaml, LocalDataConfig.class);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ArrowMemory memory = new ArrowMemory(MEMORY_BYTES);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      LocalData server =
          LocalData.start(
              config,
              new ServerContext(
                  new InMemoryHandleStore(nanoTime),
                  PeerTrust.random(),
                  new SecretFolder(config.secretsFolder()),
                  memory,
                  meters,
                  timer));
      McpHttpServer endpoint =
          McpHttpServer.start(
              EndpointSettings.loopback(0),
              new BearerKeys(KEYS),
              List.of(new LegacyEra(server.features(), new byte[32])));
      return new Running(meters, memory, timer, server, endpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      timer.shutdownNow();
      memory.close();
      throw e;
    }
  }

  /** A client with the key of a principal. */
  Agent agent(String principal) {
    Agent agent = Agent.connect(endpoint.endpoint(), key(principal));
    agents.add(agent);
    return agent;
  }

  static String key(String principal) {
    return String.valueOf(KEYS.get(principal));
  }

  URI endpoint() {
    return endpoint.endpoint();
  }

  LocalData server() {
    return server;
  }

  /** Connections of a source that are lent out now. */
  double connectionsInUse(String source) {
    return gauge("hikaricp.connections.active", "pool", "source-" + source);
  }

  /** What all results take, in bytes. */
  double bytesKept() {
    return gauge("mcpstack.results.kept", "server", LocalData.ROLE);
  }

  /** Calls whose handlers run now. */
  double callsRunning() {
    return gauge("mcpstack.tool.calls.running", "server", LocalData.ROLE);
  }

  /** What rows being worked on take, in bytes. */
  long memoryUsed() {
    return memory.used();
  }

  private double gauge(String name, String tag, String value) {
    Gauge gauge = meters.get(name).tag(tag, value).gauge();
    return gauge.value();
  }

  @Override
  public void close() {
    agents.forEach(Agent::close);
    endpoint.close();
    server.close();
    timer.shutdownNow();
    // Fails when rows were not given back.
    memory.close();
  }

  /** The folder of the files that come with the examples. */
  static Path examples() {
    return Path.of("..", "examples", "data").toAbsolutePath().normalize();
  }

  /** Writes a secret as Kubernetes mounts it. */
  static void writeSecret(Path folder, String name, String username, String password) {
    try {
      Path secret = Files.createDirectories(folder.resolve(name));
      Files.writeString(secret.resolve("username"), username + "\n");
      Files.writeString(secret.resolve("password"), password + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
