package dev.mcpstack.testkit.node;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $(NAME)} in arguments and variables. Pure. */
final class Expansion {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^()]*)\\)");

  private Expansion() {}

  /** With values for names that are known; others stay as they are, and {@code $$} is a dollar. */
  static String of(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group(1) == null
                    ? "$"
                    : variables.getOrDefault(found.group(1), found.group())));
  }
}
