package dev.mcpstack.mcp.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** A reply on a Jetty response, written by blocking calls of virtual threads. */
final class JettyReply implements McpReply {
  private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.UTF_8);

  private final Response response;
  private final int maxAnswerBytes;
  private @Nullable OutputStream stream;
  private boolean answered;

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
    if (stream == null) {
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
      // nginx and its kin would hold events back.
      response.getHeaders().put("X-Accel-Buffering", "no");
      stream = Content.Sink.asOutputStream(response);
    }
    writeEvent(Json.write(message));
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

  /** Ends the stream, when there is one. */
  synchronized void close() {
    answered = true;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        throw new ClientGoneException(e);
      }
    }
  }

  private void send(int status, byte[] bytes) {
    answered = true;
    if (stream != null) {
      writeEvent(bytes);
      return;
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    stream = Content.Sink.asOutputStream(response);
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }

  private void writeEvent(byte[] bytes) {
    OutputStream out = stream;
    if (out == null) {
      throw new IllegalStateException("the stream has not begun");
    }
    try {
      out.write(EVENT);
      out.write(bytes);
      out.write(END_OF_EVENT);
      out.flush();
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }
}
