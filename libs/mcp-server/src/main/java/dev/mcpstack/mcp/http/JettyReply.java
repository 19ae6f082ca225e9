package dev.mcpstack.mcp.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** A reply on a Jetty response, written by blocking calls of virtual threads. */
final class JettyReply implements McpReply {
  private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.UTF_8);
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());

  private final Response response;
  private final int maxAnswerBytes;
  private boolean streaming;
  private boolean answered;
  private boolean ended;

  JettyReply(Response response, int maxAnswerBytes) {
    this.response = response;
    this.maxAnswerBytes = maxAnswerBytes;
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
    if (!streaming) {
      streaming = true;
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
      // nginx and its kin would hold events back.
      response.getHeaders().put("X-Accel-Buffering", "no");
    }
    write(false, asEvent(bytes));
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
      response.setStatus(202);
    }
  }

  /** Ends a stream that was left without an answer. Nothing is sent after that. */
  synchronized void close() {
    answered = true;
    if (streaming && !ended) {
      write(true, ByteBuffer.allocate(0));
    }
  }

  private void send(int status, byte[] bytes) {
    answered = true;
    if (streaming) {
      write(true, asEvent(bytes));
      return;
    }
    response.setStatus(status);
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
    ended = last;
    try {
      Content.Sink.write(response, last, bytes);
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }
}
