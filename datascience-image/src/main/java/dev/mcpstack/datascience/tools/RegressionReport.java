package dev.mcpstack.datascience.tools;

import dev.mcpstack.datascience.stats.LeastSquares;
import dev.mcpstack.datascience.text.MarkdownTable;
import dev.mcpstack.datascience.text.Numbers;
import dev.mcpstack.datascience.text.Shown;
import java.util.List;
import java.util.stream.Collectors;

/** A regression as a model reads it. */
final class RegressionReport {
  private static final int MOST_NAMED = 10;

  private RegressionReport() {}

  static String of(RegressionTool.Args args, RegressionTool.Facts facts) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Regression of %s on %d %s, %s rows%s.\n\n"
            .formatted(
                Shown.name(args.target()),
                args.features().size(),
                args.features().size() == 1 ? "feature" : "features",
                Numbers.count(facts.count()),
                facts.dropped() == 0
                    ? ""
                    : " (" + Numbers.count(facts.dropped()) + " dropped for a missing value)"));
    text.append(table(args, facts));
    text.append(
        "\nR² %s, adjusted %s; residual standard error %s on %d degrees of freedom; F %s, %s.\n"
            .formatted(
                Numbers.of(facts.rSquared()),
                Numbers.of(facts.adjustedRSquared()),
                Numbers.of(facts.residualStandardError()),
                facts.degreesOfFreedom(),
                Numbers.of(facts.fStatistic()),
                Numbers.pEquals(facts.fPValue())));
    facts.warnings().forEach(warning -> text.append("\nNote: ").append(warning).append('\n'));
    text.append('\n').append(reading(args, facts)).append('\n');
    text.append('\n').append(next(args, facts));
    return text.toString();
  }

  private static MarkdownTable table(RegressionTool.Args args, RegressionTool.Facts facts) {
    String level = Numbers.percent(args.confidence());
    MarkdownTable table =
        new MarkdownTable(
            "term", "estimate", "std. error", "t", "p", level + " low", level + " high");
    facts
        .coefficients()
        .forEach(each ->
            table.row(
                Shown.name(each.name()),
                Numbers.of(each.estimate()),
                Numbers.of(each.standardError()),
                Numbers.of(each.tStatistic()),
                Numbers.probability(each.pValue()),
                Numbers.of(each.confidenceLow()),
                Numbers.of(each.confidenceHigh())));
    return table;
  }

  private static String reading(RegressionTool.Args args, RegressionTool.Facts facts) {
    double level = 1 - args.confidence();
    List<String> clear =
        facts.coefficients().stream()
            .filter(each -> !each.name().equals(LeastSquares.INTERCEPT) && each.pValue() < level)
            .map(each -> Shown.name(each.name()))
            .toList();
    String explained =
        Double.isNaN(facts.rSquared())
            ? ""
            : "The features explain "
                + share(facts.rSquared())
                + " of the variation of "
                + Shown.name(args.target())
                + ". ";
    if (Double.isNaN(facts.fStatistic())) {
      return explained + "Without residuals there is nothing to test.";
    }
    return explained
        + (clear.isEmpty()
            ? "No feature differs clearly from zero"
            : "Clearly different from zero: " + named(clear))
        + " (p below "
        + Numbers.of(level)
        + ", each with the others held fixed).";
  }

  private static String share(double rSquared) {
    double rounded = Math.round(rSquared * 1000) / 1000.0;
    return rSquared > 0 && rounded == 0 ? "less than 0.1 %" : Numbers.percent(rounded);
  }

  private static String named(List<String> names) {
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
  }

  private static String next(RegressionTool.Args args, RegressionTool.Facts facts) {
    boolean weak =
        facts.coefficients().stream()
            .anyMatch(each ->
                !each.name().equals(LeastSquares.INTERCEPT)
                    && each.pValue() > 1 - args.confidence());
    return weak && args.features().size() > 1
        ? "Next: leave out features that add nothing and compare the adjusted R²; `summarize` shows"
            + " skewed columns and outliers that may drive the fit."
        : "Next: `summarize` shows skewed columns and outliers that may drive the fit.";
  }
}
