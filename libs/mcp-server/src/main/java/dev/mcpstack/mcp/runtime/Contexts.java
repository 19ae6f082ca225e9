package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.AuditedHandles;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.OwnedHandles;
import dev.mcpstack.contract.handle.PatientHandles;
import dev.mcpstack.contract.handle.redis.RedisHandleStore;
import dev.mcpstack.contract.handle.redis.RedisLink;
import dev.mcpstack.contract.handle.redis.RedisServingRevision;
import dev.mcpstack.contract.management.ManagementServer;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.ManagementConfig;
import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.contract.serving.ServingRevision;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What every program of ours needs. */
public final class Contexts {
  private static final int TIMER_THREADS = 2;
  private static final long LEAST_MEMORY_BYTES = 256L << 20;

  private Contexts() {}

  /**
   * A context with the store that is configured.
   *
   * @param trust how the servers know each other when rows are read
   */
  public static ServerContext of(
      Optional<TokenStoreConfig> store,
      PeerTrust trust,
      Resources resources,
      Metrics metrics,
      SecretReader secrets) {
    Stored stored = stored(store, resources);
    return new ServerContext(
        new AuditedHandles(stored.handles()),
        trust,
        secrets,
        resources.add(
            new ArrowMemory(Math.max(LEAST_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4))),
        metrics.registry(),
        resources.add(timer()),
        stored.serving());
  }

  /** What a token store keeps. */
  private record Stored(HandleStore handles, ServingRevision serving) {}

  private static Stored stored(Optional<TokenStoreConfig> config, Resources resources) {
    if (config.isEmpty()) {
      return new Stored(new InMemoryHandleStore(), ServingRevision.UNKNOWN);
    }
    return switch (config.get()) {
      case TokenStoreConfig.Redis redis -> {
        RedisLink link = RedisLink.of(redis);
        yield new Stored(
            // What a server knows of its own handles it answers without waiting.
            new PatientHandles(
                new OwnedHandles(resources.add(new RedisHandleStore(link, redis.stack()))),
                PatientHandles.PATIENCE),
            new RedisServingRevision(link, redis.stack()));
      }
    };
  }

  /** Looks at something again every second, for as long as the program runs. */
  public static void often(ServerContext context, Runnable look) {
    var _ =
        context
            .timer()
            .scheduleWithFixedDelay(() -> Thread.startVirtualThread(look), 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Opens the management port.
   *
   * @throws StartFailure when it can't be had
   */
  public static URI management(
      ManagementConfig config,
      Map<String, BooleanSupplier> checks,
      PrometheusMeterRegistry metrics,
      Resources resources) {
    try {
      ManagementServer server =
          resources.add(ManagementServer.start(config.host(), config.port(), checks, metrics));
      return URI.create("http://" + server.address());
    } catch (IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            TIMER_THREADS, Thread.ofPlatform().name("timer-", 0).daemon().factory()) {
          @Override
          public void close() {
            // Waits for nothing: what is planned is of no use to a program that ends.
            shutdownNow();
          }
        };
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
