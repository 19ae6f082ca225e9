package dev.mcpstack.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, on the class path that was built. */
final class StackProcess implements Talker, AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private StackProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader();
    this.errors = errors;
  }

  /** Starts it; {@code errors} is the file that its standard error goes to. */
  static StackProcess start(Path errors, String... arguments) throws IOException {
    return new StackProcess(
        new ProcessBuilder(command(arguments)).redirectError(errors.toFile()).start(), errors);
  }

  /** How it is started, program first. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String flags = Objects.requireNonNull(System.getProperty("mcpstack.jvm.flags"));
    command.addAll(Arrays.asList(flags.split(" ", -1)));
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Writes a line to standard input. */
  @Override
  public void send(String line) throws IOException {
    process.outputWriter().write(line);
    process.outputWriter().write('\n');
    process.outputWriter().flush();
  }

  /** Ends standard input and returns how long the program took to end. */
  Duration endInput() throws IOException, InterruptedException {
    long started = System.nanoTime();
    process.outputWriter().close();
    exitCode();
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** The next line of standard output. */
  @Override
  public String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the program ended: " + errors());
    }
    return line;
  }

  /** The rest of standard output, once it has ended. */
  String rest() throws IOException {
    return output.readAllAsString();
  }

  /** What standard error has so far. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Sends a signal, such as {@code INT}, and returns how long the program took to end. */
  Duration signal(String name) throws IOException, InterruptedException {
    long started = System.nanoTime();
    int sent =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (sent != 0) {
      throw new IOException("kill -" + name + " ended with " + sent);
    }
    exitCode();
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Waits for its end. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the program did not end: " + errors());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
