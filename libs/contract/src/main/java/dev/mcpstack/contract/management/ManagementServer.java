package dev.mcpstack.contract.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcpstack.contract.net.Loopback;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET} of {@code /livez} (the process works, or why it has to be restarted), {@code
 * /readyz} (it can answer something, with each check by name) and {@code /metrics} (Prometheus
 * text). It tells no secrets and so asks for none. Thread-safe.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<Optional<String>> stuck;
  private final Map<String, BooleanSupplier> checks;
  private final PrometheusMeterRegistry metrics;

  private ManagementServer(
      HttpServer server,
      Supplier<Optional<String>> stuck,
      Map<String, BooleanSupplier> checks,
      PrometheusMeterRegistry metrics) {
    this.server = server;
    this.stuck = stuck;
    this.checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
    this.metrics = metrics;
  }

  /** Starts on loopback, as {@link #start(String, int, Map, PrometheusMeterRegistry)}. */
  public static ManagementServer start(
      int port, Map<String, BooleanSupplier> checks, PrometheusMeterRegistry metrics) {
    return start(Loopback.HOST, port, checks, metrics);
  }

  /** Starts a program that works for as long as it answers. */
  public static ManagementServer start(
      String host, int port, Map<String, BooleanSupplier> checks, PrometheusMeterRegistry metrics) {
    return start(host, port, Optional::empty, checks, metrics);
  }

  /**
   * Starts answering.
   *
   * @param host where to listen
   * @param port 0 for any that is free
   * @param stuck a sentence that says why only a restart helps; empty while none is needed
   * @param checks what has to hold for the program to be ready, by name, in the order of the
   *     answer; each is asked on every request and answers quickly
   * @param metrics what {@code /metrics} shows
   * @throws IllegalArgumentException when the address is not free, with a sentence that says what
   *     to do
   */
  public static ManagementServer start(
      String host,
      int port,
      Supplier<Optional<String>> stuck,
      Map<String, BooleanSupplier> checks,
      PrometheusMeterRegistry metrics) {
    InetSocketAddress wanted = Loopback.address(host, port);
    HttpServer http;
    try {
      http = HttpServer.create(wanted, 0);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The management port can't listen on "
              + Loopback.format(wanted)
              + ": the port is taken or not allowed. Pass another port, or 0 for any that is"
              + " free.",
          e);
    }
    ManagementServer management = new ManagementServer(http, stuck, checks, metrics);
    http.setExecutor(management.threads);
    http.createContext("/", management::handle);
    http.start();
    return management;
  }

  /** Host and port. */
  public String address() {
    return Loopback.format(server.getAddress());
  }

  /** The port, the one that was chosen where any was asked for. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops at once. Idempotent. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException e) {
        LOG.error("A management request failed", e);
        answer = new Answer(500, PLAIN, "failed\n");
      }
      byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      // An answer to HEAD has no body, whatever its status.
      boolean bare = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status, bare ? -1 : body.length);
      if (!bare) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    boolean known = "/livez".equals(path) || "/readyz".equals(path) || "/metrics".equals(path);
    if (!known) {
      return new Answer(404, PLAIN, "There are /livez, /readyz and /metrics.\n");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      return new Answer(405, PLAIN, "Use GET.\n");
    }
    return switch (path) {
      case "/livez" ->
          stuck
              .get()
              .map(why -> new Answer(503, PLAIN, why + "\n"))
              .orElseGet(() -> new Answer(200, PLAIN, "ok\n"));
      case "/readyz" -> ready();
      default -> new Answer(200, PROMETHEUS, metrics.scrape());
    };
  }

  private Answer ready() {
    boolean ready = true;
    StringBuilder body = new StringBuilder();
    for (Map.Entry<String, BooleanSupplier> check : checks.entrySet()) {
      boolean holds = holds(check.getKey(), check.getValue());
      ready &= holds;
      body.append(holds ? "ok " : "failed ").append(check.getKey()).append('\n');
    }
    return new Answer(
        ready ? 200 : 503, PLAIN, body.append(ready ? "ready\n" : "not ready\n").toString());
  }

  /** A check that throws has failed; why is for the log. */
  private static boolean holds(String name, BooleanSupplier check) {
    try {
      return check.getAsBoolean();
    } catch (RuntimeException e) {
      LOG.warn("The readiness check {} failed", name, e);
      return false;
    }
  }

  private record Answer(int status, String contentType, String body) {}
}
