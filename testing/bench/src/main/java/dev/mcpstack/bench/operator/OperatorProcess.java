package dev.mcpstack.bench.operator;

import dev.mcpstack.bench.Launch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An operator in a process of its own. */
final class OperatorProcess implements AutoCloseable {
  static final String READY = "mcpstack-operator is ready";
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Duration start;
  private final Duration busy;

  private OperatorProcess(Process process, Duration start) {
    this.process = process;
    this.start = start;
    this.busy = processorTime();
  }

  /**
   * Starts one and waits until it says that it knows what there is.
   *
   * @param logs folder that takes what it writes to standard error
   * @param server address of the API
   * @param user whose token it shows
   */
  static OperatorProcess start(
      Path logs,
      List<String> options,
      String classPath,
      String mainClass,
      String server,
      String user,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    long begin = System.nanoTime();
    Process process =
        Launch.start(
            "operator",
            logs,
            command,
            Map.of(
                "KUBERNETES_MASTER", server,
                "KUBERNETES_AUTH_TOKEN", user,
                "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                "KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false",
                "MALLOC_ARENA_MAX", "2"));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        Duration start = Duration.ofNanos(System.nanoTime() - begin);
        return new OperatorProcess(process, start);
      }
    }
    throw new IOException("the operator did not start, see " + Launch.log(logs, "operator"));
  }

  /** An AOT cache takes jars only, and so does an image. */
  static String jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Files.isRegularFile(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** From the start of the process until it was ready. */
  Duration start() {
    return start;
  }

  /** Its processor time until then. */
  Duration busy() {
    return busy;
  }

  /** Its processor time until now. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  long pid() {
    return process.pid();
  }

  /** What its heap holds after a collection, in MiB. */
  double liveHeap() throws IOException {
    jcmd("GC.run");
    String info = jcmd("GC.heap_info");
    double kibibytes = 0;
    for (String line : info.lines().toList()) {
      String[] words = line.strip().split("[ ,]+", -1);
      // DefNew total 5120K, used 1024K [0x...) and the same of the other generation
      if (line.contains(" total ") && line.contains("used")) {
        kibibytes += Double.parseDouble(words[List.of(words).indexOf("used") + 1].replace("K", ""));
      }
    }
    return kibibytes / 1024;
  }

  private String jcmd(String what) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid()),
                what)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
