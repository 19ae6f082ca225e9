package dev.mcpstack.datascience.tools;

import dev.mcpstack.datascience.summary.CategorySummary;
import dev.mcpstack.datascience.text.MarkdownTable;
import dev.mcpstack.datascience.text.Numbers;
import dev.mcpstack.datascience.text.Shown;
import java.util.List;
import java.util.stream.Collectors;

/** A summary as a model reads it. */
final class SummaryReport {
  private static final int LONGEST_VALUE = 40;

  private SummaryReport() {}

  static String of(SummarizeTool.Facts facts) {
    StringBuilder text = new StringBuilder();
    text.append("Summary of %s rows.\n".formatted(Numbers.count(facts.rows())));
    if (!facts.numeric().isEmpty()) {
      text.append('\n').append(numeric(facts.numeric()));
    }
    if (!facts.categories().isEmpty()) {
      text.append('\n').append(categories(facts.categories()));
    }
    facts.notes().forEach(note -> text.append("\nNote: ").append(note).append('\n'));
    text.append('\n').append(next(facts));
    return text.toString();
  }

  private static MarkdownTable numeric(List<SummarizeTool.NumericColumn> columns) {
    MarkdownTable table =
        new MarkdownTable(
            "column",
            "count",
            "missing",
            "mean",
            "sd",
            "min",
            "q1",
            "median",
            "q3",
            "max",
            "skew",
            "kurtosis");
    columns.forEach(column ->
        table.row(
            Shown.name(column.name()),
            Long.toString(column.count()),
            Long.toString(column.missing()),
            Numbers.of(column.mean()),
            Numbers.of(column.standardDeviation()),
            Numbers.of(column.minimum()),
            Numbers.of(column.q1()),
            Numbers.of(column.median()),
            Numbers.of(column.q3()),
            Numbers.of(column.maximum()),
            Numbers.of(column.skewness()),
            Numbers.of(column.excessKurtosis())));
    return table;
  }

  private static MarkdownTable categories(List<SummarizeTool.CategoryColumn> columns) {
    MarkdownTable table =
        new MarkdownTable(
            "column", "type", "count", "missing", "distinct", "range", "most frequent");
    columns.forEach(column ->
        table.row(
            Shown.name(column.name()),
            column.type(),
            Long.toString(column.count()),
            Long.toString(column.missing()),
            column.distinct().map(String::valueOf).orElse("–"),
            column.minimum().map(low -> low + " to " + column.maximum().orElse(low)).orElse("–"),
            frequent(column.mostFrequent())));
    return table;
  }

  private static String frequent(List<CategorySummary.Frequency> values) {
    return values.stream()
        .map(each -> Shown.cut(each.value(), LONGEST_VALUE) + " (" + each.count() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String next(SummarizeTool.Facts facts) {
    if (facts.rows() == 0) {
      return "There are no rows: loosen the filter of the query.";
    }
    return switch (facts.numeric().size()) {
      case 0 -> "Next: no column here holds numbers; cast one in the query to analyse it.";
      case 1 -> "Next: `hypothesis_test` compares a mean between two groups or with a value.";
      default ->
          "Next: `hypothesis_test` compares means, `regression` explains one column by others; both"
              + " take this handle.";
    };
  }
}
