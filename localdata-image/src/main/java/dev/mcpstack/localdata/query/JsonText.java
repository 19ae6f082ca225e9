package dev.mcpstack.localdata.query;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * JSON as it is written for a value that has parts, by the rule of the structured answers: a number
 * only where every reader reads it exactly, and else text.
 */
final class JsonText {
  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder json = new StringBuilder();

  void raw(char punctuation) {
    json.append(punctuation);
  }

  /** True, false or null. */
  void literal(@Nullable Boolean value) {
    json.append(value);
  }

  void whole(long value) {
    if (Cells.isSafe(value)) {
      json.append(value);
    } else {
      text(Long.toString(value));
    }
  }

  void number(double value) {
    if (Double.isFinite(value)) {
      json.append(value);
    } else {
      text(Double.toString(value));
    }
  }

  void text(String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (next == '"' || next == '\\') {
        json.append('\\').append(next);
      } else if (next < FIRST_PRINTABLE) {
        json.append("\\u").append(HexFormat.of().toHexDigits(next));
      } else {
        json.append(next);
      }
    }
    json.append('"');
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
