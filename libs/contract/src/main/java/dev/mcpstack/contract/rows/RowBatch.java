package dev.mcpstack.contract.rows;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows, column-wise. Holds memory outside the heap until closed; whoever received
 * it closes it. Rows and columns count from 0. Not thread-safe.
 */
public interface RowBatch extends AutoCloseable {
  /** The columns. */
  RowSchema schema();

  /** How many rows. */
  int rows();

  /** Whether the value is null. */
  boolean isNull(int column, int row);

  /**
   * A numeric value as a double: the nearest one for integers beyond 2^53 and for decimals.
   * Undefined where {@link #isNull}.
   */
  double number(int column, int row);

  /**
   * The exact value: Boolean, Long, Double, {@link BigDecimal}, String, LocalDate, LocalTime,
   * LocalDateTime, Instant or byte[], by column type.
   */
  @Nullable Object value(int column, int row);

  /** Frees the memory. Idempotent. */
  @Override
  void close();
}
