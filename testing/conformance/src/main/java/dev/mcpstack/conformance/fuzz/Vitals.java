package dev.mcpstack.conformance.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param heapBytes live objects, after a collection
 * @param threads platform and virtual ones but those that wait in a pool for work
 * @param files open descriptors
 */
record Vitals(long heapBytes, Threads threads, long files) {
  private static final long HEAP_SLACK = 8L << 20;
  private static final long THREAD_SLACK = 8;
  private static final long FILE_SLACK = 8;

  /** Asks the process, which stands still meanwhile. */
  static Vitals of(long pid) throws IOException, InterruptedException {
    String histogram = jcmd(pid, "GC.class_histogram");
    String total =
        histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return new Vitals(
          Long.parseLong(total.strip().split("\\s+", -1)[2]), Threads.of(pid), files.count());
    }
  }

  /** Whether nothing has grown beyond what caches and pools may hold. */
  boolean within(Vitals before) {
    return heapBytes <= before.heapBytes + HEAP_SLACK
        && threads.count() <= before.threads.count() + THREAD_SLACK
        && files <= before.files + FILE_SLACK;
  }

  @Override
  public String toString() {
    return "%.1f MiB of live objects, %d threads, %d file descriptors"
        .formatted(heapBytes / 1048576.0, threads.count(), files);
  }

  static String jcmd(long pid, String... command) throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> all =
        Stream.concat(Stream.of(program.toString(), Long.toString(pid)), Stream.of(command))
            .toList();
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", all) + ": " + out);
    }
    return out;
  }
}
