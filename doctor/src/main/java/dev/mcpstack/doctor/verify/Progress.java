package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.VerificationCheck;
import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.contract.verification.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was found so far. Thread-safe, since the deadline may ask for it at any time. */
final class Progress {
  /** Said where somebody's texts end up on a page. */
  private static final int LONGEST = 1_000;

  private final UnaryOperator<String> redaction;
  private final Consumer<VerificationCheck> listener;
  private final List<VerificationCheck> checks = new ArrayList<>();
  private @Nullable VerificationCheck firstFailed;
  private @Nullable VerificationCheck firstUnjudged;
  private Side.@Nullable Waiting waiting;
  private boolean over;

  /**
   * Nothing yet.
   *
   * @param redaction takes secrets out of texts
   * @param listener hears of each check
   */
  Progress(UnaryOperator<String> redaction, Consumer<VerificationCheck> listener) {
    this.redaction = redaction;
    this.listener = listener;
  }

  synchronized void waitFor(Side.Waiting next) {
    waiting = next;
  }

  /** A check that was as it should be. */
  synchronized void healthy(String name, String text) {
    add(name, true, text);
  }

  /** A check that was not. */
  synchronized void bad(String name, VerificationOutcome outcome, String text) {
    VerificationCheck check = add(name, false, text);
    if (outcome == VerificationOutcome.FAILED && firstFailed == null) {
      firstFailed = check;
    } else if (outcome == VerificationOutcome.UNJUDGED && firstUnjudged == null) {
      firstUnjudged = check;
    }
  }

  /**
   * The time is up: who is waited for is to blame, and nothing is added afterwards.
   *
   * @return whether the release had failed before
   */
  synchronized boolean timeUp(String deadline) {
    boolean judged = firstFailed != null;
    Side.Waiting last = waiting;
    if (last == null) {
      bad("deadline", VerificationOutcome.UNJUDGED, "nothing was asked within " + deadline);
    } else {
      bad(
          "deadline",
          last.role().doubt(),
          "after %s %s had not answered %s".formatted(deadline, last.role().text(), last.what()));
    }
    over = true;
    return judged;
  }

  /**
   * What it comes to: one failure is enough, and one thing that could not be judged forbids praise.
   */
  synchronized VerificationResult result() {
    Optional<VerificationCheck> worst =
        Optional.ofNullable(firstFailed).or(() -> Optional.ofNullable(firstUnjudged));
    VerificationOutcome outcome =
        firstFailed != null
            ? VerificationOutcome.FAILED
            : firstUnjudged != null || checks.isEmpty()
                ? VerificationOutcome.UNJUDGED
                : VerificationOutcome.PASSED;
    String why =
        worst
            .map(check -> sentence(check.name() + ": " + check.text()))
            .orElse(
                checks.isEmpty()
                    ? "Nothing was checked."
                    : "All " + checks.size() + " checks are as they should be.");
    return new VerificationResult(outcome, why, checks);
  }

  private VerificationCheck add(String name, boolean healthy, String text) {
    VerificationCheck check = new VerificationCheck(clean(name), healthy, clean(text));
    if (!over) {
      checks.add(check);
      listener.accept(check);
    }
    return check;
  }

  private String clean(String text) {
    String redacted = redaction.apply(text).replaceAll("\\p{Cntrl}", " ");
    return redacted.length() > LONGEST ? redacted.substring(0, LONGEST) + "…" : redacted;
  }

  private static String sentence(String text) {
    String upper = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }
}
