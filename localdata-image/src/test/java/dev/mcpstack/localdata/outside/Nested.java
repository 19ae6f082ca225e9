package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects inside answers. */
final class Nested {
  private Nested() {}

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  static Map<String, @Nullable Object> of(@Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
