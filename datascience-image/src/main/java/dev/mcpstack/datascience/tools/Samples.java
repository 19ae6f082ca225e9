package dev.mcpstack.datascience.tools;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.datascience.error.DataScienceError;
import dev.mcpstack.datascience.input.Columns;
import dev.mcpstack.datascience.input.CompleteRows;
import dev.mcpstack.datascience.input.LabelColumn;
import dev.mcpstack.datascience.input.NumericColumn;
import dev.mcpstack.datascience.input.RowsInput;
import dev.mcpstack.datascience.stats.Moments;
import dev.mcpstack.datascience.text.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The samples of a t test as they are read. Not thread-safe. */
sealed interface Samples extends RowsInput.Sink {
  /** The samples by name, in order. */
  Map<String, Moments> groups();

  /** Rows dropped for a missing value. */
  long dropped();

  static Samples of(Columns columns, HypothesisTestTool.Args args) {
    NumericColumn column = columns.numeric(args.column());
    return switch (args.test()) {
      case WELCH, STUDENT -> {
        String name = args.groupColumn().orElseThrow();
        yield new Grouped(column, name, columns.labels(name));
      }
      case PAIRED -> new Pairs(column, columns.numeric(args.secondColumn().orElseThrow()));
      case ONE_SAMPLE -> new Single(column);
    };
  }

  /** One column. */
  final class Single implements Samples {
    private final String name;
    private final CompleteRows rows;
    private final Moments moments = new Moments();

    Single(NumericColumn column) {
      name = column.name();
      rows = new CompleteRows(List.of(column));
    }

    @Override
    public void accept(RowBatch batch) {
      rows.forEach(batch, values -> moments.add(values[0]));
    }

    @Override
    public Map<String, Moments> groups() {
      return Map.of(name, moments);
    }

    @Override
    public long dropped() {
      return rows.dropped();
    }
  }

  /** Two columns and their differences, in this order. */
  final class Pairs implements Samples {
    private final List<String> names;
    private final CompleteRows rows;
    private final List<Moments> moments = List.of(new Moments(), new Moments(), new Moments());

    Pairs(NumericColumn first, NumericColumn second) {
      String difference = first.name() + " - " + second.name();
      names = List.of(first.name(), second.name(), difference);
      rows = new CompleteRows(List.of(first, second));
    }

    @Override
    public void accept(RowBatch batch) {
      rows.forEach(
          batch,
          values -> {
            moments.get(0).add(values[0]);
            moments.get(1).add(values[1]);
            moments.get(2).add(values[0] - values[1]);
          });
    }

    @Override
    public Map<String, Moments> groups() {
      Map<String, Moments> groups = new LinkedHashMap<>();
      for (int index = 0; index < names.size(); index++) {
        groups.put(names.get(index), moments.get(index));
      }
      return groups;
    }

    @Override
    public long dropped() {
      return rows.dropped();
    }
  }

  /** One column by the values of another. */
  final class Grouped implements Samples {
    /** Enough to show what the column holds; a test takes two. */
    private static final int MOST_GROUPS = 20;

    private final NumericColumn column;
    private final String labelName;
    private final LabelColumn labels;
    private final Map<String, Moments> groups = new TreeMap<>();
    private long dropped;

    Grouped(NumericColumn column, String labelName, LabelColumn labels) {
      this.column = column;
      this.labelName = labelName;
      this.labels = labels;
    }

    @Override
    public void accept(RowBatch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        String label = labels.label(batch, row);
        double value = column.value(batch, row);
        if (label == null || Double.isNaN(value)) {
          dropped++;
        } else {
          groups.computeIfAbsent(label, _ -> new Moments()).add(value);
        }
        if (groups.size() > MOST_GROUPS) {
          throw notTwo("more than " + MOST_GROUPS);
        }
      }
    }

    /** Exactly two groups, or a refusal that lists what there is. */
    @Override
    public Map<String, Moments> groups() {
      if (groups.size() != 2) {
        throw notTwo(Integer.toString(groups.size()));
      }
      return groups;
    }

    @Override
    public long dropped() {
      return dropped;
    }

    private StackException notTwo(String count) {
      List<String> names = new ArrayList<>(groups.keySet());
      String listed =
          names.isEmpty()
              ? ""
              : ": " + names.stream().map(Shown::quoted).collect(Collectors.joining(", "));
      return new StackException(
              DataScienceError.GROUPS_NOT_TWO,
              "The column %s names %s groups where %s is known, and this test compares exactly two%s."
                  .formatted(Shown.quoted(labelName), count, Shown.quoted(column.name()), listed))
          .withRemedy(
              names.size() < 2
                  ? "Use a column that names two groups; check the filter and the missing values."
                  : "Keep two of them with WHERE in the query, or join them into two with CASE WHEN.");
    }
  }
}
