package dev.mcpstack.rollout.load;

/** What made a call fail, in a line. */
final class Failures {
  private Failures() {}

  /** With what is at its root. */
  static String text(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.equals(failure) ? failure.toString() : failure + ", by " + root;
  }
}
