package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.call.BrokenRequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. The cursor names the last item of the page before, so that any replica can go
 * on from it.
 *
 * @param next the cursor of the page after this
 */
record Page<T>(List<T> items, Optional<String> next) {
  private static final int SIZE = 250;

  static <T> Page<T> of(List<T> all, @Nullable Object cursor, Function<T, String> name) {
    int from = cursor == null ? 0 : after(all, cursor, name);
    int to = Math.min(all.size(), from + SIZE);
    return new Page<>(
        all.subList(from, to),
        to < all.size() ? Optional.of(encode(name.apply(all.get(to - 1)))) : Optional.empty());
  }

  Map<String, Object> toTree(String key, Function<T, Map<String, Object>> published) {
    List<Map<String, Object>> trees = new ArrayList<>(items.size());
    items.forEach(item -> trees.add(published.apply(item)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(key, trees);
    next.ifPresent(cursor -> tree.put("nextCursor", cursor));
    return tree;
  }

  private static <T> int after(List<T> all, Object cursor, Function<T, String> name) {
    for (int i = 0; i < all.size(); i++) {
      if (encode(name.apply(all.get(i))).equals(cursor)) {
        return i + 1;
      }
    }
    throw BrokenRequestException.invalid(
        "The cursor is not known, or the list has changed. List again without cursor.");
  }

  private static String encode(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }
}
