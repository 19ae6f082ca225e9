package dev.mcpstack.operator.health;

import dev.mcpstack.contract.error.Fault;
import dev.mcpstack.contract.management.WatchedMetric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the few series that tell from a server's {@code /metrics}, in the text format 0.0.4 of
 * Prometheus. Others are passed over unread, as are times of samples. What does not follow the
 * format is refused, so that half of an answer is never taken for all of it.
 */
final class PodText {
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?(E-?[0-9]{1,3})?");
  private static final Map<String, WatchedMetric> METRICS =
      Arrays.stream(WatchedMetric.values())
          .filter(metric -> metric != WatchedMetric.CALLS)
          .collect(Collectors.toMap(WatchedMetric::text, Function.identity()));
  private static final String COUNT = WatchedMetric.CALLS.text() + "_count";
  private static final String BUCKET = WatchedMetric.CALLS.text() + "_bucket";
  private static final String GATEWAY = "gateway";

  /** Each endpoint for a server alone counts for itself. */
  private static final String DIRECT = GATEWAY + "-";

  private final TreeMap<Double, Long> answers = new TreeMap<>();
  private long calls;
  private long errors;
  private long held;
  private boolean tells;

  private PodText() {}

  /** It can't be read. */
  static final class MalformedException extends Exception {
    MalformedException(String message) {
      super(message);
    }
  }

  private record Series(Map<String, String> labels, double value) {
    String label(String name) {
      return labels.getOrDefault(name, "");
    }

    boolean isOfGateway() {
      String server = label(WatchedMetric.SERVER);
      return server.equals(GATEWAY) || server.startsWith(DIRECT);
    }
  }

  /**
   * All of a text.
   *
   * @throws MalformedException if a series that tells can't be read, or the text does not end with
   *     a line
   */
  static PodReading read(String text) throws MalformedException {
    if (!text.endsWith("\n")) {
      throw new MalformedException("The text is cut off.");
    }
    PodText read = new PodText();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      read.line(line);
    }
    return new PodReading(
        new Counts(read.calls, read.errors, new Latencies(read.answers)),
        read.tells ? OptionalLong.of(read.held) : OptionalLong.empty());
  }

  private void line(String line) throws MalformedException {
    int end = 0;
    while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
      end++;
    }
    String name = line.substring(0, end);
    WatchedMetric metric = METRICS.get(name);
    if (metric != null) {
      plain(metric, series(line, end));
    } else if (name.equals(COUNT)) {
      count(series(line, end));
    } else if (name.equals(BUCKET)) {
      bucket(series(line, end));
    }
  }

  private void plain(WatchedMetric metric, Series series) {
    long value = Math.round(series.value);
    switch (metric) {
      case REQUESTS -> {
        held += value;
        tells = true;
      }
      case JOBS, RESULTS -> held += value;
      case FAILED_REQUESTS -> {
        if (series.isOfGateway()) {
          calls += value;
          errors += value;
        }
      }
      case CALLS -> throw new IllegalStateException("is a histogram");
    }
  }

  private void count(Series series) {
    if (series.isOfGateway()) {
      calls += Math.round(series.value);
      if (series.label(WatchedMetric.FAULT).equals(Fault.SERVER.text())) {
        errors += Math.round(series.value);
      }
    }
  }

  private void bucket(Series series) throws MalformedException {
    if (series.isOfGateway() && series.label(WatchedMetric.FAULT).equals(Fault.NONE.text())) {
      answers.merge(number(series.label("le")), Math.round(series.value), Long::sum);
    }
  }

  private static Series series(String line, int end) throws MalformedException {
    Map<String, String> labels = new HashMap<>();
    int at = end;
    if (at < line.length() && line.charAt(at) == '{') {
      at++;
      while (at < line.length() && line.charAt(at) != '}') {
        int quote = line.indexOf("=\"", at) + 2;
        int close = quote < 2 ? -1 : closing(line, quote);
        if (close < 0) {
          throw new MalformedException("A label does not end.");
        }
        // What is escaped stays so: nothing that is looked for has to be.
        labels.put(line.substring(at, quote - 2), line.substring(quote, close));
        boolean more = close + 1 < line.length() && line.charAt(close + 1) == ',';
        at = more ? close + 2 : close + 1;
      }
      at++;
    }
    String[] rest = line.substring(Math.min(at, line.length())).strip().split(" +", -1);
    double value = number(rest[0]);
    if (rest.length > 2 || !(value >= 0) || Double.isInfinite(value)) {
      throw new MalformedException("A sample is not one number from 0.");
    }
    return new Series(labels, value);
  }

  /** Where a quoted text ends, or -1. */
  private static int closing(String line, int start) {
    int at = start;
    while (at < line.length() && line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    return at < line.length() ? at : -1;
  }

  private static double number(String text) throws MalformedException {
    if (text.equals("+Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new MalformedException("A number can't be read.");
    }
    return Double.parseDouble(text);
  }
}
