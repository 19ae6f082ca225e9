package dev.mcpstack.datascience.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.datascience.error.DataScienceError;
import dev.mcpstack.datascience.input.Columns;
import dev.mcpstack.datascience.input.CompleteRows;
import dev.mcpstack.datascience.input.NumericColumn;
import dev.mcpstack.datascience.input.RowsInput;
import dev.mcpstack.datascience.stats.LeastSquares;
import dev.mcpstack.datascience.stats.StatisticsException;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.ArrayList;
import java.util.List;

/** Explains one column by others, by ordinary least squares in one pass over the rows. */
public final class RegressionTool implements Tool<RegressionTool.Args, RegressionTool.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "regression",
          "Linear regression",
          "Fits target = intercept + sum of coefficient * feature by ordinary least squares on the rows of a data token, of any"
              + " number: coefficients with standard errors, t, p and confidence intervals, R squared and F. All columns must"
              + " be numeric; a row with a missing value in one of them is dropped and counted.",
          Args.class,
          Facts.class,
          Effect.READS,
          Scopes.RUN);

  private final RowsInput input;

  /** A tool over data tokens. */
  public RegressionTool(RowsInput input) {
    this.input = input;
  }

  /** What to fit. */
  public record Args(
      @Description("Data token of the rows.") @Size(min = 1, max = 200) String handle,
      @Description("Column to explain.") @Size(min = 1, max = 200) String target,
      @Description("Columns that explain it.") @Size(min = 1, max = 100)
          List<@Size(max = 200) String> features,
      @Description("Whether there is a constant term.") @Default("true") boolean intercept,
      @Description("Confidence level of the intervals.")
          @Default("0.95")
          @Range(min = 0.5, max = 0.999999)
          double confidence)
      implements SelfChecked {
    @Override
    public void check(Problems problems) {
      Arguments.requireDistinct(problems, "features", features);
      if (features.contains(target)) {
        problems.add("features", Problem.excerpt(target), "columns other than the target");
      }
    }
  }

  /** The fit. */
  public record Facts(
      @Description("The intercept first, if there is one, then the features in their order.")
          List<Coefficient> coefficients,
      @Description(
              "Share of the target's variation that is explained; null if the target is constant.")
          double rSquared,
      @Description("The same, corrected for the number of features.") double adjustedRSquared,
      @Description("Standard deviation of the residuals.") double residualStandardError,
      @Description("Rows minus coefficients.") long degreesOfFreedom,
      @Description("F of the hypothesis that no feature matters.") double fStatistic,
      @Description("Its p value.") double fPValue,
      @Description("Rows used.") long count,
      @Description("Rows dropped for a missing value.") long dropped,
      @Description("What to mind.") List<String> warnings) {}

  /** One term of the fit. */
  public record Coefficient(
      @Description("Column, or (Intercept).") String name,
      @Description("Estimate.") double estimate,
      @Description("Its standard error.") double standardError,
      @Description("Estimate by standard error.") double tStatistic,
      @Description("Two-sided p value.") double pValue,
      @Description("Lower end of the interval.") double confidenceLow,
      @Description("Upper end.") double confidenceHigh) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    Fit fit = input.read(context, args.handle(), incoming -> new Fit(incoming.columns(), args));
    LeastSquares.Result result = fit.result(args.confidence());
    Facts facts = facts(result, fit.rows.dropped());
    return new Answer<>(facts, RegressionReport.of(args, facts));
  }

  private static Facts facts(LeastSquares.Result result, long dropped) {
    List<Coefficient> coefficients =
        result.coefficients().stream()
            .map(each ->
                new Coefficient(
                    each.name(),
                    each.estimate(),
                    each.standardError(),
                    each.tStatistic(),
                    each.pValue(),
                    each.ciLow(),
                    each.ciHigh()))
            .toList();
    return new Facts(
        coefficients,
        result.rSquared(),
        result.adjustedRSquared(),
        result.residualStandardError(),
        result.degreesOfFreedom(),
        result.fStatistic(),
        result.fPValue(),
        result.count(),
        dropped,
        result.warnings());
  }

  /** The rows on their way into the accumulator, whose memory depends on the features alone. */
  private static final class Fit implements RowsInput.Sink {
    private final CompleteRows rows;
    private final LeastSquares squares;
    private final double[] features;

    Fit(Columns columns, Args args) {
      List<NumericColumn> used = new ArrayList<>();
      args.features().forEach(name -> used.add(columns.numeric(name)));
      used.add(columns.numeric(args.target()));
      rows = new CompleteRows(used);
      features = new double[args.features().size()];
      squares =
          args.intercept()
              ? LeastSquares.withIntercept(args.features())
              : LeastSquares.throughOrigin(args.features());
    }

    @Override
    public void accept(RowBatch batch) {
      rows.forEach(
          batch,
          values -> {
            System.arraycopy(values, 0, features, 0, features.length);
            squares.add(features, values[features.length]);
          });
    }

    LeastSquares.Result result(double confidence) {
      try {
        return squares.fit(confidence);
      } catch (StatisticsException e) {
        throw DataScienceError.unsuitable(e, squares.count(), rows.dropped());
      }
    }
  }
}
