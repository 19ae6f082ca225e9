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
    if (!ReaderMain.READY.equals(answers.readLine())) {
      close();
      throw ended();
    }
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
    if (process.isAlive()) {
      commands.write(handle + " " + bytesPerSecond + "\n");
      commands.flush();
    }
    @Nullable String line = answers.readLine();
    if (line == null) {
      throw ended();
    }
    String[] parts = line.split(" ", -1);
    return new Answer(Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
  }

  private IOException ended() {
    return new IOException("the reader has ended, see " + Launch.log(logs, NAME));
  }

  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close(); // The end of its input ends it.
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
