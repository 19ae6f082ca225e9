package dev.mcpstack.contract.handle.redis;

import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.fixture.TestRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stores at a server of the tests. */
final class Stores {
  private Stores() {}

  static RedisLink link(TestRedis redis, Optional<Path> credentials) {
    return RedisLink.of(
        new TokenStoreConfig.Redis(
            "sales",
            TokenStoreConfig.Redis.Topology.STANDALONE,
            List.of(redis.address()),
            Optional.empty(),
            credentials,
            false,
            Optional.empty()));
  }

  static RedisHandleStore of(TestRedis redis) {
    return new RedisHandleStore(link(redis, Optional.empty()), "sales");
  }
}
