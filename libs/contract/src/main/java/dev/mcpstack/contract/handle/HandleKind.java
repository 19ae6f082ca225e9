package dev.mcpstack.contract.handle;

/** What a handle names. Any server may own any kind. */
public enum HandleKind {
  /** Rows of a query or an analysis: the handle is a data token. */
  ROWS("rows", "data token"),
  /** A fitted model. */
  MODEL("model", "model"),
  /** Work that outlasted its call's budget. */
  JOB("job", "pending job");

  private final String prefix;
  private final String label;

  HandleKind(String prefix, String label) {
    this.prefix = prefix;
    this.label = label;
  }

  /** What the handle's text starts with. For people reading logs; programs ask the store. */
  public String prefix() {
    return prefix;
  }

  /** What it is called in a sentence. */
  public String label() {
    return label;
  }
}
