package dev.mcpstack.mcp.outside;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the threads of the server were at in a moment, the virtual ones too.
 *
 * @param stacks of each of them
 */
record ServerThreads(List<String> stacks) {
  private static final Pattern THREAD = Pattern.compile("(?m)^#");

  static ServerThreads now() {
    try {
      Path folder = Files.createTempDirectory("threads");
      Path file = folder.resolve("dump");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        return new ServerThreads(THREAD.splitAsStream(Files.readString(file)).toList());
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many are within a method now, such as {@code JettyReply.write}. */
  static long in(String method) {
    return now().within(method);
  }

  /** How many were within a method. */
  long within(String method) {
    return stacks.stream().filter(stack -> stack.contains("." + method + "(")).count();
  }
}
