package dev.mcpstack.contract.config;

import dev.mcpstack.contract.shape.Position;
import dev.mcpstack.contract.shape.Problem;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says what is wrong with a text that is no YAML, and what to write, in our own words. */
final class SyntaxProblem {
  /** A part of what the parser says, and what it means to whoever wrote the text. */
  private record Cause(String said, String found, String expected) {}

  private static final List<Cause> CAUSES =
      List.of(
          new Cause("TAB", "a tab", "spaces in the indentation"),
          new Cause(
              "mapping values are not allowed",
              "a second colon on one line, or a key that is indented too far",
              "quotes around a text that holds \": \", or the key below its neighbours"),
          new Cause(
              "could not find expected ':'",
              "a line without \"key: value\"",
              "a colon and a space after the key"),
          new Cause("unexpected end of stream", "a quote that never ends", "the closing quote"),
          new Cause(
              "cannot start any token",
              "a character that cannot start a value",
              "quotes around the text"),
          new Cause("expected ',' or", "brackets that never close", "a comma or a closing bracket"),
          new Cause(
              "expected <block end>",
              "a line that does not fit the indentation above",
              "the keys of one object, or the dashes of one list, below each other"),
          new Cause("escape", "an unknown escape", "single quotes, or a doubled backslash"));

  private static final Cause OTHER =
      new Cause(
          "",
          "text that is not YAML",
          "valid YAML 1.2; look at the indentation, quotes and colons here and just above");

  private SyntaxProblem() {}

  static Problem of(YamlEngineException failure, String text) {
    return switch (failure) {
      case MarkedYamlEngineException marked -> of(marked);
      case ReaderException unreadable ->
          Problem.of("", "a control character", "printable text")
              .at(position(text, unreadable.getPosition()));
      default -> Problem.of("", OTHER.found, OTHER.expected);
    };
  }

  private static Problem of(MarkedYamlEngineException failure) {
    String said = Objects.requireNonNullElse(failure.getProblem(), "");
    Cause cause =
        CAUSES.stream().filter(each -> said.contains(each.said)).findFirst().orElse(OTHER);
    Problem problem = Problem.of("", cause.found, cause.expected);
    return failure
        .getProblemMark()
        .map(mark -> problem.at(new Position(mark.getLine() + 1, mark.getColumn() + 1)))
        .orElse(problem);
  }

  private static Position position(String text, int index) {
    String before = text.substring(0, Math.clamp(index, 0, text.length()));
    int line = (int) before.chars().filter(each -> each == '\n').count();
    return new Position(line + 1, before.length() - before.lastIndexOf('\n'));
  }
}
