package dev.mcpstack.conformance.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The threads of a process that do something, or wait for somebody. How many wait in a pool for
 * work depends on the busiest moment so far, and is bounded by the pool.
 *
 * @param busy their numbers by what they are in: the topmost frame that isn't the JDK's
 */
record Threads(Map<String, Long> busy) {
  private static final Pattern BLOCK = Pattern.compile("\\n(?=#)");
  private static final List<String> IDLE =
      List.of(
          "QueuedThreadPool$Runner.idleJobPoll",
          "ForkJoinPool.awaitWork",
          "ThreadPoolExecutor.getTask");

  static Threads of(long pid) throws IOException, InterruptedException {
    Path dump = Files.createTempFile("fuzz-threads", ".txt");
    try {
      Vitals.jcmd(pid, "Thread.dump_to_file", "-overwrite", dump.toString());
      return in(Files.readString(dump, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(dump);
    }
  }

  private static Threads in(String dump) {
    return new Threads(
        Arrays.stream(BLOCK.split(dump))
            .filter(block -> block.startsWith("#") && IDLE.stream().noneMatch(block::contains))
            .map(Threads::place)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())));
  }

  int count() {
    return busy.values().stream().mapToInt(Long::intValue).sum();
  }

  /** Those of which there are more than before, for whoever has to find the leak. */
  String moreThan(Threads before) {
    return busy.entrySet().stream()
        .filter(one -> one.getValue() > before.busy.getOrDefault(one.getKey(), 0L))
        .map(one -> "%d in %s".formatted(one.getValue(), one.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String place(String block) {
    List<String> lines = block.lines().map(String::strip).toList();
    Predicate<String> ours = line -> !line.startsWith("java.") && !line.startsWith("jdk.");
    return lines.stream().skip(1).filter(ours).findFirst().orElse(lines.getFirst());
  }
}
