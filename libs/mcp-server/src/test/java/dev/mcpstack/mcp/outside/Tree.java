package dev.mcpstack.mcp.outside;

import dev.mcpstack.mcp.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds its way in parsed JSON. */
record Tree(@Nullable Object value) {
  static Tree parse(String json) {
    return new Tree(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is at a path such as {@code result.content.0.text}; a tree of null when it ends early. */
  Tree at(String path) {
    @Nullable Object here = value;
    for (String step : path.split("\\.", -1)) {
      here =
          switch (here) {
            case Map<?, ?> map -> map.get(step);
            case List<?> list -> list.get(Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return new Tree(here);
  }

  /** How long a list is; 0 for anything else. */
  int size() {
    return value instanceof List<?> list ? list.size() : 0;
  }

  String text(String path) {
    return String.valueOf(at(path).value());
  }

  int number(String path) {
    return at(path).value() instanceof Number number ? number.intValue() : Integer.MIN_VALUE;
  }
}
