package dev.mcpstack.datascience.summary;

import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.datascience.text.Numbers;
import dev.mcpstack.datascience.text.Shown;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values of a column that holds no numbers, with how often each occurs, and the extremes
 * of dates and times. Counting distinct values stops at a bound, and then there are none rather
 * than a wrong count. Not thread-safe.
 */
public final class CategorySummary {
  /** The most distinct values that are told apart. */
  public static final int MOST_DISTINCT = 100_000;

  /** How many of the most frequent values are named. */
  public static final int MOST_FREQUENT = 5;

  private static final long BYTES_PER_ENTRY = 100;
  private static final int LONGEST_VALUE = 200;

  private final int position;
  private final String name;
  private final ColumnType type;
  private final MemoryBudget.Share memory;
  private @Nullable Map<Object, long[]> counts;
  private long taken;
  private @Nullable String limitation;
  private @Nullable Comparable<Object> minimum;
  private @Nullable Comparable<Object> maximum;
  private long count;
  private long missing;

  /** A summary of a column that has yet to be read. */
  public CategorySummary(int position, String name, ColumnType type, MemoryBudget.Share memory) {
    this.position = position;
    this.name = name;
    this.type = type;
    this.memory = memory;
    if (type == ColumnType.BINARY) {
      limitation = "The column " + Shown.quoted(name) + " holds bytes: they are counted only.";
    } else {
      counts = new HashMap<>();
    }
  }

  /** A value and how often it occurs. */
  public record Frequency(
      @Description("Value.") String value, @Description("How often it occurs.") long count) {}

  /** Takes the column's values of a batch. */
  public void accept(RowBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.isNull(position, row)) {
        missing++;
        continue;
      }
      count++;
      Object value = type == ColumnType.BINARY ? null : batch.value(position, row);
      if (value != null) {
        add(value);
      }
    }
  }

  /** Where it stands among the columns. */
  public int position() {
    return position;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What it holds. */
  public ColumnType type() {
    return type;
  }

  /** Values that are not null. */
  public long count() {
    return count;
  }

  /** Nulls. */
  public long missing() {
    return missing;
  }

  /** How many different values there are; empty when that was not counted to the end. */
  public OptionalLong distinct() {
    return counts == null ? OptionalLong.empty() : OptionalLong.of(counts.size());
  }

  /** The most frequent values, equally frequent ones in the order of their texts. */
  public List<Frequency> mostFrequent() {
    if (counts == null) {
      return List.of();
    }
    // Only what can be among the first is turned to text: the bound is the fifth largest count.
    long bound =
        counts.values().stream()
            .map(each -> each[0])
            .sorted(Comparator.reverseOrder())
            .limit(MOST_FREQUENT)
            .reduce((_, last) -> last)
            .orElse(0L);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue()[0] >= bound)
        .map(entry -> new Frequency(entry.getKey().toString(), entry.getValue()[0]))
        .sorted(
            Comparator.comparingLong(Frequency::count).reversed().thenComparing(Frequency::value))
        .limit(MOST_FREQUENT)
        .map(each -> new Frequency(Shown.cut(each.value(), LONGEST_VALUE), each.count()))
        .toList();
  }

  /** The earliest date or time. */
  public Optional<String> minimum() {
    return Optional.ofNullable(minimum).map(Object::toString);
  }

  /** The latest date or time. */
  public Optional<String> maximum() {
    return Optional.ofNullable(maximum).map(Object::toString);
  }

  /** What was not counted, and why. */
  public Optional<String> limitation() {
    return Optional.ofNullable(limitation);
  }

  private void add(Object value) {
    if (isTemporal()) {
      extend(value);
    }
    Map<Object, long[]> known = counts;
    if (known == null) {
      return;
    }
    long[] seen = known.get(value);
    if (seen != null) {
      seen[0]++;
      return;
    }
    long bytes = BYTES_PER_ENTRY + (value instanceof String text ? 2L * text.length() : 0);
    if (known.size() == MOST_DISTINCT) {
      stop("has more than " + Numbers.count(MOST_DISTINCT) + " distinct values");
    } else if (!memory.tryTake(bytes)) {
      stop("has distinct values that take more memory than is left");
    } else {
      taken += bytes;
      known.put(value, new long[] {1});
    }
  }

  private void stop(String why) {
    counts = null;
    memory.giveBack(taken);
    taken = 0;
    limitation =
        "The column "
            + Shown.quoted(name)
            + " "
            + why
            + ": they were not counted to the end, and the most frequent are not known. Count them"
            + " with GROUP BY in the query.";
  }

  private boolean isTemporal() {
    return switch (type) {
      case DATE, TIME, TIMESTAMP, TIMESTAMP_ZONED -> true;
      case BOOLEAN, INTEGER, FLOAT, DECIMAL, TEXT, BINARY -> false;
    };
  }

  @SuppressWarnings("unchecked") // Dates and times of one column are of one class, ordered by time.
  private void extend(Object value) {
    Comparable<Object> moment = (Comparable<Object>) value;
    if (minimum == null || moment.compareTo(minimum) < 0) {
      minimum = moment;
    }
    if (maximum == null || moment.compareTo(maximum) > 0) {
      maximum = moment;
    }
  }
}
