package dev.mcpstack.bench.data;

import com.sun.management.OperatingSystemMXBean;
import dev.mcpstack.bench.Medians;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One read.
 *
 * @param cpuNanos processor time of the whole process: server, reader, compiler and collector
 */
record Measured(long bytes, long wallNanos, long cpuNanos) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  double megabytesPerSecond() {
    return bytes / 1e6 / (wallNanos / 1e9);
  }

  double cpuSecondsPerGigabyte() {
    return cpuNanos / 1e9 / (bytes / 1e9);
  }

  static long processCpuNanos() {
    return SYSTEM.getProcessCpuTime();
  }

  static double median(List<Measured> measured, ToDoubleFunction<Measured> figure) {
    return Medians.median(measured.stream().mapToDouble(figure).toArray());
  }

  /** The median of the ratios of neighbours, so that a busy minute hits both. */
  static double ratio(
      List<Measured> these, List<Measured> those, ToDoubleFunction<Measured> figure) {
    double[] ratios = new double[these.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(these.get(i)) / figure.applyAsDouble(those.get(i));
    }
    return Medians.median(ratios);
  }
}
