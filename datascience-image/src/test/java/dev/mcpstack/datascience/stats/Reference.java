package dev.mcpstack.datascience.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Data sets and expected values. The files under {@code reference/} are written by the scripts in
 * {@code src/test/reference}: {@code *-r.csv} by R 4.2.2 (generate.R), {@code *-exact.csv} by
 * mpmath 1.2.1 with 100 digits (exact.py).
 */
final class Reference {
  private Reference() {}

  /** A line of a reference file, by column name. */
  record Row(Map<String, String> cells) {
    String text(String column) {
      return Objects.requireNonNull(cells.get(column), () -> "no column " + column);
    }

    boolean has(String column) {
      return !text(column).isEmpty();
    }

    double number(String column) {
      return switch (text(column)) {
        case "Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        case String text -> Double.parseDouble(text);
      };
    }

    @Override
    public String toString() {
      return String.join(",", cells.values());
    }
  }

  static List<Row> rows(String file) {
    InputStream stream =
        Objects.requireNonNull(
            Reference.class.getResourceAsStream("/reference/" + file), () -> "no file " + file);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      List<String> lines = reader.readAllLines();
      String[] names = lines.getFirst().split(",", -1);
      List<Row> rows = lines.stream().skip(1).map(line -> row(names, line.split(",", -1))).toList();
      assertThat(rows).as("rows of " + file).isNotEmpty();
      return rows;
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static Row row(String[] names, String[] values) {
    assertThat(values).hasSameSizeAs(names);
    Map<String, String> cells = new LinkedHashMap<>();
    IntStream.range(0, names.length).forEach(index -> cells.put(names[index], values[index]));
    return new Row(cells);
  }

  static double[] column(String file, String column) {
    return rows(file).stream().mapToDouble(row -> row.number(column)).toArray();
  }

  /** The column where another column has the given text. */
  static double[] column(String file, String column, String key, String text) {
    return rows(file).stream()
        .filter(row -> row.text(key).equals(text))
        .mapToDouble(row -> row.number(column))
        .toArray();
  }

  /** A univariate data set by the name used in moments-exact.csv and quantiles-r.csv. */
  static double[] dataset(String name) {
    return switch (name) {
      case "NumAcc1" -> new double[] {10000001, 10000003, 10000002};
      case "NumAcc2" -> alternating(1.2, 1.1, 1.3);
      case "NumAcc3" -> alternating(1000000.2, 1000000.1, 1000000.3);
      case "NumAcc4" -> alternating(10000000.2, 10000000.1, 10000000.3);
      case "Michelso" -> column("michelso.csv", "y");
      case "pi5000" -> digitsOfPi(5000);
      case String file ->
          column(
              file.substring(0, file.indexOf('.')) + ".csv", file.substring(1 + file.indexOf('.')));
    };
  }

  private static double[] alternating(double first, double odd, double even) {
    return IntStream.range(0, 1001)
        .mapToDouble(index -> index == 0 ? first : index % 2 == 1 ? odd : even)
        .toArray();
  }

  /** The first digits of pi by Machin's formula in integers, with ten guard digits. */
  private static double[] digitsOfPi(int digits) {
    BigInteger one = BigInteger.TEN.pow(digits + 10);
    BigInteger pi =
        inverseTangent(one, 5)
            .multiply(BigInteger.valueOf(16))
            .subtract(inverseTangent(one, 239).multiply(BigInteger.valueOf(4)));
    return pi.toString().chars().limit(digits).mapToDouble(digit -> digit - '0').toArray();
  }

  private static BigInteger inverseTangent(BigInteger one, long inverse) {
    BigInteger square = BigInteger.valueOf(inverse * inverse);
    BigInteger power = one.divide(BigInteger.valueOf(inverse));
    BigInteger sum = power;
    for (long odd = 3; power.signum() != 0; odd += 2) {
      power = power.divide(square).negate();
      sum = sum.add(power.divide(BigInteger.valueOf(odd)));
    }
    return sum;
  }

  static double[] shuffled(double[] values, long seed) {
    double[] copy = values.clone();
    Random random = new Random(seed);
    for (int index = copy.length - 1; index > 0; index--) {
      int other = random.nextInt(index + 1);
      double kept = copy[index];
      copy[index] = copy[other];
      copy[other] = kept;
    }
    return copy;
  }

  static double[] normal(int count, double mean, double deviation, long seed) {
    Random random = new Random(seed);
    return Stream.generate(random::nextGaussian)
        .limit(count)
        .mapToDouble(gaussian -> mean + deviation * gaussian)
        .toArray();
  }

  /** Asserts agreement in significant digits: the log relative error -log10(|a - e| / |e|). */
  static void assertDigits(String what, double actual, double expected, double digits) {
    assertThat(digitsOfAgreement(actual, expected))
        .as("digits of %s: %s for %s", what, actual, expected)
        .isGreaterThanOrEqualTo(digits);
  }

  /** Up to 17 for equal numbers; for an expected 0 the digits after the point. */
  static double digitsOfAgreement(double actual, double expected) {
    double error = Math.abs(actual - expected);
    if (actual == expected) {
      return 17;
    }
    return -Math.log10(expected == 0 ? error : error / Math.abs(expected));
  }
}
