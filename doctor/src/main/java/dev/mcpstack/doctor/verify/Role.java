package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.VerificationOutcome;

/** What a side is in the verification. */
enum Role {
  /** The new release, which is judged. */
  PREVIEW("the preview", VerificationOutcome.FAILED),
  /** What serves now: trouble with it says nothing of the release. */
  SERVING("the serving cell", VerificationOutcome.UNJUDGED);

  private final String text;
  private final VerificationOutcome blame;

  Role(String text, VerificationOutcome blame) {
    this.text = text;
    this.blame = blame;
  }

  /** In a sentence. */
  String text() {
    return text;
  }

  /** What trouble with it means for the release. */
  VerificationOutcome blame() {
    return blame;
  }
}
