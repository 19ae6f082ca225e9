package dev.mcpstack.mcp.http;

import java.util.List;

/**
 * Where and how the endpoint is served.
 *
 * @param host address to bind
 * @param port port to bind, 0 for a free one
 * @param maxRequestBytes largest request body
 * @param maxAnswerBytes largest answer
 * @param allowedHosts host names that a request may name beside the loopback ones; with or without
 *     port
 * @param allowedOrigins origins that a browser may call from beside the loopback ones, such as
 *     {@code https://console.example}
 * @param maxInFlight requests in work at once; more are told to come again
 */
public record EndpointSettings(
    String host,
    int port,
    int maxRequestBytes,
    int maxAnswerBytes,
    List<String> allowedHosts,
    List<String> allowedOrigins,
    int maxInFlight) {
  /** How many requests are in work at once where nobody says otherwise. */
  public static final int MAX_IN_FLIGHT = 2_000;

  /** The one path of the endpoint. */
  public static final String PATH = "/mcp";

  /** Copies the lists. */
  public EndpointSettings {
    allowedHosts = List.copyOf(allowedHosts);
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /** Settings with {@value #MAX_IN_FLIGHT} requests in work at once. */
  public EndpointSettings(
      String host,
      int port,
      int maxRequestBytes,
      int maxAnswerBytes,
      List<String> allowedHosts,
      List<String> allowedOrigins) {
    this(host, port, maxRequestBytes, maxAnswerBytes, allowedHosts, allowedOrigins, MAX_IN_FLIGHT);
  }

  /** A free loopback port with the default limits: 4 MiB in, 8 MiB out. */
  public static EndpointSettings loopback(int port) {
    return new EndpointSettings("127.0.0.1", port, 4 << 20, 8 << 20, List.of(), List.of());
  }
}
