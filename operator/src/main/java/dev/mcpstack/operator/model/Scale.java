package dev.mcpstack.operator.model;

/** How many pods of a role a cell has. */
public sealed interface Scale {
  /**
   * As many as the stack asks for.
   *
   * @param least what an autoscaler starts from, if that is more than it would: as many as the cell
   *     has that serves
   */
  record Asked(int least) implements Scale {}

  /**
   * As many as it has: the stack asks for another cell.
   *
   * @param pods how many
   */
  record Kept(int pods) implements Scale {}

  /** What its autoscaler says, which is left as it is: the stack asks for another cell. */
  record Autoscaled() implements Scale {}
}
