package dev.mcpstack.mcp.stdio;

import dev.mcpstack.mcp.http.AnswerTooLargeException;
import dev.mcpstack.mcp.http.ClientGoneException;
import dev.mcpstack.mcp.http.Json;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A reply among others on one pipe: all its messages are lines there. */
final class StdioReply implements McpReply {
  private final Connection connection;
  private final boolean wanted;
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
    if (!answered) {
      write(Json.write(message));
    }
  }

  @Override
  public synchronized void answer(Object message) {
    if (answered) {
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
    if (!answered) {
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

  /** The connection minds itself: its end is the end of everything on it. */
  @Override
  public Watch watch(Runnable gone) {
    return () -> {};
  }

  @Override
  public void longLived() {}

  @Override
  public void open() {}

  /** Lets nothing more through: who cancels a request wants no answer. */
  @Override
  public synchronized void drop() {
    answered = true;
  }

  private void write(byte[] message) {
    try {
      connection.write(message);
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }
}
