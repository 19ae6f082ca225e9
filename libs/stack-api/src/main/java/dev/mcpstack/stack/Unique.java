package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lists in which a key may not come twice. */
final class Unique {
  private Unique() {}

  static <T> void check(
      String list, List<T> items, Function<T, String> value, String key, Problems problems) {
    Map<String, Integer> first = new HashMap<>();
    for (int index = 0; index < items.size(); index++) {
      String text = value.apply(items.get(index));
      Integer other = first.putIfAbsent(text, index);
      if (other != null) {
        problems.add(
            list + "[" + index + "]." + key,
            Problem.excerpt(text),
            "a "
                + key
                + " that no other has ("
                + list
                + "["
                + other
                + "] has it): rename one of them");
      }
    }
  }
}
