package dev.mcpstack.contract.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
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

  List<FieldVector> vectors() {
    return List.of(vectors);
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
          Double.parseDouble(Values.text(vectors[column], row));
      default ->
          throw new IllegalArgumentException(
              "column " + schema.columns().get(column).name() + " is not numeric");
    };
  }

  @Override
  public @Nullable Object value(int column, int row) {
    return Values.of(vectors[column], schema.columns().get(column).type(), row);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
