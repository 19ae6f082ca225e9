package dev.mcpstack.datascience.summary;

import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.datascience.input.NumericColumn;
import dev.mcpstack.datascience.stats.Moments;
import dev.mcpstack.datascience.stats.Quantiles;
import dev.mcpstack.datascience.stats.Quantiles.Quartiles;
import dev.mcpstack.datascience.text.Numbers;
import dev.mcpstack.datascience.text.Shown;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moments of a column in one pass, and exact quartiles where its values fit into memory. Not
 * thread-safe.
 */
public final class NumericSummary {
  private static final int LONGEST_ARRAY = 1 << 30;

  /** Where the number of rows is not known before they are read. */
  private static final int FIRST_VALUES = 4_096;

  private final NumericColumn column;
  private final MemoryBudget.Share memory;
  private final Moments moments = new Moments();
  private double @Nullable [] values;
  private int kept;
  private long missing;

  /**
   * A summary of a column that has yet to be read.
   *
   * @param rows how many rows will come, or -1 when that is not known
   */
  public NumericSummary(NumericColumn column, long rows, MemoryBudget.Share memory) {
    this.column = column;
    this.memory = memory;
    long first = rows < 0 ? FIRST_VALUES : rows;
    boolean fits = first <= LONGEST_ARRAY && memory.tryTake(first * Double.BYTES);
    this.values = fits ? new double[(int) first] : null;
  }

  /** Takes the column's values of a batch. */
  public void accept(RowBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      double value = column.value(batch, row);
      if (Double.isNaN(value)) {
        missing++;
      } else {
        moments.add(value);
        keep(value);
      }
    }
  }

  /** Its name. */
  public String name() {
    return column.name();
  }

  /** Where it stands among the columns. */
  public int position() {
    return column.position();
  }

  /** What one pass tells. */
  public Moments moments() {
    return moments;
  }

  /** Nulls and NaNs. */
  public long missing() {
    return missing;
  }

  /**
   * The quartiles, once: frees the values. Empty where there are no values, or they did not fit.
   */
  public Optional<Quartiles> takeQuartiles() {
    double[] all = values;
    values = null;
    if (all == null || kept == 0) {
      return Optional.empty();
    }
    double[] exact = kept == all.length ? all : Arrays.copyOf(all, kept);
    return Optional.of(Quantiles.ofOwned(exact).quartiles());
  }

  /** Why there are no quartiles although there are values; to be asked before they are taken. */
  public Optional<String> limitation() {
    if (values != null) {
      return Optional.empty();
    }
    long rows = moments.count() + missing;
    boolean ever = rows * Double.BYTES <= memory.limit();
    return Optional.of(
        "Quartiles of "
            + Shown.quoted(column.name())
            + " are left out: exact ones need all "
            + Numbers.count(rows)
            + " values in memory, and "
            + (ever
                ? "there is no room beside the other columns and calls; ask for this column alone."
                : "at most "
                    + Numbers.count(memory.limit() / Double.BYTES)
                    + " fit; take quantiles in the query."));
  }

  private void keep(double value) {
    double[] all = values;
    if (all != null && kept == all.length) {
      all = grown(all);
      values = all;
    }
    if (all != null) {
      all[kept++] = value;
    }
  }

  private double @Nullable [] grown(double[] full) {
    long wanted = Math.max(FIRST_VALUES, 2L * full.length);
    if (wanted <= LONGEST_ARRAY && memory.tryTake((wanted - full.length) * Double.BYTES)) {
      return Arrays.copyOf(full, (int) wanted);
    }
    memory.giveBack((long) full.length * Double.BYTES);
    return null;
  }
}
