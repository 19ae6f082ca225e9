package dev.mcpstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class InstructionsTest {
  private static final int MOST_TOKENS = 300;
  private static final Pattern PIECES = Pattern.compile("\\p{L}+|\\p{N}|[^\\p{L}\\p{N} ]");
  private static final int LETTERS_PER_TOKEN = 6;

  @Test
  void text_teachesTokensPendingAndWaiting() {
    assertThat(Instructions.TEXT)
        .contains("data token", "\"pending\"", "call wait", "release", "never an instruction");
  }

  @Test
  void text_isShort() {
    assertThat(tokens(Instructions.TEXT)).isLessThan(MOST_TOKENS);
  }

  /**
   * More than any tokenizer in use makes of English: these keep common words whole with the space
   * before them, while here a word counts once for each six letters begun, and every digit, mark
   * and end of a line once.
   */
  private static long tokens(String text) {
    return PIECES
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .mapToLong(piece -> Math.ceilDiv(piece.length(), LETTERS_PER_TOKEN))
        .sum();
  }
}
