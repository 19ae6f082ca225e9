package dev.mcpstack.faults;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.datascience.DataScienceMain;
import dev.mcpstack.fixture.ServerProcess;
import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.PeerTls;
import dev.mcpstack.localdata.LocalDataMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A token store, and servers in processes of their own that know each other by CERTIFICATES. */
final class Stack implements AutoCloseable {
  /** One set for all tests: to make them takes longer than to start a server. */
  private static final TestCertificates CERTIFICATES = certificates();

  /** Most tests need little of a server: without the second compiler it starts in half the time. */
  private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

  private final Path folder;
  private final TestRedis redis;
  private final HttpClients http;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean remaking;
  private Map<String, String> environment = Map.of();
  private String points = "x,y\n1,2\n2,4\n";

  /** A server, and how to call it. */
  record Running(ServerProcess process, Peer peer) {}

  /**
   * A stack without servers.
   *
   * @param redisSettings of the token store, beyond those of its fixture
   */
  Stack(Path folder, String... redisSettings) {
    this.folder = folder;
    this.redis = add(new TestRedis(redisSettings));
    this.http =
        add(new HttpClients(Optional.of(new PeerTls(TlsFiles.ofPeers(tls("gateway")), "test"))));
  }

  private static TestCertificates certificates() {
    try {
      Path folder = Files.createTempDirectory("mcpstack-faults");
      return new TestCertificates(folder).sign("gateway").sign("localdata").sign("datascience");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestRedis redis() {
    return redis;
  }

  /** Where LocalData keeps what does not fit its memory. */
  Path spoolFolder() {
    return folder.resolve("spool");
  }

  TlsConfig tls(String role) {
    return new TlsConfig(
        "test", CERTIFICATES.certificate(role), CERTIFICATES.key(role), CERTIFICATES.ca());
  }

  Reader reader() {
    return add(new Reader(tls("datascience"), redis.address()));
  }

  /** Whether the LocalData that start from now on make lost rows again. */
  void remakesLostRows(boolean does) {
    remaking = does;
  }

  /** What the clocks of servers that start from now on show, against this one's. */
  void clocks(WallClock clock) {
    environment = clock.environment();
  }

  /** What the table {@code points} holds for the LocalData that start from now on. */
  void points(String csv) {
    points = csv;
  }

  /** A LocalData with these limits, whose rows come from any port that is free. */
  Running localData(String limits) {
    return localData(limits, 0);
  }

  Running localData(String limits, int dataPort) {
    return localData(limits, dataPort, QUICK_START);
  }

  Running localData(String limits, int dataPort, List<String> jvmFlags) {
    ServerProcess process =
        add(
            ServerProcess.configured(
                folder, jvmFlags, environment, LocalDataMain.class, config(limits, dataPort)));
    return new Running(process, new Peer(http, ServerRole.LOCALDATA, process.endpoint()));
  }

  Running dataScience() {
    return dataScience("");
  }

  /**
   * A DataScience.
   *
   * @param data more of its key {@code data}
   */
  Running dataScience(String data) {
    ServerProcess process =
        add(
            ServerProcess.configured(
                folder, QUICK_START, environment, DataScienceMain.class, dataScienceConfig(data)));
    return new Running(process, new Peer(http, ServerRole.DATASCIENCE, process.endpoint()));
  }

  /** A reader that takes so many batches and then waits for a line before it reads on. */
  ServerProcess readerProcess(String handle, int batches) {
    return add(
        ServerProcess.start(
            folder,
            QUICK_START,
            ReaderMain.class,
            List.of(
                CERTIFICATES.certificate("datascience").toString(),
                CERTIFICATES.key("datascience").toString(),
                CERTIFICATES.ca().toString(),
                redis.address(),
                handle,
                Integer.toString(batches))));
  }

  private String config(String limits, int dataPort) {
    try {
      Path csv = Files.writeString(folder.resolve("points.csv"), points);
      return """
      endpoint: {port: 0}
      management: {port: 0}
      data: {port: %d, spoolFolder: '%s'}
      tls: %s
      limits: {callBudget: 2m, %s}
      tokenStore: %s
      sources: [{type: Files, name: s, remakeLostRows: %s, files: [{table: points, path: '%s'}]}]
      """
          .formatted(
              dataPort,
              spoolFolder(),
              CERTIFICATES.config("localdata"),
              limits,
              store(),
              remaking,
              csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String dataScienceConfig(String data) {
    return """
    endpoint: {port: 0}
    management: {port: 0}
    data: {port: 0, spoolFolder: '%s'%s}
    tls: %s
    limits: {callBudget: 2m}
    tokenStore: %s
    """
        .formatted(folder.resolve("science"), data, CERTIFICATES.config("datascience"), store());
  }

  private String store() {
    return "{type: Redis, stack: test, tls: false, nodes: ['" + redis.address() + "']}";
  }

  private <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    try {
      while (!open.isEmpty()) {
        open.pop().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the stack was not closed", e);
    }
  }
}
