package dev.mcpstack.operator.rollout;

/** How a change of a stack is carried out. */
public enum ChangeClass {
  /** On what runs; no pod is replaced for it. */
  IN_PLACE("in place"),
  /** The cell that serves gets more pods, or fewer. */
  SCALE("scale"),
  /** Another revision is brought up beside the one that serves. */
  ROLLOUT("new revision");

  private final String text;

  ChangeClass(String text) {
    this.text = text;
  }

  /** As people read it. */
  public String text() {
    return text;
  }
}
