package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.verification.VerificationOutcome;
import java.util.Map;

/** What a side is in the verification. */
enum Role {
  /** The new release before it serves, which is judged. */
  PREVIEW("the preview", VerificationOutcome.FAILED, VerificationOutcome.FAILED),
  /**
   * The new release once it serves. Nothing is left to compare it with, so what may be another's
   * fault, or pass, is none of its own.
   */
  RELEASE("the release", VerificationOutcome.FAILED, VerificationOutcome.UNJUDGED),
  /** What serves now: trouble with it says nothing of the release. */
  SERVING("the serving cell", VerificationOutcome.UNJUDGED, VerificationOutcome.UNJUDGED);

  private final String text;
  private final VerificationOutcome blame;
  private final VerificationOutcome doubt;

  Role(String text, VerificationOutcome blame, VerificationOutcome doubt) {
    this.text = text;
    this.blame = blame;
    this.doubt = doubt;
  }

  /** In a sentence. */
  String text() {
    return text;
  }

  /** What trouble with it means for the release. */
  VerificationOutcome blame() {
    return blame;
  }

  /** What trouble means that may pass by itself, such as a connection that breaks. */
  VerificationOutcome doubt() {
    return doubt;
  }

  /**
   * What it means that a call was not done.
   *
   * @param facts its structured answer
   */
  VerificationOutcome blame(Map<?, ?> facts) {
    boolean passes =
        !(facts.get("error") instanceof Map<?, ?> error)
            || ErrorCategory.EXTERNAL.name().equals(error.get("category"))
            || Boolean.TRUE.equals(error.get("retryable"));
    return passes ? doubt : blame;
  }
}
