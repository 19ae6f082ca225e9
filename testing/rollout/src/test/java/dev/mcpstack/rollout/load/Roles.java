package dev.mcpstack.rollout.load;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What agents do. All answers are known: the rows are those of the quickstart. */
final class Roles {
  private static final String SOURCE = "samples";
  private static final long ROWS = 16;
  private static final int FIRST_YEAR = 1947;
  private static final double MEAN = 1954.5;
  private static final int PAGE = 50;

  /** Rows 0 to 4095, by their digits to the base of 16. */
  private static final String MANY =
      "SELECT a.year AS a, b.year AS b, c.year AS c FROM longley a, longley b, longley c ORDER BY 1, 2, 3";

  private static final int MANY_ROWS = 4096;

  /** Takes seconds, most of them on the way from server to server. */
  private static final String LONG =
      "SELECT a.year + b.year AS x, c.employed + d.employed AS y, e.gnp AS z"
          + " FROM longley a, longley b, longley c, longley d, longley e";

  private static final long LONG_ROWS = 1L << 20;

  private Roles() {}

  /** A query, two looks at its rows, an analysis, and the end of it. */
  static void converse(Worker worker, Duration longestPause) {
    Optional<JsonNode> query =
        worker.call(
            "execute_query",
            Map.of("source", SOURCE, "sql", "SELECT year, employed FROM longley ORDER BY year"),
            facts -> facts.path("rows").asLong() == ROWS);
    rest(worker, longestPause);
    query
        .map(facts -> facts.path("handle").asString(""))
        .ifPresent(handle -> {
          worker.call(
              "summarize",
              Map.of("handle", handle),
              facts -> facts.path("numeric").path(0).path("mean").asDouble() == MEAN);
          rest(worker, longestPause);
          int row = worker.random().nextInt((int) ROWS);
          worker.call(
              "read_rows",
              Map.of("handle", handle, "offset", row, "limit", 1),
              facts -> facts.path("rows").path(0).path(0).asInt() == FIRST_YEAR + row);
          rest(worker, longestPause);
          worker.call("release", Map.of("handle", handle), _ -> true);
        });
    rest(worker, longestPause);
    worker.call("list_sources", Map.of(), facts -> facts.toString().contains('"' + SOURCE + '"'));
    rest(worker, longestPause);
  }

  private static void rest(Worker worker, Duration longest) {
    worker.pause(Duration.ofMillis(worker.random().nextLong(longest.toMillis() + 1)));
  }

  /** Holds a result for a time, and reads in it all the while. */
  static void hold(Worker worker, Duration time, Duration between) {
    Optional<String> handle =
        worker
            .call(
                "execute_query",
                Map.of("source", SOURCE, "sql", MANY),
                facts -> facts.path("rows").asLong() == MANY_ROWS)
            .map(facts -> facts.path("handle").asString(""));
    for (long i = 0; handle.isPresent() && i < time.dividedBy(between); i++) {
      worker.pause(between);
      int offset = worker.random().nextInt(MANY_ROWS - PAGE);
      worker.call(
          "read_rows",
          Map.of("handle", handle.get(), "offset", offset, "limit", PAGE),
          facts -> isPage(facts.path("rows"), offset));
    }
    handle.ifPresent(each -> worker.call("release", Map.of("handle", each), _ -> true));
    worker.pause(between);
  }

  private static boolean isPage(JsonNode rows, int offset) {
    boolean right = rows.size() == PAGE;
    for (int i = 0; right && i < PAGE; i++) {
      int row = offset + i;
      right =
          rows.path(i).path(0).asInt() == FIRST_YEAR + row / 256
              && rows.path(i).path(1).asInt() == FIRST_YEAR + row / 16 % 16
              && rows.path(i).path(2).asInt() == FIRST_YEAR + row % 16;
    }
    return right;
  }

  /** A call that takes seconds: a million rows from server to server, its answer a stream. */
  static void analyse(Worker worker, ModernAgent agent, Duration pause) {
    worker.record(
        "analyze",
        () ->
            agent.follow("analyze", Map.of("source", SOURCE, "sql", LONG, "analysis", "summarize")),
        facts ->
            facts.path("rows").asLong() == LONG_ROWS
                && facts.path("result").path("numeric").path(0).path("mean").asDouble()
                    == 2 * MEAN);
    worker.pause(pause);
  }

  /** Listens for as long as the other side does. */
  static void listen(Worker worker, ModernAgent agent) {
    worker.record("listen", agent::listen, _ -> true);
    worker.pause(Duration.ofMillis(PAGE));
  }
}
