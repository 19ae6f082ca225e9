package dev.mcpstack.contract.handle;

/** How a handle ended. */
public enum EndReason {
  /** Its time to live was over. */
  EXPIRED("expired"),
  /** Its owner, or a call of its principal, released it. */
  RELEASED("was released");

  private final String verb;

  EndReason(String verb) {
    this.verb = verb;
  }

  /** For a sentence that starts with the handle's kind. */
  public String verb() {
    return verb;
  }
}
