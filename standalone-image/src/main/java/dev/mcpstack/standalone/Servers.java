package dev.mcpstack.standalone;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.datascience.DataScience;
import dev.mcpstack.gateway.Gateway;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;

/**
 * The servers of a stack in this process, before anybody can reach them.
 *
 * @param context what they share
 * @param metrics their metrics
 * @param upstreams how a gateway calls them, by role
 * @param readiness what must hold for them to answer something
 * @param sources names of the sources
 */
record Servers(
    ServerContext context,
    Metrics metrics,
    Map<String, Upstream> upstreams,
    Map<String, BooleanSupplier> readiness,
    List<String> sources) {
  private static final int TIMER_THREADS = 2;
  private static final long LEAST_MEMORY_BYTES = 256L << 20;

  /**
   * Starts them.
   *
   * @param resources what was started is added here
   */
  static Servers start(StackSettings settings, Resources resources) {
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
    Map<String, BooleanSupplier> readiness = new LinkedHashMap<>(localData.readiness());
    readiness.putAll(dataScience.readiness());
    return new Servers(context, metrics, upstreams, readiness, localData.sources());
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
