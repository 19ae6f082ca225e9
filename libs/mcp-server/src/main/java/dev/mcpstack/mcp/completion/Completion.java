package dev.mcpstack.mcp.completion;

import java.util.List;

/**
 * Proposals, best first.
 *
 * @param values at most {@value #MAX_VALUES}
 * @param total how many there are
 */
public record Completion(List<String> values, int total) {
  /** The most that the protocol sends. */
  public static final int MAX_VALUES = 100;

  /** None. */
  public static final Completion NONE = new Completion(List.of(), 0);

  /** The first of these that begin with what was typed, in any case of letters. */
  public static Completion matching(String typed, List<String> candidates) {
    List<String> all =
        candidates.stream()
            .filter(each -> each.regionMatches(true, 0, typed, 0, typed.length()))
            .toList();
    return new Completion(all.stream().limit(MAX_VALUES).toList(), all.size());
  }
}
