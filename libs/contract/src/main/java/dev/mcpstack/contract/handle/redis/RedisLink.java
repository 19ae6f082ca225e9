package dev.mcpstack.contract.handle.redis;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.server.TokenStoreConfig;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.SocketAddressResolver;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the store: made at the first use, since servers start in any order, and made
 * again by itself when it is lost. While there is none, commands fail at once, or in a cluster
 * after two seconds. Thread-safe.
 */
public final class RedisLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration RECONNECT = Duration.ofMillis(50);
  private static final Duration RECONNECT_AT_MOST = Duration.ofSeconds(1);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final Supplier<RedisClusterAsyncCommands<String, byte[]>> connect;
  private @Nullable RedisClusterAsyncCommands<String, byte[]> commands;
  private @Nullable RedisException refusal;
  private long refusedNanos;
  private volatile long returnedNanos;
  private volatile boolean returned;

  private RedisLink(
      ClientResources resources,
      AbstractRedisClient client,
      Supplier<RedisClusterAsyncCommands<String, byte[]>> connect) {
    this.resources = resources;
    this.client = client;
    this.connect = connect;
  }

  /** A link that is not connected yet; user and password are read anew at every connecting. */
  public static RedisLink of(TokenStoreConfig.Redis config) {
    ClientResources resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            // By default the wait grows with the outage, so that calls are refused for as long
            // again.
            .reconnectDelay(
                Delay.fullJitter(
                    RECONNECT, RECONNECT_AT_MOST, RECONNECT.toMillis(), TimeUnit.MILLISECONDS))
            // As all other names of a server, so that what holds for them holds for the store.
            .socketAddressResolver(SocketAddressResolver.create(InetAddress::getAllByName))
            .build();
    List<RedisURI> nodes = RedisAddresses.of(config);
    if (config.topology() == TokenStoreConfig.Redis.Topology.CLUSTER) {
      RedisClusterClient client = RedisClusterClient.create(resources, nodes);
      client.setOptions(
          ClusterClientOptions.builder(options(config))
              .topologyRefreshOptions(
                  ClusterTopologyRefreshOptions.builder()
                      .enablePeriodicRefresh(Duration.ofSeconds(30))
                      .build())
              .build());
      return new RedisLink(resources, client, () -> client.connect(CODEC).async());
    }
    RedisClient client = RedisClient.create(resources, nodes.getFirst());
    client.setOptions(options(config));
    RedisLink link = new RedisLink(resources, client, () -> client.connect(CODEC).async());
    // Nodes of a cluster are connected one by one, and have others to remember with them.
    client.addListener(link.new Returns());
    return link;
  }

  /**
   * To send commands by.
   *
   * @throws RedisException when there is no connection
   */
  synchronized RedisClusterAsyncCommands<String, byte[]> commands() {
    RedisClusterAsyncCommands<String, byte[]> open = commands;
    if (open != null) {
      return open;
    }
    RedisException before = refusal;
    // A server that does not answer must not keep every call waiting for it, one after the other.
    if (before != null && System.nanoTime() - refusedNanos < RETRY_NANOS) {
      throw new RedisConnectionException("tried a moment ago", before);
    }
    try {
      open = connect.get();
      commands = open;
      return open;
    } catch (RedisException e) {
      refusal = e;
      refusedNanos = System.nanoTime();
      throw e;
    }
  }

  /** How long ago a connection that was lost was made again; empty if none ever was lost. */
  Optional<Duration> sinceReturn() {
    return returned
        ? Optional.of(Duration.ofNanos(System.nanoTime() - returnedNanos))
        : Optional.empty();
  }

  /** Notes when a connection is made again. */
  private final class Returns implements RedisConnectionStateListener {
    private volatile boolean lost;

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
      lost = true;
    }

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
      if (lost) {
        returnedNanos = System.nanoTime();
        returned = true;
      }
    }
  }

  /** What a call fails with that the server did not answer. */
  static StackException unavailable(@Nullable Throwable cause) {
    LOG.debug("The token store did not answer", cause);
    return new StackException(
        ContractError.STORE_UNAVAILABLE, "The token store can't be reached.", cause);
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /**
   * A node of a cluster is connected at the first command for it, which must not be refused for
   * that: it waits, as long as any command may take.
   */
  private static ClientOptions.DisconnectedBehavior whileDisconnected(
      TokenStoreConfig.Redis config) {
    return config.topology() == TokenStoreConfig.Redis.Topology.CLUSTER
        ? ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS
        : ClientOptions.DisconnectedBehavior.REJECT_COMMANDS;
  }

  private static ClientOptions options(TokenStoreConfig.Redis config) {
    ClientOptions.Builder options =
        ClientOptions.builder()
            .disconnectedBehavior(whileDisconnected(config))
            .timeoutOptions(TimeoutOptions.enabled(CONNECT))
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(CONNECT)
                    .keepAlive(true)
                    .tcpNoDelay(true)
                    .build());
    if (config.tls()) {
      SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
      config.caFile().ifPresent(file -> ssl.trustManager(file.toFile()));
      options.sslOptions(ssl.build());
    }
    return options.build();
  }
}
