package dev.mcpstack.mcp.tool;

/** Who keeps a tool's time. */
public enum Timing {
  /** The dispatcher: a call that outlasts its budget becomes a pending handle. */
  BUDGETED,
  /** The tool bounds its own time. */
  UNBUDGETED,
  /**
   * Another dispatcher, to which the tool only passes the call on: that one keeps the budget, tells
   * the client how far it is, and answers at once when the call is cancelled. So it needs no thread
   * of its own here.
   */
  FORWARDED
}
