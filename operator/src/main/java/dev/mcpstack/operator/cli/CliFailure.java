package dev.mcpstack.operator.cli;

import java.io.Serial;

/** Why a command can't be carried out: one line with what to do, and without secrets. */
final class CliFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  CliFailure(String sentence) {
    super(sentence);
  }

  CliFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
