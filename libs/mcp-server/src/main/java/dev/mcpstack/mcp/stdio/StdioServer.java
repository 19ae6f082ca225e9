package dev.mcpstack.mcp.stdio;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.http.Era;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MCP endpoint over two streams, for one client that started the process: it reads a message
 * from each line, answers each on a virtual thread of its own, and writes a line for each message.
 */
public final class StdioServer implements AutoCloseable {
  /** How long requests may still be answered when the input has ended; a script ends it at once. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);

  private final Connection connection;
  private final CountDownLatch ended;

  private StdioServer(Connection connection, CountDownLatch ended) {
    this.connection = connection;
    this.ended = ended;
  }

  /**
   * Begins to read.
   *
   * @param principal the caller: whoever started the process
   * @param eras asked in order which of them takes a message
   * @param limits the bounds of messages
   */
  public static StdioServer start(
      InputStream in, OutputStream out, Principal principal, List<Era> eras, StdioLimits limits) {
    CountDownLatch ended = new CountDownLatch(1);
    StdioServer server =
        new StdioServer(new Connection(new LineWriter(out), principal, eras, limits, ended), ended);
    Lines lines = new Lines(in, limits.maxRequestBytes());
    // A platform thread, since a read of standard input can't be given up and holds its carrier.
    Thread.ofPlatform().daemon().name("stdin").start(() -> server.read(lines));
    return server;
  }

  private void read(Lines lines) {
    try {
      for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        connection.received(line.get());
      }
      connection.settle(GRACE);
    } catch (IOException e) {
      LOG.debug("Standard input failed", e);
    } finally {
      close();
    }
  }

  /** Waits until the input has ended, the output is gone, or it was closed. */
  public void await() throws InterruptedException {
    ended.await();
    close();
  }

  /** Takes nothing more and cancels what runs. Idempotent. */
  @Override
  public void close() {
    connection.close();
    ended.countDown();
  }
}
