package dev.mcpstack.contract.handle.redis;

import dev.mcpstack.contract.serving.ServingRecord;
import dev.mcpstack.contract.serving.ServingRevision;
import io.lettuce.core.RedisException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The serving revision of a stack in Redis or Valkey. When the server can't be reached, reading
 * fails with {@link dev.mcpstack.contract.error.ContractError#STORE_UNAVAILABLE}. Thread-safe.
 */
public final class RedisServingRevision implements ServingRevision {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final RedisLink link;
  private final String key;

  /**
   * That of a stack.
   *
   * @param link to the server, which others may use too; not closed
   */
  public RedisServingRevision(RedisLink link, String stack) {
    this.link = link;
    this.key = ServingRecord.key(stack);
  }

  @Override
  public OptionalInt read() {
    try {
      byte[] value =
          link.commands()
              .hget(key, ServingRecord.FIELD)
              .get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
      return value == null
          ? OptionalInt.empty()
          : ServingRecord.revision(new String(value, StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw RedisLink.unavailable(e.getCause());
    } catch (RedisException | TimeoutException e) {
      throw RedisLink.unavailable(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the token store was asked");
    }
  }
}
