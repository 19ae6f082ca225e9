package dev.mcpstack.contract.rows;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * Counts the figures of a result's columns, chunk by chunk in order. Owner and reader count apart;
 * what they find is compared. Not thread-safe.
 */
public final class RowsTally {
  private ColumnTally @Nullable [] columns;

  /** Adds the rows of the next chunk. */
  public void add(RowBatch batch) {
    if (!(batch instanceof ArrowRowBatch arrow)) {
      throw new IllegalArgumentException("figures are counted of rows that were decoded");
    }
    add(arrow.vectors(), arrow.rows());
  }

  void add(List<FieldVector> vectors, int rows) {
    ColumnTally[] tallies = columns;
    if (tallies == null) {
      tallies = vectors.stream().map(ColumnTally::of).toArray(ColumnTally[]::new);
      columns = tallies;
    }
    for (int column = 0; column < tallies.length; column++) {
      tallies[column].add(vectors.get(column), rows);
    }
  }

  /** Adds what another one has counted of the chunks that come next. */
  public void append(RowsTally next) {
    ColumnTally[] more = next.columns;
    if (more == null) {
      return;
    }
    ColumnTally[] tallies = columns;
    if (tallies == null) {
      columns = more.clone();
      return;
    }
    for (int column = 0; column < tallies.length; column++) {
      tallies[column].append(more[column]);
    }
  }

  /** The figures so far, in the order of the columns; none before the first chunk. */
  public List<ColumnFigures> figures() {
    ColumnTally[] tallies = columns;
    return tallies == null
        ? List.of()
        : List.of(tallies).stream().map(ColumnTally::figures).toList();
  }
}
