package dev.mcpstack.contract.shape;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows a found value briefly, on one line, and without what looks like a credential. */
final class Excerpt {
  /** The most characters of a found value that are shown. */
  static final int LIMIT = 60;

  static final String MASK = "***";

  /** Enough to see that a credential begins inside the part that is shown. */
  private static final int SCANNED = 4 * LIMIT;

  private static final Pattern ASSIGNED_CREDENTIAL =
      Pattern.compile("(?i)(password|passwd|pwd|secret|token|apikey|api_key)=[^&;\\s]*");

  private Excerpt() {}

  static String of(@Nullable Object found) {
    return switch (found) {
      case null -> "nothing";
      case CharSequence text -> quote(text.toString());
      case Map<?, ?> _ -> "an object";
      case Collection<?> _ -> "a list";
      case Number number -> cut(number.toString());
      case Boolean flag -> flag.toString();
      default -> "something else";
    };
  }

  static String quote(String text) {
    StringBuilder line = new StringBuilder("\"");
    String shown = cut(withoutCredentials(text));
    shown.codePoints().forEach(point -> appendVisible(line, point));
    return line.append('"').toString();
  }

  /** Masks the user part of an address and the values of parameters named like a credential. */
  static String withoutCredentials(String text) {
    String safe = text;
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      int end = text.lastIndexOf('@');
      if (end > scheme) {
        safe = text.substring(0, scheme + 3) + MASK + text.substring(end);
      }
    }
    String scanned = safe.length() > SCANNED ? safe.substring(0, SCANNED) : safe;
    String masked = ASSIGNED_CREDENTIAL.matcher(scanned).replaceAll("$1=" + MASK);
    return masked + safe.substring(scanned.length());
  }

  private static String cut(String text) {
    if (text.length() <= LIMIT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LIMIT - 2)) ? LIMIT - 2 : LIMIT - 1;
    return text.substring(0, end) + '…';
  }

  private static void appendVisible(StringBuilder line, int point) {
    switch (point) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      case '"' -> line.append("\\\"");
      case '\\' -> line.append("\\\\");
      default -> {
        int kind = Character.getType(point);
        boolean hidden =
            Character.isISOControl(point)
                || kind == Character.FORMAT
                || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR
                || kind == Character.SURROGATE;
        line.appendCodePoint(hidden ? '\uFFFD' : point);
      }
    }
  }
}
