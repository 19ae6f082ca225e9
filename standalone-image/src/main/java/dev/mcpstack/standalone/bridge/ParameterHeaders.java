package dev.mcpstack.standalone.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which arguments of which tools the endpoint wants to have as headers too, learned from the lists
 * of tools that pass. Thread-safe.
 */
final class ParameterHeaders {
  private static final String ANNOTATION = "x-mcp-header";
  private static final int MOST_TOOLS = 10_000;
  private static final int DEEPEST = 10;

  /** What HTTP allows as the name of a header. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  private final Map<String, List<Mirrored>> byTool = new ConcurrentHashMap<>();

  private record Mirrored(List<String> path, String header) {}

  /** Learns from the answer to {@code tools/list}. */
  void learn(Map<?, ?> result) {
    if (result.get("tools") instanceof List<?> tools) {
      for (Object each : tools) {
        if (each instanceof Map<?, ?> tool
            && tool.get("name") instanceof String name
            && tool.get("inputSchema") instanceof Map<?, ?> schema
            && byTool.size() < MOST_TOOLS) {
          List<Mirrored> mirrored = find(schema, List.of()).toList();
          if (mirrored.isEmpty()) {
            byTool.remove(name);
          } else {
            byTool.put(name, mirrored);
          }
        }
      }
    }
  }

  /** The headers of a call. */
  Map<String, String> of(Map<?, ?> params) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (params.get("name") instanceof String tool) {
      for (Mirrored each : byTool.getOrDefault(tool, List.of())) {
        Object value = params.get("arguments");
        for (String step : each.path()) {
          value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
          headers.put("Mcp-Param-" + each.header(), HeaderValues.encode(value.toString()));
        }
      }
    }
    return headers;
  }

  private static Stream<Mirrored> find(Map<?, ?> schema, List<String> path) {
    if (path.size() >= DEEPEST || !(schema.get("properties") instanceof Map<?, ?> properties)) {
      return Stream.of();
    }
    return properties.entrySet().stream()
        .flatMap(entry -> {
          if (!(entry.getValue() instanceof Map<?, ?> property)) {
            return Stream.of();
          }
          List<String> here =
              Stream.concat(path.stream(), Stream.of(String.valueOf(entry.getKey()))).toList();
          Stream<Mirrored> own =
              property.get(ANNOTATION) instanceof String header && TOKEN.matcher(header).matches()
                  ? Stream.of(new Mirrored(here, header))
                  : Stream.of();
          return Stream.concat(own, find(property, here));
        });
  }
}
