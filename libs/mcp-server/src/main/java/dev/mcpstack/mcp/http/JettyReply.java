package dev.mcpstack.mcp.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** A reply on a Jetty response, written by blocking calls of virtual threads. */
final class JettyReply implements McpReply {
  private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
  private static final HttpField CHUNKED =
      new PreEncodedHttpField(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED.asString());

  private final Response response;
  private final int maxAnswerBytes;
  private final long keepAliveMillis;
  private final Runnable leavesWork;
  private final BooleanSupplier elsewhere;
  private boolean streaming;
  private boolean answered;
  private boolean ended;
  private volatile boolean gone;

  /**
   * A reply.
   *
   * @param keepAliveMillis how long a stream is silent
   * @param leavesWork when the request no longer counts among those in work
   * @param elsewhere whether the client is to come back by another connection
   */
  JettyReply(
      Response response,
      int maxAnswerBytes,
      long keepAliveMillis,
      Runnable leavesWork,
      BooleanSupplier elsewhere) {
    this.response = response;
    this.maxAnswerBytes = maxAnswerBytes;
    this.keepAliveMillis = keepAliveMillis;
    this.leavesWork = leavesWork;
    this.elsewhere = elsewhere;
  }

  @Override
  public synchronized void header(String name, String value) {
    response.getHeaders().put(name, value);
  }

  @Override
  public synchronized void event(Object message) {
    if (answered) {
      return;
    }
    byte[] bytes = Json.write(message);
    stream();
    write(false, asEvent(bytes));
  }

  private synchronized void comment() {
    if (!answered) {
      stream();
      write(false, ByteBuffer.wrap(COMMENT));
    }
  }

  private void stream() {
    if (!streaming) {
      streaming = true;
      if (begin(200)) {
        // Else its end would be that of the connection, which a lost connection has too.
        response.getHeaders().put(CHUNKED);
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
      // nginx and its kin would hold events back.
      response.getHeaders().put("X-Accel-Buffering", "no");
    }
  }

  @Override
  public synchronized void answer(Object message) {
    if (answered) {
      return;
    }
    byte[] bytes = Json.write(message);
    if (bytes.length > maxAnswerBytes) {
      throw new AnswerTooLargeException(bytes.length, maxAnswerBytes);
    }
    send(200, bytes);
  }

  @Override
  public synchronized void refuse(JsonRpcError error, @Nullable Object id) {
    if (!answered) {
      send(error.httpStatus(), Json.write(error.toMessage(id)));
    }
  }

  @Override
  public synchronized void accepted() {
    if (!answered) {
      answered = true;
      begin(202);
    }
  }

  @Override
  public Watch watch(Runnable action) {
    return new ClientWatch(
            response.getRequest().getComponents().getScheduler(),
            connection(),
            keepAliveMillis,
            this::comment,
            () -> {
              drop();
              action.run();
            })
        .begin();
  }

  @Override
  public void open() {
    comment();
  }

  @Override
  public void longLived() {
    leavesWork.run();
  }

  /** Without the lock, which a blocked send holds: closing the connection is what ends that. */
  @Override
  public void drop() {
    gone = true;
    connection().close();
  }

  private EndPoint connection() {
    return response.getRequest().getConnectionMetaData().getConnection().getEndPoint();
  }

  /** Ends a stream that was left without an answer. Nothing is sent after that. */
  synchronized void close() {
    answered = true;
    if (gone) {
      throw new ClientGoneException(new EOFException("closed before the answer"));
    }
    if (streaming && !ended) {
      write(true, ByteBuffer.allocate(0));
    }
  }

  /**
   * A client that is told so at the beginning sends nothing more on the connection, which is closed
   * after the answer. One whose answer has begun already must not lose the connection without a
   * word: its next request may be on the way.
   *
   * @return whether it was told
   */
  private boolean begin(int status) {
    response.setStatus(status);
    boolean closes = elsewhere.getAsBoolean();
    if (closes) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    return closes;
  }

  private void send(int status, byte[] bytes) {
    answered = true;
    if (streaming) {
      write(true, asEvent(bytes));
      return;
    }
    begin(status);
    response.getHeaders().put(JSON);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    write(true, ByteBuffer.wrap(bytes));
  }

  private static ByteBuffer asEvent(byte[] bytes) {
    return ByteBuffer.allocate(EVENT.length + bytes.length + END_OF_EVENT.length)
        .put(EVENT)
        .put(bytes)
        .put(END_OF_EVENT)
        .flip();
  }

  private void write(boolean last, ByteBuffer bytes) {
    if (gone) {
      throw new ClientGoneException(new EOFException("closed before the answer"));
    }
    ended = last;
    try {
      Content.Sink.write(response, last, bytes);
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }
}
