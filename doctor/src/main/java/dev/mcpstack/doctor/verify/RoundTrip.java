package dev.mcpstack.doctor.verify;

import dev.mcpstack.doctor.verify.JudgementException.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query, token, rows and analysis, with every number compared. */
final class RoundTrip {
  private static final double TOLERANCE = 1e-9;

  private RoundTrip() {}

  /** Runs the query on a source; the answer is the handle of its rows. */
  static String query(Side side, String source, LiteralQuery query)
      throws JudgementException, InterruptedException {
    Map<String, Object> made =
        side.complete(
            "execute_query", Map.of("source", source, "sql", query.sql(), "previewRows", 0));
    if (!(made.get("handle") instanceof String handle) || handle.isEmpty()) {
      throw wrong(side, "execute_query answers without a handle");
    }
    if (!is(made.get("rows"), query.numbers().size())) {
      throw wrong(side, "execute_query counts the rows wrong");
    }
    return handle;
  }

  /** Reads the rows and sees whether they are those of the query. */
  static void read(Side side, String handle, LiteralQuery query)
      throws JudgementException, InterruptedException {
    Map<String, Object> page = side.complete("read_rows", Map.of("handle", handle));
    List<BigDecimal> expected = query.numbers().stream().map(RoundTrip::plain).sorted().toList();
    boolean right =
        page.get("rows") instanceof List<?> rows
            && rows.size() == expected.size()
            && rows.stream()
                .map(RoundTrip::onlyCell)
                .flatMap(Optional::stream)
                .sorted()
                .toList()
                .equals(expected);
    if (!right) {
      throw wrong(side, "read_rows answers other rows than the query made");
    }
  }

  /** Has the rows analysed and sees whether the figures are right. */
  static void analyse(Side side, String handle, LiteralQuery query)
      throws JudgementException, InterruptedException {
    Map<String, Object> summary = side.complete("summarize", Map.of("handle", handle));
    boolean right =
        is(summary.get("rows"), query.numbers().size())
            && summary.get("numeric") instanceof List<?> columns
            && columns.size() == 1
            && columns.getFirst() instanceof Map<?, ?> column
            && is(column.get("count"), query.numbers().size())
            && is(column.get("mean"), query.mean())
            && is(column.get("minimum"), query.least())
            && is(column.get("maximum"), query.greatest());
    if (!right) {
      throw wrong(side, "summarize answers figures that are not those of the rows");
    }
  }

  /** Ends a handle, if it still can be: it would end by itself too. */
  static void release(Side side, String handle) throws InterruptedException {
    try {
      side.complete("release", Map.of("handle", handle));
    } catch (JudgementException _) {
      // What was to be judged is judged; the handle ends when its time is over.
    }
  }

  private static JudgementException wrong(Side side, String text) {
    return new JudgementException(
        side.role().blame(), Kind.WRONG, text + " at " + side.role().text());
  }

  private static boolean is(@Nullable Object value, double expected) {
    return Numbers.of(value)
        .filter(found ->
            Math.abs(found.doubleValue() - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))
        .isPresent();
  }

  private static Optional<BigDecimal> onlyCell(Object row) {
    return row instanceof List<?> cells && cells.size() == 1
        ? Numbers.of(cells.getFirst()).map(BigDecimal::stripTrailingZeros)
        : Optional.empty();
  }

  /** Equal numbers in one form, as BigDecimal tells 1 from 1.0. */
  private static BigDecimal plain(int number) {
    return BigDecimal.valueOf(number).stripTrailingZeros();
  }
}
