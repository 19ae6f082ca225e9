package dev.mcpstack.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Something at a URL that answers as a test tells it to, which no endpoint of ours would. */
final class ScriptedEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** What came; the message is empty when it was none. */
  record Asked(String verb, Map<String, List<String>> headers, Map<?, ?> message) {
    String method() {
      return String.valueOf(message.get("method"));
    }

    /** A header, empty when there is none. */
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  /**
   * What it says.
   *
   * @param session the session that it gives, empty for none
   * @param cut whether the connection breaks before the end that was announced
   */
  record Said(int status, String type, String body, String session, boolean cut) {
    static Said json(String body) {
      return of(200, "application/json", body);
    }

    static Said events(String body) {
      return of(200, "text/event-stream", body);
    }

    static Said of(int status, String type, String body) {
      return new Said(status, type, body.replace('\'', '"'), "", false);
    }

    Said inSession(String id) {
      return new Said(status, type, body, id, cut);
    }

    Said cutOff() {
      return new Said(status, type, body, session, true);
    }
  }

  ScriptedEndpoint(Function<Asked, Said> script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, script));
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
  }

  /** All that came so far. */
  List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange, Function<Asked, Said> script) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<?, ?> message = body.length == 0 ? Map.of() : (Map<?, ?>) Json.parse(body);
    Asked one =
        new Asked(exchange.getRequestMethod(), Map.copyOf(exchange.getRequestHeaders()), message);
    asked.add(one);
    Said said = script.apply(one);
    byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", said.type());
    if (!said.session().isEmpty()) {
      exchange.getResponseHeaders().set("Mcp-Session-Id", said.session());
    }
    long length = bytes.length + (said.cut() ? 1L : 0L);
    exchange.sendResponseHeaders(said.status(), length == 0 ? -1 : length);
    try (exchange) {
      OutputStream out = exchange.getResponseBody();
      out.write(bytes);
      out.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
