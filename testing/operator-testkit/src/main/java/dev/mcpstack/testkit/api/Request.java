package dev.mcpstack.testkit.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One request as it came. */
record Request(
    String method,
    String path,
    Map<String, String> query,
    String user,
    String agent,
    String contentType,
    boolean upgrade,
    String body) {

  static Request read(HttpExchange exchange, String anonymous) throws IOException {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      query.put(
          decode(equals < 0 ? pair : pair.substring(0, equals)),
          equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    String authorization = header(exchange, "Authorization");
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query,
        authorization.startsWith("Bearer ")
            ? authorization.substring("Bearer ".length())
            : anonymous,
        header(exchange, "User-Agent"),
        header(exchange, "Content-Type"),
        header(exchange, "Upgrade").equalsIgnoreCase("websocket"),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static String header(HttpExchange exchange, String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  String query(String name) {
    return query.getOrDefault(name, "");
  }

  boolean isTrue(String name) {
    return query(name).equals("true") || query(name).equals("1");
  }

  /** The name under which a write owns fields. */
  String manager() {
    int slash = agent.indexOf('/');
    return query(FIELD_MANAGER).isEmpty()
        ? agent.substring(0, slash < 0 ? agent.length() : slash)
        : query(FIELD_MANAGER);
  }

  static final String FIELD_MANAGER = "fieldManager";
}
