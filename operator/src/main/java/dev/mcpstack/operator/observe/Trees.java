package dev.mcpstack.operator.observe;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into trees of maps. */
public final class Trees {
  private Trees() {}

  /** What is below these keys, if all are there. */
  public static Optional<Object> at(@Nullable Object tree, String... path) {
    Object at = tree;
    for (String key : path) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Optional.ofNullable(at);
  }
}
