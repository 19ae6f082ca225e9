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
          McpClient.SESSIONS,
          "Mcp-Session-Id",
          "s".repeat(200));

  private CallCases() {}

  static Contender.Factory echo(URI endpoint) {
    return () ->
        new HttpCaller(
            new HttpConnection(endpoint),
            endpoint,
            ECHO_HEADERS,
            ToolCall.BEFORE_ID,
            ToolCall.query(McpStackServer.POSTGRES).afterId(""),
            (_, request, answer) -> answer.equals(request));
  }

  static Contender.Factory query(URI endpoint, Optional<String> key, String source) {
    return session(endpoint, key, ToolCall.query(source));
  }

  static Contender.Factory listSources(URI endpoint, Optional<String> key) {
    return session(
        endpoint,
        key,
        ToolCall.listSources(List.of(McpStackServer.POSTGRES, McpStackServer.EMBEDDED)));
  }

  static Contender.Factory dbhub(URI endpoint) {
    return session(
        endpoint,
        Optional.empty(),
        new ToolCall(
            "execute_sql",
            "{\"sql\":\"select 1\"}",
            List.of("\\\"success\\\": true", "\\\"?column?\\\": 1")));
  }

  static Contender.Factory jdbc(DataSource pool) {
    return () -> new JdbcCaller(pool);
  }

  private static Contender.Factory session(URI endpoint, Optional<String> key, ToolCall call) {
    return () -> McpClient.session(Target.keyed(endpoint, key), call);
  }
}
