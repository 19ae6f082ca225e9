package dev.mcpstack.contract.handle.redis;

import dev.mcpstack.contract.server.TokenStoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import redis.embedded.RedisServer;

/** A Redis server on a free port of loopback that keeps nothing on disk. */
final class TestRedis implements AutoCloseable {
  private final int port;
  private final List<String> settings;
  private RedisServer server;

  TestRedis(String... settings) {
    this.port = freePort();
    this.settings = List.of(settings);
    this.server = start();
  }

  TokenStoreConfig.Redis config(Optional<Path> credentials) {
    return new TokenStoreConfig.Redis(
        "sales",
        TokenStoreConfig.Redis.Topology.STANDALONE,
        List.of("127.0.0.1:" + port),
        Optional.empty(),
        credentials,
        false,
        Optional.empty());
  }

  RedisHandleStore store() {
    return new RedisHandleStore(RedisLink.of(config(Optional.empty())), "sales");
  }

  void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again on the same port, empty. */
  void startAgain() {
    server = start();
  }

  @Override
  public void close() {
    stop();
  }

  private RedisServer start() {
    try {
      var builder =
          RedisServer.newRedisServer()
              .port(port)
              .setting("bind 127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no");
      settings.forEach(builder::setting);
      RedisServer started = builder.build();
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
