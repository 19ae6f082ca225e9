package dev.mcpstack.faults;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the token store holds, seen past our own code. For one thread, and one life of the store.
 */
final class StoreKeys implements AutoCloseable {
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final Set<String> over = new HashSet<>();

  StoreKeys(String address) {
    client = RedisClient.create("redis://" + address);
    connection = client.connect();
  }

  /** All handles, those that have ended among them. */
  List<String> all() {
    List<String> keys = new ArrayList<>();
    ScanArgs args = ScanArgs.Builder.matches("mcpstack:test:handle:*").limit(5_000);
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
    long living = 0;
    for (String key : all()) {
      // What has ended never lives again, and is kept for a day.
      if (!over.contains(key)) {
        if (lives(commands().hgetall(key), now)) {
          living++;
        } else {
          over.add(key);
        }
      }
    }
    return living;
  }

  /** The scripts that ran, by the words of their commands, where the store logs all. */
  List<List<String>> scripts() {
    List<List<String>> runs = new ArrayList<>();
    for (Object entry : commands().slowlogGet(10_000)) {
      List<String> words = new ArrayList<>();
      ((List<?>) ((List<?>) entry).get(3)).forEach(word -> words.add(String.valueOf(word)));
      if (words.getFirst().toUpperCase(Locale.ROOT).startsWith("EVAL")) {
        runs.add(words);
      }
    }
    return runs;
  }

  private RedisCommands<String, String> commands() {
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
