package dev.mcpstack.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts processes that log to a folder. */
public final class Launch {
  /**
   * Further options of the JVMs of the servers, split at blanks: a recording, a collector, a size.
   */
  static final String JAVA_OPTIONS = "BENCH_SERVER_JAVA_OPTIONS";

  private Launch() {}

  /** Runs a class on this program's JDK, class path and options. */
  static List<String> java(String name, String mainClass, String... arguments) {
    return java(name, List.of(), mainClass, arguments);
  }

  /**
   * The same with further options, which count more than this program's.
   *
   * @param name what {@code %name} stands for in {@value #JAVA_OPTIONS}
   */
  public static List<String> java(
      String name, List<String> options, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    @Nullable String more = System.getenv(JAVA_OPTIONS);
    if (more != null && !more.isBlank()) {
      command.addAll(List.of(more.replace("%name", name).strip().split(" +")));
    }
    // Of several configurations on one class path it would tell on standard output.
    command.add("-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Starts a command.
   *
   * @param logs folder that takes what it writes to standard error
   */
  public static Process start(
      String name, Path logs, List<String> command, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(logs);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(logs.toFile());
    builder.environment().putAll(environment);
    builder.redirectError(log(logs, name).toFile());
    return builder.start();
  }

  /** What a process writes to standard error. */
  public static Path log(Path logs, String name) {
    return logs.resolve(name + ".log");
  }
}
