package dev.mcpstack.doctor.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stands before a real endpoint and passes everything on, but for what a test has it lie about. */
final class LyingFront implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Lie> lies = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger told = new AtomicInteger();
  private final URI real;

  /** One that is honest so far. */
  LyingFront(URI real) {
    this.real = real;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
  }

  /** How often it has lied. */
  int told() {
    return told.get();
  }

  /** Answers what is true of requests that hold the text, changed. */
  LyingFront change(String asked, UnaryOperator<String> change) {
    lies.add(
        new Lie(
            asked,
            (exchange, truth) ->
                send(
                    exchange, truth.statusCode(), "application/json", change.apply(truth.body()))));
    return this;
  }

  /** Answers requests that hold the text with this. */
  LyingFront say(String asked, int status, String type, String body) {
    lies.add(new Lie(asked, (exchange, _) -> send(exchange, status, type, body)));
    return this;
  }

  /** Answers them never. */
  LyingFront hang(String asked) {
    lies.add(new Lie(asked, (_, _) -> end.await()));
    return this;
  }

  /** Closes the connection instead of an answer. */
  LyingFront breakOff(String asked) {
    lies.add(new Lie(asked, (exchange, _) -> exchange.close()));
    return this;
  }

  /** Answers them with the text over and over. */
  LyingFront endless(String asked, String type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    lies.add(
        new Lie(
            asked,
            (exchange, _) -> {
              exchange.getResponseHeaders().set("Content-Type", type);
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream out = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                  out.write(bytes);
                }
              }
            }));
    return this;
  }

  /**
   * A lie.
   *
   * @param asked what requests hold that it is told to
   */
  private record Lie(String asked, Teller teller) {}

  @FunctionalInterface
  private interface Teller {
    void tell(HttpExchange exchange, HttpResponse<String> truth)
        throws IOException, InterruptedException;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try (exchange) {
      HttpResponse<String> truth = ask(exchange, request);
      truth
          .headers()
          .firstValue("Mcp-Session-Id")
          .ifPresent(id -> exchange.getResponseHeaders().set("Mcp-Session-Id", id));
      for (Lie lie : lies) {
        if (request.contains(lie.asked())) {
          told.incrementAndGet();
          lie.teller().tell(exchange, truth);
          return;
        }
      }
      send(
          exchange,
          truth.statusCode(),
          truth.headers().firstValue("Content-Type").orElse(""),
          truth.body());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> ask(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(real);
    for (String header :
        List.of(
            "Authorization", "Accept", "Content-Type", "Mcp-Session-Id", "MCP-Protocol-Version")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    if (exchange.getRequestMethod().equals("GET")) {
      end.await(); // A stream on which nothing is ever said.
    }
    request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!type.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    end.countDown();
    http.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
