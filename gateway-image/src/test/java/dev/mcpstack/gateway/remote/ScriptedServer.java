package dev.mcpstack.gateway.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that answers each method as a test says, byte for byte. */
final class ScriptedServer implements AutoCloseable {
  private final HttpServer http;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

  /** Answers a request. */
  @FunctionalInterface
  interface Script {
    void answer(Asked request) throws IOException, InterruptedException;
  }

  ScriptedServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/mcp", this::handle);
    http.start();
    on(
        "server/discover",
        request ->
            request.result(
                Map.of(
                    "supportedVersions", List.of("2026-07-28"),
                    "capabilities",
                        Map.of(
                            "tools", Map.of(),
                            "prompts", Map.of(),
                            "resources", Map.of(),
                            "completions", Map.of()))));
    on("tools/list", request -> request.result(Map.of("tools", List.of())));
    on("prompts/list", request -> request.result(Map.of("prompts", List.of())));
    on(
        "resources/templates/list",
        request -> request.result(Map.of("resourceTemplates", List.of())));
  }

  /** Answers a method so from now on. */
  ScriptedServer on(String method, Script script) {
    scripts.put(method, script);
    return this;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
  }

  /** The next request of the method, those of others passed over. */
  Asked next(String method) throws InterruptedException {
    while (true) {
      Asked next = asked.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no request for " + method);
      }
      if (method.equals(next.message().get("method"))) {
        return next;
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private void handle(HttpExchange exchange) throws IOException {
    Asked request =
        new Asked(
            exchange, (Map<String, Object>) Json.parse(exchange.getRequestBody().readAllBytes()));
    asked.add(request);
    try (exchange) {
      Script script = scripts.get(String.valueOf(request.message().get("method")));
      if (script == null) {
        request.error(404, -32601, "no such method", null);
      } else {
        script.answer(request);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      request.over.countDown();
    }
  }

  /** A request that came, and the way to answer it. */
  static final class Asked {
    private final HttpExchange exchange;
    private final Map<String, Object> message;
    private final CountDownLatch over = new CountDownLatch(1);

    private Asked(HttpExchange exchange, Map<String, Object> message) {
      this.exchange = exchange;
      this.message = message;
    }

    Map<String, Object> message() {
      return message;
    }

    @SuppressWarnings("unchecked") // A JSON object has string keys.
    Map<String, Object> params() {
      return (Map<String, Object>) message.getOrDefault("params", Map.of());
    }

    @SuppressWarnings("unchecked") // A JSON object has string keys.
    Map<String, Object> meta() {
      return (Map<String, Object>) params().getOrDefault("_meta", Map.of());
    }

    @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    /** Whether it was answered, or its client was found to have gone, in time. */
    boolean isOver() throws InterruptedException {
      return over.await(20, TimeUnit.SECONDS);
    }

    void result(Map<String, ?> result) throws IOException {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("resultType", "complete");
      all.putAll(result);
      raw(200, "application/json", answer("result", all));
    }

    void error(int status, int code, String text, @Nullable Map<String, Object> data)
        throws IOException {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", code);
      error.put("message", text);
      if (data != null) {
        error.put("data", data);
      }
      raw(status, "application/json", answer("error", error));
    }

    void raw(int status, String type, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }

    /** Begins a stream. */
    Events events() throws IOException {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      return new Events(exchange.getResponseBody(), this);
    }

    String answer(String key, Map<String, ?> value) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("jsonrpc", "2.0");
      all.put("id", message.get("id"));
      all.put(key, value);
      return new String(Json.write(all), StandardCharsets.UTF_8);
    }
  }

  /** A stream of messages. */
  record Events(OutputStream out, Asked request) {
    void notice(String method, Map<String, ?> params) throws IOException {
      Map<String, Object> notice = Map.of("jsonrpc", "2.0", "method", method, "params", params);
      send("data: " + new String(Json.write(notice), StandardCharsets.UTF_8) + "\n\n");
    }

    void result(Map<String, ?> result) throws IOException {
      send("data: " + request.answer("result", result) + "\n\n");
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Sends signs of life until the client has gone. */
    void untilGone() throws InterruptedException {
      try {
        while (!request.over.await(20, TimeUnit.MILLISECONDS)) {
          send(":\n\n");
        }
      } catch (IOException _) {
        // It has gone.
      }
    }
  }
}
