package dev.mcpstack.datascience.input;

import dev.mcpstack.contract.rows.RowBatch;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values name groups. Values are one group when their texts are equal; decimals
 * count by value, so 1.0 and 1.00 are one.
 *
 * @param position in the schema, from 0
 */
public record LabelColumn(int position) {
  /** The label, or null where it is missing; a NaN is missing too. */
  public @Nullable String label(RowBatch batch, int row) {
    return switch (batch.value(position, row)) {
      case null -> null;
      case Double number when number.isNaN() -> null;
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case Object value -> value.toString();
    };
  }
}
