package dev.mcpstack.datascience.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.datascience.input.RowsInput;
import dev.mcpstack.datascience.stats.Moments;
import dev.mcpstack.datascience.stats.Quantiles.Quartiles;
import dev.mcpstack.datascience.summary.CategorySummary;
import dev.mcpstack.datascience.summary.MemoryBudget;
import dev.mcpstack.datascience.summary.NumericSummary;
import dev.mcpstack.datascience.summary.RowsSummary;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Describes the columns of some rows, one by one. */
public final class SummarizeTool implements Tool<SummarizeTool.Args, SummarizeTool.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "summarize",
          "Summarize columns",
          "Describes each column of a data token: count, missing, mean, standard deviation, quartiles, extremes, skewness,"
              + " kurtosis; for text, dates and true/false: distinct and most frequent values. Reads all rows. Call it first, to"
              + " see what hypothesis_test or regression can use.",
          Args.class,
          Facts.class,
          Effect.READS,
          Scopes.RUN);

  private final RowsInput input;
  private final MemoryBudget budget;

  /** A tool whose calls share a budget of memory. */
  public SummarizeTool(RowsInput input, MemoryBudget budget) {
    this.input = input;
    this.budget = budget;
  }

  /** What to describe. */
  public record Args(
      @Description("Data token of the rows.") @Size(min = 1, max = 200) String handle,
      @Description("Columns to describe; all if left out.") @Default("[]") @Size(max = 100)
          List<@Size(max = 200) String> columns)
      implements SelfChecked {
    @Override
    public void check(Problems problems) {
      Arguments.requireDistinct(problems, "columns", columns);
    }
  }

  /** The summaries. */
  public record Facts(
      @Description("Rows read.") long rows,
      @Description("Columns of numbers. What is undefined is null.") List<NumericColumn> numeric,
      @Description("All other columns.") List<CategoryColumn> categories,
      @Description("What was left out, and why.") List<String> notes) {}

  /** A column of numbers. */
  public record NumericColumn(
      @Description("Column.") String name,
      @Description("Values that are not missing.") long count,
      @Description("Nulls and NaNs.") long missing,
      @Description("Arithmetic mean.") double mean,
      @Description("Sample standard deviation (n - 1).") double standardDeviation,
      @Description("Smallest.") double minimum,
      @Description("First quartile (type 7, as in R and NumPy).") double q1,
      @Description("Median.") double median,
      @Description("Third quartile.") double q3,
      @Description("Largest.") double maximum,
      @Description("Adjusted Fisher-Pearson skewness G1.") double skewness,
      @Description("Excess kurtosis G2; 0 is normal.") double excessKurtosis,
      @Description("Sum.") double sum) {}

  /** A column of text, dates, times, truth values or bytes. */
  public record CategoryColumn(
      @Description("Column.") String name,
      @Description("What it holds.") String type,
      @Description("Values that are not missing.") long count,
      @Description("Nulls.") long missing,
      @Description("Distinct values; absent if not counted to the end.") Optional<Long> distinct,
      @Description("Up to 5 values, cut to 200 characters.")
          List<CategorySummary.Frequency> mostFrequent,
      @Description("Earliest date or time.") Optional<String> minimum,
      @Description("Latest date or time.") Optional<String> maximum) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    try (MemoryBudget.Share memory = budget.open()) {
      RowsSummary summary =
          input.read(
              context,
              args.handle(),
              incoming -> new RowsSummary(incoming, args.columns(), memory));
      Facts facts = facts(context, summary);
      return new Answer<>(facts, SummaryReport.of(facts));
    }
  }

  private static Facts facts(CallContext context, RowsSummary summary) {
    List<NumericColumn> numeric = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (NumericSummary column : summary.numeric()) {
      context.cancellation().throwIfCancelled();
      column.limitation().ifPresent(notes::add);
      numeric.add(numeric(column));
    }
    List<CategoryColumn> categories = new ArrayList<>();
    for (CategorySummary column : summary.categories()) {
      column.limitation().ifPresent(notes::add);
      categories.add(category(column));
    }
    return new Facts(summary.rows(), numeric, categories, notes);
  }

  private static NumericColumn numeric(NumericSummary column) {
    Moments moments = column.moments();
    Optional<Quartiles> quartiles = column.takeQuartiles();
    return new NumericColumn(
        column.name(),
        moments.count(),
        column.missing(),
        moments.mean().orElse(Double.NaN),
        moments.standardDeviation().orElse(Double.NaN),
        moments.minimum().orElse(Double.NaN),
        quartiles.map(Quartiles::first).orElse(Double.NaN),
        quartiles.map(Quartiles::median).orElse(Double.NaN),
        quartiles.map(Quartiles::third).orElse(Double.NaN),
        moments.maximum().orElse(Double.NaN),
        moments.skewness().orElse(Double.NaN),
        moments.excessKurtosis().orElse(Double.NaN),
        moments.sum());
  }

  private static CategoryColumn category(CategorySummary column) {
    OptionalLong distinct = column.distinct();
    return new CategoryColumn(
        column.name(),
        column.type().label(),
        column.count(),
        column.missing(),
        distinct.isPresent() ? Optional.of(distinct.getAsLong()) : Optional.empty(),
        column.mostFrequent(),
        column.minimum(),
        column.maximum());
  }
}
