package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.VerificationOutcome;

/** Why a check did not end well, and whose fault that is. */
final class JudgementException extends Exception {
  /** What kind of trouble it was. */
  enum Kind {
    /** A side gave no answer, so that asking it more would only cost time. */
    AWAY,
    /** A side answered that it could not. */
    REFUSED,
    /** A side doesn't let the key in. */
    LOCKED,
    /** What was answered is not what it should be. */
    WRONG
  }

  private final VerificationOutcome outcome;
  private final Kind kind;

  JudgementException(VerificationOutcome outcome, Kind kind, String sentence) {
    super(sentence);
    this.outcome = outcome;
    this.kind = kind;
  }

  /** The release is wrong. */
  static JudgementException wrong(String sentence) {
    return new JudgementException(VerificationOutcome.FAILED, Kind.WRONG, sentence);
  }

  /** The same trouble with another outcome and more words. */
  JudgementException as(VerificationOutcome other, String sentence) {
    return new JudgementException(other, kind, sentence);
  }

  VerificationOutcome outcome() {
    return outcome;
  }

  Kind kind() {
    return kind;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
