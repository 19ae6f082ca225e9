package dev.mcpstack.doctor.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A query of a few numbers that needs no table. Every dialect that there is, PostgreSQL's and
 * DuckDB's, writes it the same way.
 *
 * @param numbers what its rows are to hold, in any order
 */
record LiteralQuery(List<Integer> numbers) {
  private static final int ROWS = 3;
  private static final int BELOW = 1_000_000;

  LiteralQuery {
    numbers = List.copyOf(numbers);
  }

  /**
   * One of numbers that nobody can know beforehand.
   *
   * @param random a number below the given one
   */
  static LiteralQuery of(IntUnaryOperator random) {
    List<Integer> numbers = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      numbers.add(random.applyAsInt(BELOW));
    }
    return new LiteralQuery(numbers);
  }

  String sql() {
    return numbers.stream()
        .map(number -> "SELECT " + number + " AS x")
        .collect(Collectors.joining(" UNION ALL "));
  }

  double mean() {
    return numbers.stream().mapToInt(Integer::intValue).average().orElse(0);
  }

  int least() {
    return numbers.stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  int greatest() {
    return numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
