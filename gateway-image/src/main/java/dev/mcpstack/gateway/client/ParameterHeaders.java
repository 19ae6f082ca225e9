package dev.mcpstack.gateway.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The arguments of a tool that its schema wants to see in headers too, {@code x-mcp-header}. */
public final class ParameterHeaders {
  /** For tools without any. */
  public static final ParameterHeaders NONE = new ParameterHeaders(List.of());

  private static final String KEYWORD = "x-mcp-header";
  private static final String PREFIX = "Mcp-Param-";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
  private static final Set<String> TYPES = Set.of("string", "integer", "boolean");

  private final List<Parameter> parameters;

  private record Parameter(String header, List<String> path) {}

  private ParameterHeaders(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /**
   * Those of a schema.
   *
   * @throws IllegalArgumentException when an annotation is not allowed; its tool must not be used
   */
  public static ParameterHeaders of(Map<String, Object> inputSchema) {
    List<Parameter> found = new ArrayList<>();
    collect(inputSchema, List.of(), found);
    if (count(inputSchema) != found.size()) {
      throw new IllegalArgumentException(KEYWORD + " stands where no property is");
    }
    Set<String> names = new HashSet<>();
    for (Parameter parameter : found) {
      if (!names.add(parameter.header().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(KEYWORD + " names " + parameter.header() + " twice");
      }
    }
    return found.isEmpty() ? NONE : new ParameterHeaders(List.copyOf(found));
  }

  /** The headers of a call. */
  public Map<String, String> of(String tool, Map<String, Object> arguments) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Mcp-Name", HeaderText.of(tool));
    for (Parameter parameter : parameters) {
      Object value = arguments;
      for (String key : parameter.path()) {
        value = value instanceof Map<?, ?> map ? map.get(key) : null;
      }
      if (value instanceof String || value instanceof Number || value instanceof Boolean) {
        headers.put(PREFIX + parameter.header(), HeaderText.of(value.toString()));
      }
    }
    return headers;
  }

  private static void collect(Map<?, ?> schema, List<String> path, List<Parameter> found) {
    if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
      return;
    }
    properties.forEach((key, value) -> {
      if (value instanceof Map<?, ?> property) {
        List<String> below = new ArrayList<>(path);
        below.add(String.valueOf(key));
        if (property.containsKey(KEYWORD)) {
          found.add(parameter(property, below));
        }
        collect(property, below, found);
      }
    });
  }

  private static Parameter parameter(Map<?, ?> property, List<String> path) {
    if (property.get(KEYWORD) instanceof String name
        && TOKEN.matcher(name).matches()
        && property.get("type") instanceof String type
        && TYPES.contains(type)) {
      return new Parameter(name, path);
    }
    throw new IllegalArgumentException(
        KEYWORD + " of " + String.join(".", path) + " is not as the protocol has it");
  }

  /** How many there are anywhere, also where none may be. */
  private static int count(Object tree) {
    int count = 0;
    if (tree instanceof Map<?, ?> map) {
      count += map.get(KEYWORD) instanceof String ? 1 : 0;
      for (Object value : map.values()) {
        count += value == null ? 0 : count(value);
      }
    } else if (tree instanceof List<?> list) {
      for (Object value : list) {
        count += value == null ? 0 : count(value);
      }
    }
    return count;
  }
}
