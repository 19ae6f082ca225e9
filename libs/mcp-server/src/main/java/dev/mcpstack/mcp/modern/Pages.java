package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.http.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Cuts lists into pages. A cursor says after what its page begins, so nobody has to remember it,
 * and a list that has grown or shrunk before that place makes no gap.
 */
final class Pages {
  /** How much is on one. */
  static final int SIZE = 250;

  private Pages() {}

  /**
   * A page.
   *
   * @param next where the next one begins, empty on the last
   */
  record Page<T>(List<T> items, Optional<String> next) {}

  /**
   * The page of a cursor.
   *
   * @param list names the list, so that no list's cursor is taken for another's
   * @param key names an item
   * @param cursor as it came; null for the first page
   */
  static <T> Page<T> page(
      String list, List<T> items, Function<T, String> key, @Nullable Object cursor) {
    int from = cursor == null ? 0 : after(list, items, key, cursor);
    int to = Math.min(from + SIZE, items.size());
    return new Page<>(
        items.subList(from, to),
        to < items.size()
            ? Optional.of(cursor(list, to, key.apply(items.get(to - 1))))
            : Optional.empty());
  }

  private static <T> int after(String list, List<T> items, Function<T, String> key, Object cursor) {
    if (open(cursor) instanceof Map<?, ?> place
        && list.equals(place.get("l"))
        && place.get("n") instanceof Integer n
        && n > 0) {
      if (n <= items.size() && key.apply(items.get(n - 1)).equals(place.get("k"))) {
        return n; // Nothing has changed: no need to search.
      }
      for (int i = 0; i < items.size(); i++) {
        if (key.apply(items.get(i)).equals(place.get("k"))) {
          return i + 1;
        }
      }
    }
    throw Refusal.invalid(
        "The cursor is none of this list, or the list has changed. List again without cursor.");
  }

  private static String cursor(String list, int count, String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.write(Map.of("l", list, "n", count, "k", last)));
  }

  private static @Nullable Object open(Object cursor) {
    try {
      return cursor instanceof String text ? Json.parse(Base64.getUrlDecoder().decode(text)) : null;
    } catch (IllegalArgumentException | JacksonException _) {
      return null;
    }
  }
}
