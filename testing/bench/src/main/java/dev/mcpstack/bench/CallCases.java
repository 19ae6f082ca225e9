package dev.mcpstack.bench;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The clients of {@link CallBenchmark}'s cases. */
final class CallCases {
  /** As long as the key and session id of McpStack, so that the echo reads as many headers. */
  private static final Map<String, String> ECHO_HEADERS =
      Map.of(
          "Authorization",
          "Bearer " + "k".repeat(43),
          "MCP-Protocol-Version",
          "2025-11-25",
          "Mcp-Session-Id",
          "s".repeat(200));

  private CallCases() {}

  static Contender.Factory echo(URI endpoint) {
    return () ->
        new HttpCaller(
            new HttpConnection(endpoint),
            endpoint,
            ECHO_HEADERS,
            "{\"jsonrpc\":\"2.0\",\"id\":",
            McpClient.afterId("execute_query", query(McpStackServer.POSTGRES)),
            (_, request, answer) -> answer.equals(request));
  }

  static Contender.Factory query(URI endpoint, Optional<String> key, String source) {
    return () ->
        McpClient.open(
            endpoint,
            key,
            "execute_query",
            query(source),
            List.of("\"isError\":false", "\"preview\":[[1]]", "\"rows\":1,", "\"handle\":\""));
  }

  static Contender.Factory listSources(URI endpoint, Optional<String> key) {
    return () ->
        McpClient.open(
            endpoint,
            key,
            "list_sources",
            "{}",
            List.of(
                "\"isError\":false",
                "\"name\":\"" + McpStackServer.POSTGRES + "\"",
                "\"name\":\"" + McpStackServer.EMBEDDED + "\""));
  }

  static Contender.Factory dbhub(URI endpoint) {
    return () ->
        McpClient.open(
            endpoint,
            Optional.empty(),
            "execute_sql",
            "{\"sql\":\"select 1\"}",
            List.of("\\\"success\\\": true", "\\\"?column?\\\": 1"));
  }

  static Contender.Factory jdbc(DataSource pool) {
    return () -> new JdbcCaller(pool);
  }

  private static String query(String source) {
    return "{\"source\":\"" + source + "\",\"sql\":\"select 1\"}";
  }
}
