package dev.mcpstack.doctor;

/** A check that found something wrong, and what to do about it. */
final class CheckFailedException extends Exception {
  private final String remedy;

  CheckFailedException(String detail, String remedy) {
    super(detail);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
