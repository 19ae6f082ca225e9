package dev.mcpstack.localdata.gate;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The functions that a dialect's queries may call: an allow-list, so that a function with side
 * effects, or one that nobody has looked at, is refused.
 */
final class FunctionPolicy {
  private static final Map<Dialect, FunctionPolicy> ALL = new EnumMap<>(Dialect.class);

  static {
    for (Dialect dialect : Dialect.values()) {
      ALL.put(dialect, new FunctionPolicy(dialect));
    }
  }

  private final Set<String> scalars = new TreeSet<>();
  private final Set<String> sources = new TreeSet<>();

  private FunctionPolicy(Dialect dialect) {
    Set<String> section = new HashSet<>();
    for (String line : Resource.lines("functions-" + dialect.key() + ".txt")) {
      switch (line) {
        case "[value]" -> section = scalars;
        case "[from]" -> section = sources;
        default -> section.addAll(Resource.words(line));
      }
    }
  }

  static FunctionPolicy of(Dialect dialect) {
    FunctionPolicy policy = ALL.get(dialect);
    if (policy == null) {
      throw new IllegalStateException("no functions for " + dialect);
    }
    return policy;
  }

  /** Whether a function may stand where a value is expected. */
  boolean allowsValue(String name) {
    return scalars.contains(name);
  }

  /** Whether a function may stand in FROM. */
  boolean allowsSource(String name) {
    return sources.contains(name);
  }

  boolean allowsAnywhere(String name) {
    return allowsValue(name) || allowsSource(name);
  }

  /** The allowed name that is written most alike, when one is close. */
  Optional<String> nearest(String name, boolean source) {
    String best = null;
    int limit = 2 * Math.max(1, Math.min(3, name.length() / 3));
    for (String candidate : source ? sources : scalars) {
      if (2 * Math.abs(candidate.length() - name.length()) <= limit) {
        // Of two at the same distance the one with the same first letter.
        boolean sameStart = !name.isEmpty() && candidate.charAt(0) == name.charAt(0);
        int distance = 2 * distance(name, candidate) - (sameStart ? 1 : 0);
        if (distance <= limit) {
          limit = distance - 1;
          best = candidate;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's edit distance. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
