package dev.mcpstack.contract.rows;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Columns that are filled row by row. Not thread-safe. */
final class RowsBuffer implements AutoCloseable {
  static final int MAX_ROWS = 65_536;

  /** Most results are a few rows: vectors of Arrow's own first size cost more than these hold. */
  private static final int FIRST_ROWS = 16;

  private final VectorSchemaRoot root;
  private final List<FieldVector> vectors;
  private int capacity;

  RowsBuffer(Schema schema, BufferAllocator allocator) {
    this.root = VectorSchemaRoot.create(schema, allocator);
    this.vectors = List.copyOf(root.getFieldVectors());
    for (FieldVector vector : vectors) {
      vector.setInitialCapacity(FIRST_ROWS);
      vector.allocateNew();
    }
    this.capacity = smallest();
  }

  VectorSchemaRoot root() {
    return root;
  }

  List<FieldVector> vectors() {
    return vectors;
  }

  /** Rows that the columns of fixed width have room for; the others look for themselves. */
  int capacity() {
    return capacity;
  }

  /** Makes room for more, once for many rows: a vector that looks for itself divides each time. */
  void grow() {
    for (FieldVector vector : vectors) {
      if (vector instanceof BaseFixedWidthVector && vector.getValueCapacity() == capacity) {
        vector.reAlloc();
      }
    }
    capacity = smallest();
  }

  /** Empties the columns, whose room stays. */
  void reset() {
    vectors.forEach(FieldVector::reset);
  }

  private int smallest() {
    return vectors.stream()
        .filter(BaseFixedWidthVector.class::isInstance)
        .mapToInt(FieldVector::getValueCapacity)
        .min()
        .orElse(MAX_ROWS);
  }

  @Override
  public void close() {
    root.close();
  }
}
