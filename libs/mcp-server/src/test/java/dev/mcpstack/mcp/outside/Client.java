package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends what it is told to, and after every answer checks that nothing of the
 * server's inside is in it.
 */
final class Client {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI endpoint;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  private Client(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** One that sends the headers of a good client and the key, but has no session. */
  static Client of(TestServer server, String key) {
    return of(server.endpoint(), key);
  }

  private static Client of(URI endpoint, String key) {
    return new Client(endpoint)
        .with("Authorization", "Bearer " + key)
        .with("Content-Type", "application/json")
        .with("Accept", "application/json, text/event-stream");
  }

  /** One that has begun a session. */
  static Client begun(TestServer server, String key) {
    return begun(server.endpoint(), key);
  }

  /** The same at any server. */
  static Client begun(URI endpoint, String key) {
    Client client = of(endpoint, key);
    HttpResponse<String> answer = client.post(initialize("2025-11-25"));
    assertThat(answer.statusCode()).isEqualTo(200);
    String session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
    client = client.with("Mcp-Session-Id", session).with("MCP-Protocol-Version", "2025-11-25");
    assertThat(client.post(notification("notifications/initialized", "{}")).statusCode())
        .isEqualTo(202);
    return client;
  }

  static String initialize(String version) {
    return request(
        "0",
        "initialize",
        "{\"protocolVersion\": \"%s\", \"capabilities\": {}, \"clientInfo\": {\"name\": \"t\", \"version\": \"1\"}}"
            .formatted(version));
  }

  static String request(String id, String method, String params) {
    return "{\"jsonrpc\": \"2.0\", \"id\": %s, \"method\": \"%s\", \"params\": %s}"
        .formatted(id, method, params);
  }

  static String notification(String method, String params) {
    return "{\"jsonrpc\": \"2.0\", \"method\": \"%s\", \"params\": %s}".formatted(method, params);
  }

  static String cancel(String id) {
    return notification("notifications/cancelled", "{\"requestId\": %s}".formatted(id));
  }

  /** The same client at another server. */
  Client at(TestServer server) {
    Client other = new Client(server.endpoint());
    other.headers.putAll(headers);
    return other;
  }

  /** The same with another value of a header, or without it. */
  Client with(String name, @Nullable String value) {
    Client other = new Client(endpoint);
    other.headers.putAll(headers);
    other.headers.keySet().removeIf(name::equalsIgnoreCase);
    if (value != null) {
      other.headers.put(name, value);
    }
    return other;
  }

  Map<String, String> headers() {
    return headers;
  }

  String session() {
    return Optional.ofNullable(headers.get("Mcp-Session-Id")).orElseThrow();
  }

  HttpResponse<String> post(String body) {
    return send(builder().POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return checked(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  CompletableFuture<HttpResponse<String>> postAsync(String body) {
    return HTTP.sendAsync(
            builder().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(Client::checked);
  }

  HttpRequest.Builder builder() {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).timeout(TIMEOUT);
    headers.forEach(request::header);
    return request;
  }

  /** A request as bytes have it, for who writes to the socket himself. */
  String raw(String body) {
    return head("POST")
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /** The same for the stream of a session. */
  String rawListen() {
    return head("GET") + "\r\n";
  }

  private String head(String verb) {
    StringBuilder head = new StringBuilder(verb + " /mcp HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.toString();
  }

  /** Calls a tool and returns the whole answer. */
  Tree call(String tool, String arguments) {
    return call(String.valueOf(ids.incrementAndGet()), tool, arguments);
  }

  Tree call(String id, String tool, String arguments) {
    return result(post(callBody(id, tool, arguments)));
  }

  CompletableFuture<Tree> callAsync(String id, String tool, String arguments) {
    return postAsync(callBody(id, tool, arguments)).thenApply(Client::result);
  }

  static String callBody(String id, String tool, String arguments) {
    return request(
        id,
        "tools/call",
        "{\"name\": %s, \"arguments\": %s}"
            .formatted(new String(Json.write(tool), StandardCharsets.UTF_8), arguments));
  }

  private static Tree result(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Tree.parse(answer.body());
  }

  private static HttpResponse<String> checked(HttpResponse<String> answer) {
    Leaks.check(answer.headers().map() + "\n" + answer.body());
    return answer;
  }
}
