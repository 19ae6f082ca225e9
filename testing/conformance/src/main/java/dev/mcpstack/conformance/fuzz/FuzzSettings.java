package dev.mcpstack.conformance.fuzz;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is sent where.
 *
 * @param pids processes that must not leak
 * @param from number of the first request
 * @param requests how many
 * @param warmup how many of them before the processes are looked at
 * @param seconds after which no more is sent, for the warm-up and for the rest
 * @param clients how many at once
 */
record FuzzSettings(
    URI endpoint,
    List<Long> pids,
    long seed,
    long from,
    long requests,
    long warmup,
    long seconds,
    int clients) {

  /** From {@code name=value} arguments. */
  static FuzzSettings of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException("'" + argument + "' is not name=value");
      }
      given.put(parts[0], parts[1]);
    }
    long requests = Long.parseLong(given.getOrDefault("requests", "20000"));
    String pids = given.getOrDefault("pids", "");
    return new FuzzSettings(
        URI.create(given.getOrDefault("endpoint", "http://127.0.0.1:8080/mcp")),
        pids.isEmpty() ? List.of() : Stream.of(pids.split(",")).map(Long::valueOf).toList(),
        Long.parseLong(given.getOrDefault("seed", "20260728")),
        Long.parseLong(given.getOrDefault("from", "0")),
        requests,
        Long.parseLong(given.getOrDefault("warmup", Long.toString(requests / 4))),
        Long.parseLong(given.getOrDefault("seconds", "3600")),
        Integer.parseInt(given.getOrDefault("clients", "16")));
  }
}
