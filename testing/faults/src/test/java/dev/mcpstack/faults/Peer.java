package dev.mcpstack.faults;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.UpstreamConfig;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.Results;
import dev.mcpstack.gateway.client.Server;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls the tools of one server over MCP as its gateway would, with the gateway's certificate. */
final class Peer {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final ServerClient client;

  Peer(HttpClients http, ServerRole role, URI endpoint) {
    UpstreamConfig upstream = new UpstreamConfig(role.text(), Optional.of(role), endpoint, TIMEOUT);
    HttpClients.Route route = http.to(upstream);
    client =
        new ServerClient(
            new Server(role.text(), true, route.endpoint(), TIMEOUT, 8 << 20), route.client());
  }

  /** Calls a tool to its answer, however it ends. */
  Reply call(String tool, Map<String, Object> arguments) {
    return call(tool, arguments, new Cancellation());
  }

  Reply call(String tool, Map<String, Object> arguments, Cancellation cancellation) {
    McpCall call = McpCall.of(Reader.ALICE, "fault", cancellation);
    return new Reply(
        Results.outcome(
            client.request(
                call,
                "tools/call",
                Map.of("name", tool, "arguments", arguments),
                ServerClient.named(tool))));
  }

  /** Runs a query and answers with its data token; the query must succeed. */
  String query(String sql) {
    return made(call("execute_query", Map.of("source", "s", "sql", sql, "previewRows", 0)));
  }

  /** Begins a query and answers with its data token at once. */
  String stream(String sql) {
    return made(call("open_stream", Map.of("source", "s", "sql", sql)));
  }

  Reply release(String handle) {
    return call("release", Map.of("handle", handle));
  }

  Reply read(String handle, long offset) {
    return call("read_rows", Map.of("handle", handle, "offset", offset, "limit", 1));
  }

  /** The column that is all numbers, so that its sum says which rows were read. */
  Reply summarize(String handle) {
    return call("summarize", Map.of("handle", handle, "columns", List.of("x")));
  }

  private static String made(Reply reply) {
    if (reply.outcome().status() != ToolOutcome.Status.COMPLETE) {
      throw new AssertionError(reply.text());
    }
    return reply.textAt("handle");
  }

  /** An answer, with its structured parts by dotted path. */
  record Reply(ToolOutcome outcome) {
    String text() {
      return outcome.markdown();
    }

    /** The name of its error, or what it is instead of one. */
    String error() {
      return outcome.status() == ToolOutcome.Status.FAILED
          ? textAt("error.code")
          : outcome.status().name();
    }

    Object at(String path) {
      Object value = outcome.structured();
      for (String key : path.split("\\.", -1)) {
        Object child = value instanceof Map<?, ?> map ? map.get(key) : null;
        if (child == null) {
          return "nothing at " + path;
        }
        value = child;
      }
      return value;
    }

    String textAt(String path) {
      return String.valueOf(at(path));
    }
  }
}
