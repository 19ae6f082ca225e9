package dev.mcpstack.bench.operator;

import dev.mcpstack.bench.Arguments;
import java.util.ArrayList;
import java.util.List;

/**
 * How much {@code OperatorBenchmark} measures.
 *
 * @param starts of the operator without a stack, of which the median counts
 * @param stacks how many there are, one step after the other
 * @param changes of a stack's specification, one after the other
 * @param rest seconds over which memory and processor time are taken while nothing happens
 * @param heap of the operator at most, in MiB
 * @param cases a: on the class path alone, b: with an AOT cache, c: an operator that does nothing
 */
public record OperatorSettings(
    int starts, List<Integer> stacks, int changes, int rest, int heap, String cases) {
  private static final String KNOWN =
      "starts=7 stacks=1,100,500 changes=200 rest=10 heap=384 cases=abc";

  /**
   * Of arguments such as {@code stacks=1,10}.
   *
   * @throws IllegalArgumentException that tells which there are
   */
  public static OperatorSettings of(String[] given) {
    Arguments arguments = new Arguments(given);
    OperatorSettings settings =
        new OperatorSettings(
            arguments.number("starts", 7),
            arguments.numbers("stacks", "1,100,500"),
            arguments.number("changes", 200),
            arguments.number("rest", 10),
            arguments.number("heap", 384),
            arguments.text("cases", "abc"));
    arguments.end(KNOWN);
    return settings;
  }

  boolean has(char which) {
    return cases.indexOf(which) >= 0;
  }

  /** Options of the operator's JVM, fit for a container of two processors and little memory. */
  List<String> options() {
    return new ArrayList<>(
        List.of(
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-Xmx" + heap + "m",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:MaxNewSize=24m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseStringDeduplication",
            "-Xss512k"));
  }
}
