package dev.mcpstack.standalone.bridge;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The endpoint, by HTTP. */
public final class Remote implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration END_LIMIT = Duration.ofSeconds(1);
  private static final String EVENTS = "text/event-stream";

  private final HttpClient http;
  private final URI endpoint;
  private final @Nullable String key;

  /**
   * An endpoint.
   *
   * @param key sent with every request, null for none
   * @param tls whom to trust, null for the usual authorities
   */
  public Remote(URI endpoint, @Nullable String key, @Nullable SSLContext tls) {
    this.endpoint = endpoint;
    this.key = key;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // Closing a stream closes its connection.
            .connectTimeout(CONNECT_LIMIT)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.http = builder.build();
  }

  CompletableFuture<HttpResponse<InputStream>> post(Message message, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(headers)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, " + EVENTS)
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.bytes()));
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Asks for the stream of what the endpoint sends by itself. */
  CompletableFuture<HttpResponse<InputStream>> listen(Map<String, String> headers) {
    HttpRequest.Builder request = request(headers).header("Accept", EVENTS).GET();
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Ends a session, if the endpoint cares. */
  CompletableFuture<HttpResponse<Void>> end(Map<String, String> headers) {
    HttpRequest.Builder request = request(headers).timeout(END_LIMIT).DELETE();
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint);
    headers.forEach(request::header);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request;
  }
}
