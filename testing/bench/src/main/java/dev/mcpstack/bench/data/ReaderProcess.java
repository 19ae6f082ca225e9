package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Launch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts {@link ReaderMain} and tells it what to read. */
final class ReaderProcess implements AutoCloseable {
  private static final String NAME = "reader";
  private static final long STOP_SECONDS = 10;

  private final Path logs;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  ReaderProcess(Path logs, List<String> options, Path config) throws IOException {
    this.logs = logs;
    List<String> command =
        Launch.java(NAME, options, ReaderMain.class.getName(), config.toString());
    process = Launch.start(NAME, logs, command, Map.of());
    commands = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  long pid() {
    return process.pid();
  }

  /**
   * Reads a result.
   *
   * @param bytesPerSecond no faster than that; 0 for as fast as can be
   * @throws IOException when the reader has failed
   */
  Answer read(String handle, long bytesPerSecond) throws IOException {
    commands.write(handle + " " + bytesPerSecond + "\n");
    commands.flush();
    @Nullable String line = answers.readLine();
    if (line == null) {
      throw new IOException("the reader has ended, see " + Launch.log(logs, NAME));
    }
    String[] parts = line.split(" ", -1);
    return new Answer(Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
  }

  @Override
  public void close() throws IOException {
    commands.close();
    try {
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
