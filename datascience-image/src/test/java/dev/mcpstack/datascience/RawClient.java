package dev.mcpstack.datascience;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Chooses its own request ids, so that it can cancel a call. */
final class RawClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;
  private final String session;

  RawClient(URI endpoint) throws IOException, InterruptedException {
    this.endpoint = endpoint;
    String initialize =
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";
    session =
        http.send(request(initialize).build(), HttpResponse.BodyHandlers.ofString())
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
  }

  /** Calls a tool; the answer is the body as it came. */
  CompletableFuture<String> call(int id, String tool, String arguments) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
            .formatted(id, tool, arguments);
    return http.sendAsync(
            request(body).header("Mcp-Session-Id", session).build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  void cancel(int id) throws IOException, InterruptedException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}"
            .formatted(id);
    http.send(
        request(body).header("Mcp-Session-Id", session).build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private HttpRequest.Builder request(String body) {
    return HttpRequest.newBuilder(endpoint)
        .header("Authorization", "Bearer " + Fixture.ALICE_KEY)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }
}
