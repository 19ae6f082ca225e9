package dev.mcpstack.operator.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the metrics of pods over plain HTTP. Thread-safe. */
public final class PodMetrics implements AutoCloseable {
  /** A server with some hundred tools shows a tenth of it. */
  static final int MOST_BYTES = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PodMetrics.class);
  private static final int OK = 200;

  private final int port;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * One that asks at this port.
   *
   * @param timeout how long all of an answer may take
   */
  public PodMetrics(int port, Duration timeout) {
    this.port = port;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY) // Addresses of pods are for the cluster alone.
            .connectTimeout(timeout)
            .build();
  }

  /** What a pod shows; nothing if it can't be read. Never fails. */
  Optional<PodReading> read(PodTarget pod) {
    try {
      return Optional.of(PodText.read(text(pod)));
    } catch (IOException
        | TimeoutException
        | PodText.MalformedException
        | IllegalArgumentException e) {
      LOG.debug("The metrics of pod {} can't be read", pod.name(), e);
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String text(PodTarget pod) throws IOException, TimeoutException, InterruptedException {
    String host = pod.address().contains(":") ? "[" + pod.address() + "]" : pod.address();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/metrics")).build();
    CompletableFuture<HttpResponse<String>> asked =
        http.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
    try {
      HttpResponse<String> answer = asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (answer.statusCode() != OK) {
        throw new IOException("The status is " + answer.statusCode() + ".");
      }
      return answer.body();
    } catch (ExecutionException e) {
      throw new IOException("There is no answer.", e.getCause());
    } finally {
      asked.cancel(true); // Ends one that is under way.
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
