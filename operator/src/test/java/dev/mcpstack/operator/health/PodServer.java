package dev.mcpstack.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A pod's management port on an address of loopback of its own, whose metrics a test writes. */
final class PodServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Answer answer = exchange -> send(exchange, 200, text(0, 0, 0));

  /** How it answers. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /**
   * Starts one.
   *
   * @param port 0 for any that is free
   */
  PodServer(String address, int port) throws IOException {
    http = HttpServer.create(new InetSocketAddress(address, port), 0);
    http.setExecutor(threads);
    http.createContext(
        "/metrics",
        exchange -> {
          asked.incrementAndGet();
          try (exchange) {
            answer.to(exchange);
          }
        });
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  int asked() {
    return asked.get();
  }

  PodTarget target() {
    String address = http.getAddress().getAddress().getHostAddress();
    return new PodTarget("pod-" + address, "uid-" + address, address, 0, true);
  }

  void answers(Answer next) {
    answer = next;
  }

  /** A gateway that has answered so many calls, and holds so much. */
  void shows(long calls, long errors, long held) {
    answers(exchange -> send(exchange, 200, text(calls, errors, held)));
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  static String text(long calls, long errors, long held) {
    return """
    mcpstack_calls_seconds_count{fault="none",server="gateway"} %d
    mcpstack_calls_seconds_count{fault="server",server="gateway"} %d
    mcpstack_requests_running{server="gateway"} %d
    """
        .formatted(calls - errors, errors, held);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
