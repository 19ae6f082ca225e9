package dev.mcpstack.datascience.prompt;

import dev.mcpstack.mcp.prompt.PromptArguments;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.prompt.PromptDefinition.Argument;
import dev.mcpstack.mcp.prompt.PromptList;
import dev.mcpstack.mcp.prompt.PromptMessages;
import java.util.List;
import java.util.function.Function;

/** The prompts of DataScience: analyses with the checks that are easily left out. */
public final class AnalysisPrompts {
  private static final String ROWS = "rows";
  private static final String MEASURE = "measure";
  private static final String GROUP = "group";
  private static final String TARGET = "target";
  private static final String FEATURES = "features";

  private static final Argument WHICH_ROWS =
      new Argument(ROWS, "A data token, or in words which rows of which source.", true);

  private AnalysisPrompts() {}

  /** All of them. */
  public static PromptList list() {
    return new PromptList(
        List.of(
            entry(
                "compare_groups",
                "Compare two groups",
                "Tests whether a measure differs between two groups, and by how much.",
                AnalysisPrompts::compare,
                WHICH_ROWS,
                new Argument(MEASURE, "The numeric column to compare.", true),
                new Argument(GROUP, "The column that tells the groups apart.", true)),
            entry(
                "model_target",
                "Model a target",
                "Fits a linear regression for a column and says what it is worth.",
                AnalysisPrompts::model,
                WHICH_ROWS,
                new Argument(TARGET, "The numeric column to explain.", true),
                new Argument(
                    FEATURES, "Columns that may explain it; proposed if left out.", false)),
            entry(
                "check_regression",
                "Check a regression",
                "Looks for what makes a regression misleading before anybody relies on it.",
                AnalysisPrompts::check,
                WHICH_ROWS,
                new Argument(TARGET, "The column that was explained.", true),
                new Argument(FEATURES, "The columns that explain it.", true))));
  }

  private static PromptList.Entry entry(
      String name,
      String title,
      String description,
      Function<PromptArguments, String> text,
      Argument... arguments) {
    return new PromptList.Entry(
        PromptDefinition.of(name, title, description, List.of(arguments)),
        (call, given) -> PromptMessages.user(description, text.apply(new PromptArguments(given))));
  }

  private static String compare(PromptArguments given) {
    return """
    Compare `%2$s` between the two groups of `%3$s`. Rows: %1$s

    1. If that is no data token yet, get one: execute_query with these columns only, previewRows 5, and exactly two groups in \
    WHERE. Don't copy rows; every step below takes the token.
    2. summarize: count and missing values of each column, skewness, extremes. Query again when an extreme is a placeholder.
    3. Choose the test before you see a p value. hypothesis_test with welch is the usual choice; paired when each row holds both \
    values of one unit; student only when equal variances are known.
    4. Check what it assumes: one row for each independent unit (aggregate repeated measurements and days in a row first); at \
    least about 30 rows a group, or values without long tails. Otherwise say so, or compare logarithms.
    5. If you compare more than once, say how often, and judge p by 0.05 divided by that number.

    Report the difference with its confidence interval and unit, the effect size, the rows of each group and those dropped, then p. \
    A difference in observed data is no cause: name what else differs between the groups.\
    """
        .formatted(given.required(ROWS), given.required(MEASURE), given.required(GROUP));
  }

  private static String model(PromptArguments given) {
    return """
    Model `%2$s` by linear regression. Rows: %1$s
    Features: %3$s

    1. If that is no data token yet, get one: execute_query with the target and the features only, previewRows 5. Encode \
    categories as 0 and 1 in SQL, leaving one of them out. Every step below takes the token.
    2. summarize all columns: missing values drop whole rows, a constant column explains nothing, a skewed one may need LN in SQL.
    3. Leave out what is known only after the target, or computed from it. Have at least 10 to 20 rows a feature.
    4. regression. Read its warnings and the dropped rows first; then intervals before p values.
    5. Check: fit again without single features, and on an earlier and a later half of the rows. Coefficients that change sign \
    overlap with another feature; say so instead of explaining them.

    Report the equation with units and intervals, residual standard error in the target's unit, adjusted R squared, rows used and \
    dropped, and where it must not be used: beyond the range of the data, and as a cause.\
    """
        .formatted(
            given.required(ROWS),
            given.required(TARGET),
            given
                .optional(FEATURES)
                .orElse("choose those that could be known before the target, and say why."));
  }

  private static String check(PromptArguments given) {
    return """
    Check the regression of `%2$s` on %3$s. Rows: %1$s

    Get a data token of just these columns by execute_query if there is none yet, and give it to regression and summarize. Look for:
    - Size: fewer than 10 to 20 rows for each feature; many dropped rows, and whether those differ from the others.
    - Overlap of features: large standard errors beside a high R squared, coefficients that jump when one feature is left out. \
    Fit without each of the suspects.
    - Shape: add the square of a feature, made in SQL; if its interval keeps off 0, the line is wrong.
    - Single rows: fit again without the largest and smallest hundredth of each feature; compare.
    - Order: rows of a time series depend on each other, which makes intervals too narrow. Fit changes instead of levels, or add time.
    - Leaks: features that are computed from the target or known only after it.

    Give for each point what you did, the numbers before and after, and whether a conclusion changes. End with one sentence: \
    what this regression can be relied on for, and what not.\
    """
        .formatted(given.required(ROWS), given.required(TARGET), given.required(FEATURES));
  }
}
