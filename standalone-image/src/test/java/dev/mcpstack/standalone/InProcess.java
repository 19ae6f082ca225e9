package dev.mcpstack.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program within this process, on pipes in place of its standard streams. */
final class InProcess implements Talker, AutoCloseable {
  private static final long LIMIT_SECONDS = 30;

  private final Pipe input;
  private final Pipe output;
  private final OutputStream toProgram;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringWriter errors = new StringWriter();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

  /** What it runs. */
  @FunctionalInterface
  interface Program {
    int run(StandardStreams streams, PrintWriter err);
  }

  private InProcess(Pipe input, Pipe output) {
    this.input = input;
    this.output = output;
    this.toProgram = Channels.newOutputStream(input.sink());
  }

  static InProcess start(Program program) throws IOException {
    InProcess started = new InProcess(Pipe.open(), Pipe.open());
    Thread.ofPlatform().daemon().name("program").start(() -> started.run(program));
    Thread.ofPlatform().daemon().name("host").start(started::read);
    return started;
  }

  private void run(Program program) {
    StandardStreams streams =
        new StandardStreams(
            Channels.newInputStream(input.source()), Channels.newOutputStream(output.sink()));
    try {
      exitCode.complete(program.run(streams, new PrintWriter(errors, true)));
    } catch (RuntimeException | Error e) {
      exitCode.completeExceptionally(e);
    } finally {
      close(output.sink());
    }
  }

  private void read() {
    try (Scanner scanner = new Scanner(output.source(), StandardCharsets.UTF_8)) {
      while (scanner.hasNextLine()) {
        lines.add(scanner.nextLine());
      }
    } finally {
      outputEnded.complete(null);
    }
  }

  @Override
  public void send(String line) throws IOException {
    toProgram.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String line() throws IOException {
    try {
      String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IOException("the program says nothing: " + errors());
      }
      return line;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Whether a line is there that wasn't read. */
  boolean hasLine() {
    return !lines.isEmpty();
  }

  /** Ends its input and returns its exit code. */
  int endInput() throws Exception {
    toProgram.close();
    return exitCode.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The lines that nobody has read, once it has ended. */
  String rest() throws Exception {
    outputEnded.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return String.join("\n", lines);
  }

  /** Stops reading what it writes, as a host does that was killed. */
  void leave() {
    close(output.source());
  }

  /** What it told a person so far. */
  String errors() {
    return errors.toString();
  }

  private static void close(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    toProgram.close();
  }
}
