package dev.mcpstack.gateway;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.datascience.DataScience;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Gateway, LocalData and DataScience on free loopback ports, over one small file, with keys for two
 * callers.
 */
final class TestStack implements AutoCloseable {
  static final String ALICE = "alice-has-this-key-alone";
  static final String MALLORY = "mallory-has-another-key";

  private final Resources resources = new Resources();
  private final Gateway gateway;

  /**
   * A stack.
   *
   * @param limits the {@code limits} of every server, as YAML
   */
  TestStack(Path folder, String limits, Link link) throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("points.csv"),
            "x,y,name\n1,2.1,a\n2,3.9,b\n3,6.2,a\n4,7.8,b\n5,10.1,a\n");
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    resources.add(timer::shutdownNow);
    ServerContext context =
        new ServerContext(
            new InMemoryHandleStore(),
            PeerTrust.random(),
            SecretReader.of(Map.of()),
            resources.add(new ArrowMemory(256L << 20)),
            new SimpleMeterRegistry(),
            timer);
    String common = "endpoint: {port: 0}\nmanagement: {port: 0}\nlimits: " + limits + "\n";
    LocalData data =
        resources.add(
            LocalData.start(
                ConfigFile.parse(
                    "localdata",
                    common
                        + "data: {port: 0}\nsources: [{type: Files, name: s, files: [{table: points, path: '"
                        + csv
                        + "'}]}]\n",
                    LocalDataConfig.class),
                context));
    DataScience science =
        resources.add(
            DataScience.start(
                ConfigFile.parse(
                    "datascience", common + "data: {port: 0}\n", DataScienceConfig.class),
                context));
    gateway =
        resources.add(
            Gateway.start(
                ConfigFile.parse("gateway", common, GatewayConfig.class),
                context,
                new BearerKeys(Map.of("alice", ALICE, "mallory", MALLORY)),
                new Links(folder, context, resources)
                    .to(link, data.features(), science.features())));
  }

  URI endpoint() {
    return gateway.endpoint();
  }

  @Override
  public void close() {
    resources.close();
  }
}
