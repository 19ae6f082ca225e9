package dev.mcpstack.contract.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
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
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;

/** Rows in Arrow vectors. */
final class ArrowRowBatch implements RowBatch {
  private final ArrowStreamReader reader;
  private final RowSchema schema;
  private final FieldVector[] vectors;
  private final int rows;

  ArrowRowBatch(ArrowStreamReader reader, VectorSchemaRoot root) {
    this.reader = reader;
    this.schema = ArrowSchemas.fromArrow(root.getSchema());
    this.vectors = root.getFieldVectors().toArray(new FieldVector[0]);
    this.rows = root.getRowCount();
  }

  @Override
  public RowSchema schema() {
    return schema;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int column, int row) {
    return vectors[column].isNull(row);
  }

  @Override
  public double number(int column, int row) {
    return switch (vectors[column]) {
      case Float8Vector floats -> floats.get(row);
      case BigIntVector integers -> integers.get(row);
      case DecimalVector decimals -> decimals.getObject(row).doubleValue();
      case VarCharVector _ when schema.columns().get(column).type() == ColumnType.DECIMAL ->
          Double.parseDouble(text(column, row));
      default ->
          throw new IllegalArgumentException(
              "column " + schema.columns().get(column).name() + " is not numeric");
    };
  }

  @Override
  public @Nullable Object value(int column, int row) {
    if (isNull(column, row)) {
      return null;
    }
    return switch (vectors[column]) {
      case BitVector booleans -> booleans.get(row) == 1;
      case BigIntVector integers -> integers.get(row);
      case Float8Vector floats -> floats.get(row);
      case DecimalVector decimals -> decimals.getObject(row);
      case VarCharVector _ ->
          schema.columns().get(column).type() == ColumnType.DECIMAL
              ? new BigDecimal(text(column, row))
              : text(column, row);
      case DateDayVector dates -> LocalDate.ofEpochDay(dates.get(row));
      case TimeMicroVector times -> LocalTime.ofNanoOfDay(times.get(row) * 1000);
      case TimeStampVector timestamps -> timestamp(column, timestamps.get(row));
      case VarBinaryVector bytes -> bytes.get(row);
      default -> throw new IllegalStateException("no value of " + vectors[column].getField());
    };
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object timestamp(int column, long micros) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return schema.columns().get(column).type() == ColumnType.TIMESTAMP_ZONED
        ? instant
        : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private String text(int column, int row) {
    return new String(
        ((VarCharVector) vectors[column]).get(row), java.nio.charset.StandardCharsets.UTF_8);
  }
}
