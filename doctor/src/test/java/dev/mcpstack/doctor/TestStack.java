package dev.mcpstack.doctor;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.datascience.DataScience;
import dev.mcpstack.gateway.Gateway;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.runtime.ServerContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A small stack on free loopback ports: one file source, one key. */
public final class TestStack implements AutoCloseable {
  /** The key that it takes. */
  public static final String KEY = "a-key-for-the-doctor-tests";

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ArrowMemory memory = new ArrowMemory(256L << 20);
  private final LocalData data;
  private final DataScience science;
  private final Gateway gateway;

  /** One that shares nothing. */
  public TestStack(Path folder, boolean withScience) throws IOException {
    this(folder, withScience, new InMemoryHandleStore(), PeerTrust.random());
  }

  /** A cell of a stack: others have the same store, and trust it. */
  public TestStack(Path folder, boolean withScience, HandleStore store, PeerTrust trust)
      throws IOException {
    this(folder, withScience, store, trust, "15s");
  }

  /**
   * The same with a budget of its calls.
   *
   * @param callBudget after which the servers answer that they go on, such as 15s
   */
  public TestStack(
      Path folder, boolean withScience, HandleStore store, PeerTrust trust, String callBudget)
      throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "x\n1\n2\n");
    ServerContext context =
        new ServerContext(
            store, trust, SecretReader.of(Map.of()), memory, new SimpleMeterRegistry(), timer);
    String ports =
        "endpoint: {port: 0}\nmanagement: {port: 0}\nlimits: {callBudget: " + callBudget + "}\n";
    data =
        LocalData.start(
            ConfigFile.parse(
                "localdata",
                ports
                    + "data: {port: 0}\nsources: [{type: Files, name: s, files: [{table: t, path: '"
                    + csv
                    + "'}]}]\n",
                LocalDataConfig.class),
            context);
    science =
        DataScience.start(
            ConfigFile.parse("datascience", ports + "data: {port: 0}\n", DataScienceConfig.class),
            context);
    Map<String, Upstream> upstreams = new LinkedHashMap<>();
    upstreams.put(Gateway.LOCALDATA, Upstream.inProcess(data.features()));
    if (withScience) {
      upstreams.put(Gateway.DATASCIENCE, Upstream.inProcess(science.features()));
    }
    gateway =
        Gateway.start(
            ConfigFile.parse("gateway", ports, GatewayConfig.class),
            context,
            new BearerKeys(Map.of("doctor", KEY)),
            upstreams);
  }

  /** Where agents find it. */
  public URI endpoint() {
    return gateway.endpoint();
  }

  @Override
  public void close() {
    gateway.close();
    science.close();
    data.close();
    timer.shutdownNow();
    memory.close();
  }
}
