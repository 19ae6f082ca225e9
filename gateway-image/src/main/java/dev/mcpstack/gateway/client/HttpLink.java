package dev.mcpstack.gateway.client;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Posts messages to one endpoint by blocking calls of virtual threads. Thread-safe. */
final class HttpLink {
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final long END_SECONDS = 2;

  private final HttpClient http;
  private final URI endpoint;
  private final int maxAnswerBytes;
  private final Optional<String> pod;

  /**
   * What a request is sent with.
   *
   * @param silence how long the server may send nothing; zero for any time
   * @param limit how long all may take; zero for any time
   */
  record Post(
      Map<String, Object> message, Map<String, String> headers, Duration silence, Duration limit) {}

  /**
   * What came back.
   *
   * @param message the JSON-RPC answer, null when the body was none
   */
  record Answer(int status, @Nullable Map<String, Object> message) {}

  /**
   * A link.
   *
   * @param pod the host of the one process to ask, where the endpoint has several
   */
  HttpLink(HttpClient http, URI endpoint, int maxAnswerBytes, Optional<String> pod) {
    this.pod = pod;
    this.http = http;
    this.endpoint = endpoint;
    this.maxAnswerBytes = maxAnswerBytes;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param cancellation closes the connection at once, which tells the server
   * @param notices takes what the server says before the answer
   * @throws IOException when the connection fails, the answer breaks off or is none
   */
  Answer send(Post post, Cancellation cancellation, Consumer<Map<String, Object>> notices)
      throws IOException {
    Request request = request(post);
    InputStreamResponseListener listener = new InputStreamResponseListener();
    boolean done = false;
    try (var _ = cancellation.onCancel(() -> abort(request, new IOException("cancelled")))) {
      request.send(listener);
      Answer answer = answer(head(listener), listener.getInputStream(), notices);
      done = true;
      return answer;
    } finally {
      if (!done) {
        abort(request, new IOException("nobody waits for the answer"));
      }
    }
  }

  /** Closes the connection. Whether it was closed already makes no difference. */
  private static void abort(Request request, Throwable why) {
    var _ = request.abort(why);
  }

  private Request request(Post post) {
    Request request =
        http.newRequest(endpoint)
            .method("POST")
            .headers(fields -> {
              fields.put(HttpHeader.ACCEPT, JSON + ", " + EVENTS);
              post.headers().forEach(fields::put);
            })
            .body(new BytesRequestContent(JSON, Json.write(post.message())))
            .idleTimeout(post.silence().toMillis(), TimeUnit.MILLISECONDS);
    pod.ifPresent(request::tag);
    return post.limit().isZero()
        ? request
        : request.timeout(post.limit().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Response head(InputStreamResponseListener listener) throws IOException {
    try {
      // The request's own limits end it.
      return listener.get(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Answer answer(Response response, InputStream body, Consumer<Map<String, Object>> notices)
      throws IOException {
    int status = response.getStatus();
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type != null && type.startsWith(EVENTS)) {
      return new Answer(status, lastOf(body, notices));
    }
    byte[] bytes = body.readNBytes(maxAnswerBytes + 1);
    if (bytes.length > maxAnswerBytes) {
      throw new AnswerTooLargeException();
    }
    return new Answer(status, type != null && type.startsWith(JSON) ? parse(bytes) : null);
  }

  private Map<String, Object> lastOf(InputStream body, Consumer<Map<String, Object>> notices)
      throws IOException {
    EventReader events = new EventReader(body, maxAnswerBytes);
    while (true) {
      byte[] data = events.next();
      if (data == null) {
        throw new IOException("the stream ended before the answer");
      }
      Map<String, Object> message = parse(data);
      if (message == null) {
        throw new IOException("an event is no JSON-RPC message");
      }
      if (message.containsKey("method")) {
        notices.accept(message);
      } else {
        end(body);
        return message;
      }
    }
  }

  /** Reads on to the end, which frees the connection for others, without keeping the caller. */
  private void end(InputStream body) {
    var late =
        http.getScheduler().schedule(() -> closeQuietly(body), END_SECONDS, TimeUnit.SECONDS);
    Thread.startVirtualThread(() -> {
      try (body) {
        if (body.read() < 0) {
          late.cancel();
        }
      } catch (IOException _) {
        late.cancel(); // The answer is there; the connection is of no more use.
      }
    });
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException _) {
      // It is closed.
    }
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static @Nullable Map<String, Object> parse(byte[] bytes) {
    try {
      return Json.parse(bytes) instanceof Map<?, ?> message ? (Map<String, Object>) message : null;
    } catch (JacksonException _) {
      return null;
    }
  }
}
