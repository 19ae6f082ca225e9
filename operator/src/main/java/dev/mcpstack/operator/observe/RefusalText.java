package dev.mcpstack.operator.observe;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an API server says when it refuses, told apart: its codes say 403 for a quota as for a
 * missing right.
 */
public final class RefusalText {
  private static final Pattern RIGHT = Pattern.compile("user \"[^\"]*\" cannot [a-z]+ resource");
  private static final int MOST = 300;

  private RefusalText() {}

  /** Why, or {@code otherwise} if the words say nothing more. */
  public static Reason reason(String said, Reason otherwise) {
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("exceeded quota") || words.contains("failed quota")) {
      return Reason.QUOTA_EXCEEDED;
    }
    if (RIGHT.matcher(words).find()) {
      return Reason.NOT_PERMITTED;
    }
    if (words.contains("is immutable")
        || words.contains("updates to statefulset spec")
        || words.contains("may not change once set")) {
      return Reason.FIXED;
    }
    return otherwise;
  }

  /** The words as a sentence of a bearable length. */
  public static String sentence(String said) {
    String words = said.length() > MOST ? said.substring(0, MOST) + "..." : said;
    return words.isEmpty() || words.endsWith(".") ? words : words + ".";
  }
}
