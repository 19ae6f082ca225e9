package dev.mcpstack.datascience.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.datascience.input.RowsInput;
import dev.mcpstack.datascience.stats.Alternative;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.List;
import java.util.Optional;

/** Student's t tests over the rows of a data token, in one pass. */
public final class HypothesisTestTool
    implements Tool<HypothesisTestTool.Args, HypothesisTestTool.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "hypothesis_test",
          "Test a hypothesis about means",
          "t test on the rows of a data token, with p value, confidence interval and effect size. welch (the usual choice) and"
              + " student (assumes equal variances) compare the mean of column between the two groups named by groupColumn;"
              + " paired compares column with secondColumn row by row; one_sample compares column with mean. A row with a missing"
              + " value is dropped and counted.",
          Args.class,
          Facts.class,
          Effect.READS,
          Scopes.RUN);

  private final RowsInput input;

  /** A tool over data tokens. */
  public HypothesisTestTool(RowsInput input) {
    this.input = input;
  }

  /** The forms of the test. */
  public enum Test {
    /** Two groups whose variances may differ. */
    @Name("welch")
    WELCH,
    /** Two groups of equal variance. */
    @Name("student")
    STUDENT,
    /** Two columns, row by row. */
    @Name("paired")
    PAIRED,
    /** One column against a value. */
    @Name("one_sample")
    ONE_SAMPLE;

    boolean comparesGroups() {
      return this == WELCH || this == STUDENT;
    }
  }

  /** The side on which a departure is looked for. */
  public enum Side {
    /** Either. */
    @Name("two_sided")
    TWO_SIDED,
    /** Smaller than hypothesised. */
    @Name("less")
    LESS,
    /** Greater than hypothesised. */
    @Name("greater")
    GREATER;

    Alternative alternative() {
      return switch (this) {
        case TWO_SIDED -> Alternative.TWO_SIDED;
        case LESS -> Alternative.LESS;
        case GREATER -> Alternative.GREATER;
      };
    }
  }

  /** What to test. */
  public record Args(
      @Description("Data token of the rows.") @Size(min = 1, max = 200) String handle,
      @Description("Which test.") Test test,
      @Description("Numeric column whose mean is tested.") @Size(min = 1, max = 200) String column,
      @Description(
              "welch, student: column with exactly two values; the difference is the first minus the second in the order of"
                  + " their texts.")
          Optional<@Size(min = 1, max = 200) String> groupColumn,
      @Description("paired: column subtracted from column.")
          Optional<@Size(min = 1, max = 200) String> secondColumn,
      @Description("Hypothesised mean or difference.")
          @Default("0")
          @Range(min = -1e150, max = 1e150)
          double mean,
      @Description("Side of the alternative hypothesis.") @Default("two_sided") Side alternative,
      @Description("Confidence level of the interval.")
          @Default("0.95")
          @Range(min = 0.5, max = 0.999999)
          double confidence)
      implements SelfChecked {
    @Override
    public void check(Problems problems) {
      check(problems, "groupColumn", groupColumn, test.comparesGroups());
      check(problems, "secondColumn", secondColumn, test == Test.PAIRED);
    }

    private void check(Problems problems, String key, Optional<String> value, boolean needed) {
      String name = "the test " + test.name().toLowerCase(java.util.Locale.ROOT);
      if (needed && value.isEmpty()) {
        problems.add(key, "nothing", "the name of a column, which " + name + " needs");
      } else if (!needed && value.isPresent()) {
        problems.add(key, "a column", "nothing, since " + name + " does not use it");
      }
    }
  }

  /** The outcome. */
  public record Facts(
      @Description("Which test was made.") String method,
      @Description("t: how many standard errors the estimate is from the hypothesis.")
          double statistic,
      @Description("Fractional for welch.") double degreesOfFreedom,
      @Description("Probability of a t as extreme if the hypothesis holds.") double pValue,
      @Description("Mean, or difference of means.") double estimate,
      @Description("Its standard error.") double standardError,
      @Description("Level of the interval.") double confidenceLevel,
      @Description("Lower end; null if unlimited.") double confidenceLow,
      @Description("Upper end; null if unlimited.") double confidenceHigh,
      @Description("Standardised size of the departure.") EffectSize effectSize,
      @Description("The samples; of paired columns also their differences.") List<Group> groups,
      @Description("Rows dropped for a missing value.") long dropped,
      @Description("The outcome in words.") String reading) {}

  /** A standardised effect. */
  public record EffectSize(
      @Description("Definition.") String name, @Description("Value.") double value) {}

  /** One sample. */
  public record Group(
      @Description("Value of groupColumn, or column.") String name,
      @Description("Values used.") long count,
      @Description("Their mean.") double mean,
      @Description("Their standard deviation (n - 1).") double standardDeviation) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    Samples samples =
        input.read(context, args.handle(), incoming -> Samples.of(incoming.columns(), args));
    Facts facts = TestFacts.of(args, samples);
    return new Answer<>(facts, TestReport.of(args, facts));
  }
}
