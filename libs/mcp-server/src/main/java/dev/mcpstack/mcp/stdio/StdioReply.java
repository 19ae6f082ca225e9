package dev.mcpstack.mcp.stdio;

import dev.mcpstack.mcp.http.AnswerTooLargeException;
import dev.mcpstack.mcp.http.ClientGoneException;
import dev.mcpstack.mcp.http.Json;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A reply among others on one pipe: all its messages are lines there. */
final class StdioReply implements McpReply {
  private final Connection connection;
  private final boolean wanted;
  private final Set<Minding> watching = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;
  private volatile boolean dropped;
  private boolean answered;

  /**
   * A reply.
   *
   * @param wanted whether it is one to a request: notifications and responses get none
   */
  StdioReply(Connection connection, boolean wanted) {
    this.connection = connection;
    this.wanted = wanted;
  }

  @Override
  public void header(String name, String value) {
    connection.header(name, value);
  }

  @Override
  public synchronized void event(Object message) {
    if (!answered && !dropped) {
      write(Json.write(message));
    }
  }

  @Override
  public synchronized void answer(Object message) {
    if (answered || dropped) {
      return;
    }
    byte[] bytes = Json.write(message);
    if (bytes.length > connection.maxAnswerBytes()) {
      throw new AnswerTooLargeException(bytes.length, connection.maxAnswerBytes());
    }
    answered = true;
    write(bytes);
  }

  @Override
  public synchronized void refuse(JsonRpcError error, @Nullable Object id) {
    if (!answered && !dropped) {
      answered = true;
      if (wanted) {
        write(Json.write(error.toMessage(id)));
      }
    }
  }

  @Override
  public synchronized void accepted() {
    answered = true;
  }

  @Override
  public Watch watch(Runnable gone) {
    Minding minding = new Minding(gone);
    watching.add(minding);
    if (cancelled) {
      minding.tell();
    }
    return minding;
  }

  @Override
  public void longLived() {
    connection.longLived(this);
  }

  /** A pipe is always a stream. */
  @Override
  public void open() {}

  @Override
  public void drop() {
    dropped = true; // Not under the lock, which another thread holds while it writes.
  }

  /** Tells whoever minds the client: it wants no answer any more, and gets none. */
  void cancel() {
    dropped = true;
    cancelled = true;
    watching.forEach(Minding::tell);
  }

  private void write(byte[] message) {
    try {
      connection.write(message);
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }

  /** Somebody who wants to know when the answer is no longer wanted. */
  private final class Minding implements Watch {
    private final Runnable gone;

    private Minding(Runnable gone) {
      this.gone = gone;
    }

    private void tell() {
      if (watching.remove(this)) {
        Thread.ofVirtual().name("stdio-cancel").start(gone);
      }
    }

    @Override
    public void close() {
      watching.remove(this);
    }
  }
}
