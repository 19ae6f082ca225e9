package dev.mcpstack.contract.handle.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.HandleStoreContract;
import dev.mcpstack.fixture.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract against a real server, on a clock that the script is handed instead of the server's
 * own; {@link RedisLifeTest} is about that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisHandleStoreTest extends HandleStoreContract {
  private final AtomicLong clock = new AtomicLong(1_800_000_000_000L);
  private final List<RedisHandleStore> stores = new ArrayList<>();
  private TestRedis redis;

  @BeforeAll
  void start() {
    redis = new TestRedis();
  }

  @AfterAll
  void stop() {
    stores.forEach(RedisHandleStore::close);
    redis.close();
  }

  @Override
  protected HandleStore newStore() {
    // Another stack each time, so that it is empty.
    RedisHandleStore store =
        new RedisHandleStore(
            Stores.link(redis, Optional.empty()),
            "stack-" + stores.size(),
            () -> Long.toString(clock.get()));
    stores.add(store);
    return store;
  }

  @Override
  protected void pass(Duration time) {
    assertThat(time.toNanosPart() % 1_000_000).isZero();
    clock.addAndGet(time.toMillis());
  }
}
