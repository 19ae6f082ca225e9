package dev.mcpstack.contract.rows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Exact values out of Arrow vectors. */
final class Values {
  private Values() {}

  /** The value of a column's vector in a row, as {@link RowBatch#value} says it. */
  static @Nullable Object of(FieldVector vector, ColumnType type, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case BitVector booleans -> booleans.get(row) == 1;
      case BigIntVector integers -> integers.get(row);
      case Float8Vector floats -> floats.get(row);
      case DecimalVector decimals -> decimals.getObject(row);
      case VarCharVector _ ->
          type == ColumnType.DECIMAL ? new BigDecimal(text(vector, row)) : text(vector, row);
      case DateDayVector dates -> LocalDate.ofEpochDay(dates.get(row));
      case TimeMicroVector times -> LocalTime.ofNanoOfDay(times.get(row) * 1000);
      case TimeStampVector timestamps -> timestamp(type, timestamps.get(row));
      case VarBinaryVector bytes -> bytes.get(row);
      default -> throw new IllegalStateException("no value of " + vector.getField());
    };
  }

  static String text(FieldVector vector, int row) {
    return new String(((VarCharVector) vector).get(row), StandardCharsets.UTF_8);
  }

  private static Object timestamp(ColumnType type, long micros) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return type == ColumnType.TIMESTAMP_ZONED
        ? instant
        : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
