package dev.mcpstack.gateway;

import dev.mcpstack.mcp.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server's program in a process of its own. */
final class ServerProcess implements AutoCloseable {
  private static final long SECONDS = 60;

  private final Process process;
  private final Path errors;

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts a program without waiting for it. */
  static ServerProcess start(Path folder, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("mcpstack.jvm.flags", "").split(" ", -1)));
    command.removeIf(String::isBlank);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(arguments));
    try {
      Path errors = Files.createTempFile(folder, "errors", ".txt");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      return new ServerProcess(process, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a program with this configuration. */
  static ServerProcess configured(Path folder, String mainClass, String yaml) {
    try {
      Path file = Files.createTempFile(folder, "config", ".yaml");
      Files.writeString(file, yaml);
      return start(folder, mainClass, "--config", file.toString(), "--json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready: where it is, by {@code endpoint} and {@code management}. */
  Map<?, ?> ready() {
    try {
      BufferedReader reader = process.inputReader();
      String line = reader.readLine();
      if (line == null) {
        throw new AssertionError("it did not start: " + errors());
      }
      return (Map<?, ?>) Json.parse(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create(String.valueOf(ready().get("endpoint")));
  }

  /** What it said on standard error. */
  String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    int _ = exitCode();
  }
}
