package dev.mcpstack.standalone;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.management.ManagementServer;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.datascience.DataScience;
import dev.mcpstack.gateway.Gateway;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;

/**
 * A stack whose servers all run in this process.
 *
 * @param name what it is called
 * @param endpoint where agents find it
 * @param management where probes and metrics are
 * @param sources names of the sources
 * @param access who may call
 */
record RunningStack(
    String name, URI endpoint, URI management, List<String> sources, Access access) {
  private static final int TIMER_THREADS = 2;
  private static final long LEAST_MEMORY_BYTES = 256L << 20;

  /**
   * Starts all servers.
   *
   * @param resources what was started is added here, and closing them ends the stack
   * @throws StartFailure when a port can't be had
   */
  static RunningStack start(StackSettings settings, Resources resources) {
    ScheduledExecutorService timer = resources.add(timer());
    Metrics metrics = resources.add(new Metrics());
    ArrowMemory memory =
        resources.add(
            new ArrowMemory(Math.max(LEAST_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4)));
    ServerContext context =
        new ServerContext(
            new InMemoryHandleStore(),
            PeerTrust.random(),
            settings.secrets(),
            memory,
            metrics.registry(),
            timer);
    LocalData localData = resources.add(LocalData.start(settings.configs().localData(), context));
    DataScience dataScience =
        resources.add(DataScience.start(settings.configs().dataScience(), context));
    Map<String, Upstream> upstreams = new LinkedHashMap<>();
    upstreams.put(Gateway.LOCALDATA, Upstream.inProcess(localData.features()));
    upstreams.put(Gateway.DATASCIENCE, Upstream.inProcess(dataScience.features()));
    Gateway gateway = resources.add(gateway(settings, context, upstreams));
    Map<String, BooleanSupplier> checks = new LinkedHashMap<>(localData.readiness());
    checks.putAll(dataScience.readiness());
    checks.putAll(gateway.readiness());
    ManagementServer management = resources.add(management(settings, checks, metrics));
    return new RunningStack(
        settings.name(),
        gateway.endpoint(),
        URI.create("http://" + management.address()),
        localData.sources(),
        settings.access());
  }

  private static Gateway gateway(
      StackSettings settings, ServerContext context, Map<String, Upstream> upstreams) {
    try {
      return Gateway.start(
          settings.configs().gateway(), context, settings.access().authenticator(), upstreams);
    } catch (IOException e) {
      throw noPort("--port", settings.configs().gateway().endpoint().port(), e);
    }
  }

  private static ManagementServer management(
      StackSettings settings, Map<String, BooleanSupplier> checks, Metrics metrics) {
    try {
      return ManagementServer.start(
          Loopback.HOST, settings.managementPort(), checks, metrics.registry());
    } catch (IllegalArgumentException e) {
      throw noPort("--management-port", settings.managementPort(), e);
    }
  }

  private static StartFailure noPort(String option, int port, Exception failure) {
    boolean taken = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      taken |= cause instanceof BindException;
    }
    return new StartFailure(
        "port "
            + port
            + (taken ? " is taken: end the program that uses it" : " can't be opened: take another")
            + ", or pass "
            + option
            + " with another port (0 takes any free one)",
        failure);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            TIMER_THREADS, Thread.ofPlatform().name("timer-", 0).daemon().factory()) {
          @Override
          public void close() {
            // Waits for nothing: what is planned is of no use to a stack that ends.
            shutdownNow();
          }
        };
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
