package dev.mcpstack.conformance.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Damages the tree of a message where JSON stays JSON. */
final class Trees {
  private static final int DEEPEST = 20_000;
  private static final int LONGEST = 300_000;

  /** More than the endpoint takes. */
  private static final int TOO_LONG = 5 << 20;

  private static final List<String> METHODS =
      List.of(
          "",
          "initialize",
          "ping",
          "tools/call",
          "tools/list",
          "TOOLS/LIST",
          "tools/call ",
          "resources/read",
          "resources/subscribe",
          "prompts/get",
          "completion/complete",
          "logging/setLevel",
          "subscriptions/listen",
          "server/discover",
          "tasks/get",
          "notifications/cancelled",
          "notifications/initialized",
          "rpc.discover",
          "../tools",
          "sampling/createMessage");

  private Trees() {}

  /** Damages one place, found by a walk that stops anywhere. */
  static @Nullable Object damage(@Nullable Object tree, RandomGenerator random) {
    if (tree instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(6) != 0) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      map.forEach((key, value) -> object.put((String) key, value));
      List<String> keys = List.copyOf(object.keySet());
      String key = keys.get(random.nextInt(keys.size()));
      switch (random.nextInt(10)) {
        case 0 -> object.remove(key);
        case 1 -> object.put(key + " ", object.remove(key));
        case 2 -> object.put("extra", value(random));
        case 3 -> object.put(key, value(random));
        default ->
            object.put(
                key,
                key.equals("method") && random.nextBoolean()
                    ? METHODS.get(random.nextInt(METHODS.size()))
                    : damage(object.get(key), random));
      }
      return object;
    }
    return switch (random.nextInt(8)) {
      case 0 -> tree == null ? List.of() : List.of(tree);
      case 1 -> tree == null ? Map.of() : List.of(tree, tree);
      default -> value(random);
    };
  }

  /** Any value, few of them huge. */
  static @Nullable Object value(RandomGenerator random) {
    return switch (random.nextInt(24)) {
      case 0 -> null;
      case 1 -> true;
      case 2 -> 0;
      case 3 -> -1;
      case 4 -> 1.5;
      case 5 -> new JsonText.Raw("1e400");
      case 6 -> new JsonText.Raw("123456789012345678901234567890");
      case 7 -> new JsonText.Raw("-0.0");
      case 8 -> "";
      case 9 -> "\u0000\u0001\u001f\u007f";
      case 10 -> "\ud800 \udfff alone";
      case 11 -> "Grüße, 世界 🎉";
      case 12 -> Map.of();
      case 13 -> List.of();
      case 14 -> Map.of("", Map.of("", ""));
      case 15 -> new JsonText.Raw("{\"a\":1,\"a\":2}");
      case 16 -> random.nextInt(8) == 0 ? nested('[', ']', random) : List.of(List.of());
      case 17 -> random.nextInt(8) == 0 ? nested('{', '}', random) : Map.of("a", Map.of());
      case 18 -> "x".repeat(random.nextInt(random.nextInt(20) == 0 ? LONGEST : 300));
      case 19 -> random.nextInt(400) == 0 ? "y".repeat(TOO_LONG) : "$ref";
      case 20 -> new JsonText.Raw("NaN");
      case 21 -> random.nextLong();
      case 22 -> "2026-07-28";
      default -> "2025-11-25";
    };
  }

  private static JsonText.Raw nested(char open, char close, RandomGenerator random) {
    int depth = 1 + random.nextInt(DEEPEST);
    String opening = open == '{' ? "{\"a\":" : "[";
    return new JsonText.Raw(opening.repeat(depth) + "1" + String.valueOf(close).repeat(depth));
  }
}
