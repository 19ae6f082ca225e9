package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Arguments;
import java.util.List;

/**
 * How much {@code MemoryBenchmark} measures.
 *
 * @param sizes of the results, in megabytes (10^6 bytes) of their values, one after the other
 * @param rate of the slow reader, in megabytes per second
 * @param heap of each of the two processes, in MiB
 * @param direct memory of each outside the heap, in MiB
 * @param limits more of LocalData's limits, as YAML without braces: {@code "key: value"}
 */
public record MemorySettings(List<Integer> sizes, int rate, int heap, int direct, String limits) {
  private static final String KNOWN = "sizes=100,1000,4000 rate=25 heap=256 direct=256 limits=";

  /**
   * Of arguments such as {@code sizes=10,20,40}.
   *
   * @throws IllegalArgumentException that tells which there are
   */
  public static MemorySettings of(String[] given) {
    Arguments arguments = new Arguments(given);
    MemorySettings settings =
        new MemorySettings(
            arguments.numbers("sizes", "100,1000,4000"),
            arguments.number("rate", 25),
            arguments.number("heap", 256),
            arguments.number("direct", 256),
            arguments.text("limits", ""));
    arguments.end(KNOWN);
    return settings;
  }

  long rows(int megabytes) {
    return megabytes * 1_000_000L / Numbers.ROW_BYTES;
  }

  /**
   * Options of the JVMs of both processes. The heap is there whole from the start, or what is
   * measured is how it comes to its size.
   */
  List<String> options() {
    return List.of(
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        "-XX:+AlwaysPreTouch",
        "-XX:MaxDirectMemorySize=" + direct + "m");
  }

  /** LocalData's limits: room for the largest result, beside what was asked for. */
  String yaml() {
    // A result takes a little more than its values.
    int mebibytes = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow() * 11 / 10 + 16;
    return "limits: {maxResult: %1$dMiB, maxResults: %1$dMiB, handleLifetime: 60m%2$s}\n"
        .formatted(mebibytes, limits.isEmpty() ? "" : ", " + limits);
  }
}
