package dev.mcpstack.faults;

import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program in a process of its own, which can be told to end, killed, squeezed and measured. */
final class ServerProcess implements AutoCloseable {
  private static final long SECONDS = 90;

  private final Process process;
  private final Path errors;

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts a program without waiting for it. */
  static ServerProcess start(
      Path folder, List<String> jvmFlags, Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("mcpstack.jvm.flags", "").split(" ", -1)));
    command.addAll(jvmFlags);
    command.removeIf(String::isBlank);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    try {
      Path errors = Files.createTempFile(folder, program.getSimpleName(), ".log");
      return new ServerProcess(
          new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server with this configuration. */
  static ServerProcess configured(
      Path folder, List<String> jvmFlags, Class<?> program, String yaml) {
    try {
      Path file = Files.createTempFile(folder, "config", ".yaml");
      Files.writeString(file, yaml);
      return start(folder, jvmFlags, program, List.of("--config", file.toString(), "--json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that it prints. */
  String line() {
    try {
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new AssertionError("it ended: " + errors());
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends it a line. */
  void goOn() {
    try (Writer writer = process.outputWriter()) {
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a server is ready: where its endpoint is. */
  URI endpoint() {
    Map<?, ?> ready = (Map<?, ?>) Json.parse(line().getBytes(StandardCharsets.UTF_8));
    return URI.create(String.valueOf(ready.get("endpoint")));
  }

  /** What it said on standard error. */
  String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end, for longer than any server should need. */
  int exitCode() {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not end: " + errors());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL: no hook runs, no file is deleted, no stream is ended. */
  void kill() {
    process.destroyForcibly();
    int _ = exitCode();
  }

  /** From here on no file of the process grows beyond so many bytes. */
  void limitFiles(long bytes) {
    try {
      Process limiter =
          new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (limiter.waitFor() != 0) {
        throw new AssertionError("prlimit could not limit the process");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Memory that it holds, in bytes. */
  long residentBytes() {
    try (Stream<String> lines = Files.lines(proc("status"))) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files and sockets that it has open. */
  long openDescriptors() {
    try (Stream<Path> open = Files.list(proc("fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path proc(String entry) {
    return Path.of("/proc", Long.toString(process.pid()), entry);
  }

  @Override
  public void close() {
    kill();
  }
}
