package dev.mcpstack.contract.shape;

/**
 * A place in a text.
 *
 * @param line counted from 1
 * @param column counted from 1, in code points
 */
public record Position(int line, int column) {
  @Override
  public String toString() {
    return "line " + line;
  }
}
