package dev.mcpstack.datascience.summary;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.datascience.error.DataScienceError;
import dev.mcpstack.datascience.input.Incoming;
import dev.mcpstack.datascience.input.NumericColumn;
import dev.mcpstack.datascience.input.RowsInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Summaries of several columns of the same rows. Not thread-safe. */
public final class RowsSummary implements RowsInput.Sink {
  /** The most columns that one call describes. */
  public static final int MOST_COLUMNS = 100;

  private final List<NumericSummary> numeric = new ArrayList<>();
  private final List<CategorySummary> categories = new ArrayList<>();
  private long rows;

  /**
   * A summary of the named columns, or of all where none is named.
   *
   * @throws StackException when a name is unknown or ambiguous, or there are too many columns
   */
  public RowsSummary(Incoming incoming, List<String> names, MemoryBudget.Share memory) {
    RowSchema schema = incoming.schema();
    for (int position : positions(incoming, names)) {
      Column column = schema.columns().get(position);
      if (column.type().isNumeric()) {
        NumericColumn numbers = new NumericColumn(position, column.name());
        numeric.add(new NumericSummary(numbers, incoming.rows(), memory));
      } else {
        categories.add(new CategorySummary(position, column.name(), column.type(), memory));
      }
    }
  }

  @Override
  public void accept(RowBatch batch) {
    rows += batch.rows();
    numeric.forEach(column -> column.accept(batch));
    categories.forEach(column -> column.accept(batch));
  }

  /** Columns of numbers, in the order asked for. */
  public List<NumericSummary> numeric() {
    return numeric;
  }

  /** All other columns, in the order asked for. */
  public List<CategorySummary> categories() {
    return categories;
  }

  /** Rows read. */
  public long rows() {
    return rows;
  }

  private static List<Integer> positions(Incoming incoming, List<String> names) {
    if (!names.isEmpty()) {
      return names.stream().map(incoming.columns()::find).toList();
    }
    int all = incoming.schema().size();
    if (all > MOST_COLUMNS) {
      throw new StackException(
          DataScienceError.COLUMNS_TOO_MANY,
          "The rows have %d columns, and one call describes at most %d."
              .formatted(all, MOST_COLUMNS));
    }
    return IntStream.range(0, all).boxed().toList();
  }
}
