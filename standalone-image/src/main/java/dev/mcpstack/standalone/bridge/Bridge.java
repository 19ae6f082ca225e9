package dev.mcpstack.standalone.bridge;

import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.stdio.LineWriter;
import dev.mcpstack.mcp.stdio.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Carries lines to an endpoint and its answers back, each request on a virtual thread of its own.
 */
public final class Bridge implements AutoCloseable {
  private static final int MOST_BYTES = 64 << 20;
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Lines lines;
  private final LineWriter out;
  private final Consumer<String> notes;
  private final Carrier carrier;

  /** Requests on their way, by id. */
  private final Map<Object, Carried> open = new ConcurrentHashMap<>();

  private final Phaser working = new Phaser(1);

  private record Carried(Message message, Exchange exchange) {}

  /**
   * A bridge.
   *
   * @param notes told what a person should know
   */
  public Bridge(
      InputStream in, OutputStream out, URI endpoint, Remote remote, Consumer<String> notes) {
    this.lines = new Lines(in, MOST_BYTES);
    this.out = new LineWriter(out);
    this.notes = notes;
    this.carrier = new Carrier(remote, new Refusals(endpoint), this::deliver, notes);
  }

  /** Carries until the input ends. */
  public void run() {
    try {
      for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        take(line.get());
      }
      settle();
    } catch (IOException _) {
      notes.accept("standard input can't be read any more");
    }
  }

  /** Cancels what is on its way and ends the session. Idempotent. */
  @Override
  public void close() {
    open.values().forEach(carried -> carried.exchange().cancel());
    carrier.close();
  }

  private void take(Lines.Line line) {
    Optional<Message> parsed = line.tooLong() ? Optional.empty() : Message.of(line.bytes());
    if (parsed.isEmpty()) {
      notes.accept("a line is no JSON-RPC message, or longer than " + MOST_BYTES + " bytes");
      deliver(
          Message.of(
              new JsonRpcError(
                      400, JsonRpcError.INVALID_REQUEST, "The line is no JSON-RPC 2.0 message.")
                  .toMessage(null)));
      return;
    }
    Message message = parsed.get();
    if (message.is("notifications/cancelled") && cancelled(message)) {
      return;
    }
    Carried carried = new Carried(message, new Exchange());
    Object id = message.isRequest() ? message.id() : null;
    if (id != null) {
      open.put(id, carried); // Before its own thread, so that a cancel on the next line finds it.
    }
    working.register();
    Thread.ofVirtual()
        .name("bridge-request")
        .start(() -> {
          try {
            carrier.carry(message, carried.exchange());
          } finally {
            if (id != null) {
              open.remove(id, carried);
            }
            working.arriveAndDeregister();
          }
        });
  }

  /** Without sessions, closing the stream is the cancel. Else the endpoint has to be told. */
  private boolean cancelled(Message cancel) {
    Object id = cancel.params().get("requestId");
    Carried carried = id == null ? null : open.get(id);
    if (carried == null || carried.message().version().isEmpty()) {
      return false;
    }
    carried.exchange().cancel();
    return true;
  }

  private void deliver(Message message) {
    try {
      out.writeLine(message.line());
    } catch (IOException e) {
      // The host has gone; its end of the other pipe ends the bridge.
      notes.accept("the host reads no more");
    }
  }

  private void settle() {
    try {
      working.awaitAdvanceInterruptibly(working.arrive(), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      notes.accept("requests were cancelled, since nobody waits for them any more");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
