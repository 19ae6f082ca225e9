package dev.mcpstack.contract.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** The values of the first rows of a result, taken while its chunks are made. */
final class Head {
  private final RowSchema schema;
  private final int limit;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  Head(RowSchema schema, int limit) {
    this.schema = schema;
    this.limit = limit;
  }

  /** Takes what is still wanted of the rows that a root holds. */
  void take(VectorSchemaRoot root, int available) {
    List<FieldVector> vectors = root.getFieldVectors();
    for (int row = 0; row < available && rows.size() < limit; row++) {
      List<@Nullable Object> values = new ArrayList<>(vectors.size());
      for (int column = 0; column < vectors.size(); column++) {
        values.add(Values.of(vectors.get(column), schema.columns().get(column).type(), row));
      }
      rows.add(values);
    }
  }

  List<List<@Nullable Object>> rows() {
    return Collections.unmodifiableList(rows);
  }
}
