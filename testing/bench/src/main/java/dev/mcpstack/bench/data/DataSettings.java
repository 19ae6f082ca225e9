package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Arguments;
import java.util.List;

/**
 * How much {@code DataBenchmark} measures.
 *
 * @param rounds reads of each case that count
 * @param warmup reads of each case before the first round
 * @param rows of the result that cases a to e move
 * @param batch rows of a batch of Arrow Flight
 * @param streams how many are read at once in case e, one number after the other
 * @param firsts results that case f opens in each round
 * @param firstRows rows of each of them
 * @param queryRows rows of the queries of cases g and h
 * @param cases the letters of those that take part
 * @param tls off, on, or both one after the other
 */
public record DataSettings(
    int rounds,
    int warmup,
    int rows,
    int batch,
    List<Integer> streams,
    int firsts,
    int firstRows,
    int queryRows,
    String cases,
    String tls) {
  private static final String KNOWN =
      "rounds=10 warmup=3 rows=3125000 batch=16384 streams=1,4,16 firsts=50 firstRows=131072 queryRows=1000000 cases=abcdefgh tls=off,on";

  /**
   * Of arguments such as {@code rounds=10}.
   *
   * @throws IllegalArgumentException that tells which there are
   */
  public static DataSettings of(String[] given) {
    Arguments arguments = new Arguments(given);
    DataSettings settings =
        new DataSettings(
            arguments.number("rounds", 10),
            arguments.number("warmup", 3),
            arguments.number("rows", 3_125_000),
            arguments.number("batch", 16_384),
            arguments.numbers("streams", "1,4,16"),
            arguments.number("firsts", 50),
            arguments.number("firstRows", 131_072),
            arguments.number("queryRows", 1_000_000),
            arguments.text("cases", "abcdefgh"),
            arguments.text("tls", "off,on"));
    arguments.end(KNOWN);
    return settings;
  }

  boolean has(char letter) {
    return cases.indexOf(letter) >= 0;
  }

  boolean hasAny(String letters) {
    return letters.chars().anyMatch(letter -> has((char) letter));
  }

  List<Transport> transports() {
    return List.of(tls.split(",", -1)).stream().map(Transport::of).toList();
  }
}
