package dev.mcpstack.doctor.client;

/** A check that found something wrong, and what to do about it. */
public final class CheckFailedException extends Exception {
  private final String remedy;

  /** Says what was seen, and what to do. */
  public CheckFailedException(String detail, String remedy) {
    super(detail);
    this.remedy = remedy;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
