package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Machine;
import dev.mcpstack.bench.RunningDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One run of {@code MemoryBenchmark}. */
public final class MemoryRun {
  /** What a larger or slower result may take over the first one. */
  private static final double MOST_GROWTH = 0.1;

  private final Path folder;
  private final MemorySettings settings;

  /** A run that writes its files and logs into a folder. */
  public MemoryRun(Path folder, MemorySettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Measures and prints; whether the floor was reached. */
  public boolean run() throws Exception {
    System.out.println(Machine.facts());
    line(
        "LocalData and reader each with %s; rows of %d float64 from PostgreSQL; slow reader: %d MB/s; every answer checked, none wrong",
        String.join(" ", settings.options()), Numbers.COLUMNS, settings.rate());
    line("");
    line(
        "| result | reader | s | LocalData: peak MiB | growth MiB | growth | reader: peak MiB | growth MiB | growth |");
    line("|---|---|---:|---:|---:|---:|---:|---:|---:|");
    List<MemoryPeaks> peaks = measure();
    double server = largestGrowth(peaks, MemoryPeaks::serverMebibytes);
    double reader = largestGrowth(peaks, MemoryPeaks::readerMebibytes);
    boolean flat = Math.max(server, reader) <= MOST_GROWTH;
    line("");
    line(
        "Largest growth after the first: LocalData %+.1f %%, reader %+.1f %%; floor %+.0f %%: %s",
        server * 100, reader * 100, MOST_GROWTH * 100, flat ? "reached" : "missed");
    return flat;
  }

  private static double largestGrowth(
      List<MemoryPeaks> peaks, ToDoubleFunction<MemoryPeaks> process) {
    double first = process.applyAsDouble(peaks.getFirst());
    return peaks.stream().mapToDouble(process).max().orElseThrow() / first - 1;
  }

  /** Peaks of each result, in order; each is printed as soon as it is there. */
  List<MemoryPeaks> measure() throws Exception {
    List<MemoryPeaks> peaks = new ArrayList<>();
    try (RunningDatabase postgres = new RunningDatabase();
        MemoryStack stack = new MemoryStack(folder, settings, postgres);
        ResidentMemory server = new ResidentMemory(stack.serverPid());
        ResidentMemory reader = new ResidentMemory(stack.readerPid())) {
      for (int megabytes : settings.sizes()) {
        Answer expected = Numbers.answer(settings.rows(megabytes));
        for (boolean slow : new boolean[] {false, true}) {
          long start = System.nanoTime();
          stack
              .read(expected.rows(), slow ? settings.rate() * 1_000_000L : 0)
              .require(expected, megabytes + " MB");
          double seconds = (System.nanoTime() - start) / 1e9;
          MemoryPeaks now =
              new MemoryPeaks(
                  megabytes, slow, seconds, server.peakMebibytes(), reader.peakMebibytes());
          peaks.add(now);
          print(peaks.getFirst(), now);
        }
      }
    }
    return peaks;
  }

  private static void print(MemoryPeaks first, MemoryPeaks now) {
    line(
        "| %,d MB | %s | %.1f | %s | %s |",
        now.megabytes(),
        now.slow() ? "slow" : "fast",
        now.seconds(),
        growth(first.serverMebibytes(), now.serverMebibytes()),
        growth(first.readerMebibytes(), now.readerMebibytes()));
  }

  /** The peak, and by how much it is above that of the first result. */
  private static String growth(double first, double now) {
    return String.format(
        Locale.ROOT, "%.0f | %+.0f | %+.1f %%", now, now - first, (now / first - 1) * 100);
  }

  @SuppressWarnings("AnnotateFormatMethod") // Called with constants of this class alone.
  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
