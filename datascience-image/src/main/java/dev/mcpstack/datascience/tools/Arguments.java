package dev.mcpstack.datascience.tools;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules that span several arguments. */
final class Arguments {
  private Arguments() {}

  /** Adds a problem for each name that was there before. */
  static void requireDistinct(Problems problems, String key, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      if (!seen.add(name)) {
        problems.add(key + "[" + index + "]", Problem.excerpt(name), "each column once");
      }
    }
  }
}
