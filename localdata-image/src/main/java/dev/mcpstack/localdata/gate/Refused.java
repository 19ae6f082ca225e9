package dev.mcpstack.localdata.gate;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A text that must not run.
 *
 * @param rule the rule it breaks
 * @param detail what was found, in a sentence; quotes at most a short excerpt of the text
 * @param remedy what to write instead, in a sentence
 * @param line the line of the finding, from 1, when known
 * @param column the column of the finding in characters, from 1, when known
 */
public record Refused(Rule rule, String detail, String remedy, OptionalInt line, OptionalInt column)
    implements GateVerdict {

  private static final int EXCERPT_CHARACTERS = 40;

  /** Checks that every part is there. */
  public Refused {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(remedy, "remedy");
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(column, "column");
  }

  /** A refusal that no single place in the text explains. */
  static Refused of(Rule rule, String detail, String remedy) {
    return new Refused(rule, detail, remedy, OptionalInt.empty(), OptionalInt.empty());
  }

  /** A refusal at a place. */
  static Refused at(Rule rule, String detail, String remedy, Position position) {
    return new Refused(
        rule, detail, remedy, OptionalInt.of(position.line()), OptionalInt.of(position.column()));
  }

  /** The refusal as one line for people: rule, place, finding, remedy. */
  public String toSentence() {
    String place =
        line.isPresent() ? " (line " + line.getAsInt() + ", column " + column.orElse(1) + ")" : "";
    return rule + place + ": " + detail + " " + remedy;
  }

  /** At most 40 characters of a text, printable, for use in {@link #detail}. */
  static String excerpt(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(EXCERPT_CHARACTERS)
        .map(point -> Lexer.isPlain(point) && point >= ' ' ? point : '·')
        .forEach(out::appendCodePoint);
    return text.codePointCount(0, text.length()) > EXCERPT_CHARACTERS ? out + "…" : out.toString();
  }
}
