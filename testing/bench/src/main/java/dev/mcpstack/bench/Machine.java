package dev.mcpstack.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What figures must be read with: where, on what and when they were taken. */
public final class Machine {
  private Machine() {}

  /** In one line. */
  public static String facts() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return String.format(
        Locale.ROOT,
        "%s, commit %s; %d cores (%s), %.0f GiB, load before the run %.1f; %s %s; node %s",
        LocalDate.now(ZoneOffset.UTC),
        output("git", "describe", "--always", "--dirty"),
        system.getAvailableProcessors(),
        system.getArch(),
        system.getTotalMemorySize() / 0x1p30,
        system.getSystemLoadAverage(),
        System.getProperty("java.vm.name"),
        Runtime.version(),
        output("node", "--version"));
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : "unknown";
    } catch (IOException _) {
      return "unknown";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
