package dev.mcpstack.faults;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the token store holds, seen past our own code. */
final class StoreKeys implements AutoCloseable {
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  StoreKeys(String address) {
    client = RedisClient.create("redis://" + address);
    connection = client.connect();
  }

  /** All handles, those that have ended among them. */
  List<String> all() {
    List<String> keys = new ArrayList<>();
    ScanArgs args = ScanArgs.Builder.matches("mcpstack:test:handle:*").limit(500);
    KeyScanCursor<String> cursor = commands().scan(args);
    keys.addAll(cursor.getKeys());
    while (!cursor.isFinished()) {
      cursor = commands().scan(ScanCursor.of(cursor.getCursor()), args);
      keys.addAll(cursor.getKeys());
    }
    return keys;
  }

  /** Those that live: neither ended, nor beyond their time, last read and leases. */
  long living() {
    long now = Long.parseLong(commands().time().getFirst()) * 1000;
    return all().stream().filter(key -> lives(commands().hgetall(key), now)).count();
  }

  RedisCommands<String, String> commands() {
    return connection.sync();
  }

  private static boolean lives(Map<String, String> handle, long now) {
    return !handle.isEmpty()
        && !handle.containsKey("e")
        && handle.entrySet().stream()
            .filter(field ->
                field.getKey().equals("d")
                    || field.getKey().equals("q")
                    || field.getKey().startsWith("l:"))
            .anyMatch(field -> Long.parseLong(field.getValue()) > now);
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
