package dev.mcpstack.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * A tool call and what its answer must hold.
 *
 * @param arguments as JSON
 * @param fragments of every right answer, beside the request's id
 */
record ToolCall(String tool, String arguments, List<String> fragments) {
  /** The body of every tool call up to its id. */
  static final String BEFORE_ID = "{\"jsonrpc\":\"2.0\",\"id\":";

  /** {@code select 1} in a source of McpStack. */
  static ToolCall query(String source) {
    return new ToolCall(
        "execute_query",
        "{\"source\":\"" + source + "\",\"sql\":\"select 1\"}",
        List.of("\"isError\":false", "\"preview\":[[1]]", "\"rows\":1,", "\"handle\":\""));
  }

  /** The sources of McpStack, which must have these names. */
  static ToolCall listSources(List<String> names) {
    Stream<String> named = names.stream().map(name -> "\"name\":\"" + name + "\"");
    return new ToolCall(
        "list_sources", "{}", Stream.concat(Stream.of("\"isError\":false"), named).toList());
  }

  /**
   * The body from behind its id.
   *
   * @param meta what stands behind the arguments, with a comma before it
   */
  String afterId(String meta) {
    return ",\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + meta
        + "}}";
  }

  boolean isAnsweredBy(String id, String body) {
    if (!body.contains("\"id\":" + id)) {
      return false;
    }
    for (String fragment : fragments) {
      if (!body.contains(fragment)) {
        return false;
      }
    }
    return true;
  }
}
