package dev.mcpstack.datascience.tools;

import dev.mcpstack.datascience.text.MarkdownTable;
import dev.mcpstack.datascience.text.Numbers;
import dev.mcpstack.datascience.text.Shown;

/** A t test as a model reads it. */
final class TestReport {
  private TestReport() {}

  static String of(HypothesisTestTool.Args args, HypothesisTestTool.Facts facts) {
    MarkdownTable groups = new MarkdownTable("sample", "count", "mean", "sd");
    facts
        .groups()
        .forEach(group ->
            groups.row(
                Shown.name(group.name()),
                Long.toString(group.count()),
                Numbers.of(group.mean()),
                Numbers.of(group.standardDeviation())));
    return "%s: t %s, %s degrees of freedom, %s. Estimate %s, %s interval %s; %s %s.%s\n\n%s\n%s\n\n%s"
        .formatted(
            facts.method(),
            Numbers.of(facts.statistic()),
            Numbers.of(facts.degreesOfFreedom()),
            Numbers.pEquals(facts.pValue()),
            Numbers.of(facts.estimate()),
            Numbers.percent(facts.confidenceLevel()),
            interval(facts),
            facts.effectSize().name(),
            Numbers.of(facts.effectSize().value()),
            dropped(facts.dropped()),
            groups,
            facts.reading(),
            next(args));
  }

  private static String interval(HypothesisTestTool.Facts facts) {
    String low =
        Double.isNaN(facts.confidenceLow()) ? "unlimited" : Numbers.of(facts.confidenceLow());
    String high =
        Double.isNaN(facts.confidenceHigh()) ? "unlimited" : Numbers.of(facts.confidenceHigh());
    return low + " to " + high;
  }

  private static String dropped(long dropped) {
    return dropped == 0
        ? ""
        : " " + Numbers.count(dropped) + " rows were dropped for a missing value.";
  }

  private static String next(HypothesisTestTool.Args args) {
    return switch (args.test()) {
      case STUDENT -> "Next: if the standard deviations differ much, `welch` is the safer test.";
      case WELCH -> "Next: `regression` with a 0/1 column for the group adjusts for other columns.";
      case PAIRED, ONE_SAMPLE ->
          "Next: `summarize` shows whether skew or outliers weaken the test in a small sample.";
    };
  }
}
