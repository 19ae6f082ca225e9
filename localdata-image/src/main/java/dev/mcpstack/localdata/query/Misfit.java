package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.localdata.LocalDataError;

/** A value that its column's type can't hold exactly. */
final class Misfit {
  private Misfit() {}

  /**
   * What is thrown for it.
   *
   * @param row from 1
   */
  static StackException of(Column column, long row, Exception cause) {
    return new StackException(
        LocalDataError.VALUE_OUT_OF_RANGE,
        "Column '"
            + column.name()
            + "' holds a value in row "
            + row
            + " that does not fit "
            + column.type().label()
            + " exactly.",
        cause);
  }
}
