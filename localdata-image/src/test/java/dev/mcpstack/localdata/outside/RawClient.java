package dev.mcpstack.localdata.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A client on bare HTTP, for what the SDK's client can't do: send a cancel. */
final class RawClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;
  private final String key;
  private final String session;

  RawClient(Running running, String principal) throws IOException, InterruptedException {
    this.endpoint = running.endpoint();
    this.key = Running.key(principal);
    HttpResponse<String> answer =
        http.send(
            request(
                """
                {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}}
                """,
                ""),
            HttpResponse.BodyHandlers.ofString());
    this.session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  /** Starts a query; the body of the answer comes later. */
  CompletableFuture<String> query(int id, String source, String sql) {
    return http.sendAsync(
            request(
                """
                {"jsonrpc": "2.0", "id": %d, "method": "tools/call", "params": {"name": "execute_query",
                 "arguments": {"source": "%s", "sql": "%s"}}}
                """
                    .formatted(id, source, sql),
                session),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  /** Starts a query with progress; what comes while it runs, line by line. */
  Stream<String> progress(int id, String source, String sql)
      throws IOException, InterruptedException {
    return http.send(
            request(
                """
                {"jsonrpc": "2.0", "id": %d, "method": "tools/call", "params": {"name": "execute_query",
                 "arguments": {"source": "%s", "sql": "%s"}, "_meta": {"progressToken": "p"}}}
                """
                    .formatted(id, source, sql),
                session),
            HttpResponse.BodyHandlers.ofLines())
        .body();
  }

  void cancel(int id) throws IOException, InterruptedException {
    http.send(
        request(
            """
            {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": %d}}
            """
                .formatted(id),
            session),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String body, String session) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return (session.isEmpty() ? request : request.header("Mcp-Session-Id", session)).build();
  }

  @Override
  public void close() {
    http.close();
  }
}
