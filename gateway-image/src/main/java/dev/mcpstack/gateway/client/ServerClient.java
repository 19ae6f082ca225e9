package dev.mcpstack.gateway.client;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.peer.PrincipalHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;

/** Makes requests to one server. Thread-safe. */
public final class ServerClient {
  private static final Duration LISTEN_SILENCE = Duration.ofMinutes(5);

  private final Server server;
  private final HttpClient http;
  private final HttpLink link;
  private final AtomicLong ids = new AtomicLong();

  /** A client of the server. */
  public ServerClient(Server server, HttpClient http) {
    this(server, http, Optional.empty());
  }

  private ServerClient(Server server, HttpClient http, Optional<String> pod) {
    this.server = server;
    this.http = http;
    this.link = new HttpLink(http, server.endpoint(), server.maxAnswerBytes(), pod);
  }

  /** A client of that one of the server's processes which is at this host. */
  public ServerClient at(String host) {
    return new ServerClient(server, http, Optional.of(host));
  }

  /** The server. */
  public Server server() {
    return server;
  }

  /**
   * Makes a request and waits for its result. What the server says meanwhile goes to the client of
   * the call.
   *
   * @param headers beside those of every request
   * @throws dev.mcpstack.contract.error.StackException when the server can't be reached, fails, or
   *     the call is cancelled
   * @throws dev.mcpstack.mcp.call.BrokenRequestException when the server says so
   * @throws dev.mcpstack.mcp.call.MissingCapabilityException when the server says so
   */
  public Map<String, Object> request(
      McpCall call, String method, Map<String, Object> params, Map<String, String> headers) {
    HttpLink.Post post = post(call, method, params, headers, server.timeout(), server.timeout());
    return send(post, method, call.cancellation(), new Notices(call.client()));
  }

  /** The headers of a request about what has this name or URI. */
  public static Map<String, String> named(String name) {
    return Map.of("Mcp-Name", HeaderText.of(name));
  }

  /**
   * Listens for changes until the server ends it or it is cancelled.
   *
   * @param filter as {@code subscriptions/listen} has it
   * @param notices takes each message, the acknowledgement first
   */
  public void listen(
      Principal principal,
      Map<String, Object> filter,
      Cancellation cancellation,
      Consumer<Map<String, Object>> notices) {
    McpCall call = McpCall.of(principal, "", cancellation);
    String method = "subscriptions/listen";
    HttpLink.Post post =
        post(
            call, method, Map.of("notifications", filter), Map.of(), LISTEN_SILENCE, Duration.ZERO);
    send(post, method, cancellation, notices);
  }

  private HttpLink.Post post(
      McpCall call,
      String method,
      Map<String, Object> params,
      Map<String, String> more,
      Duration silence,
      Duration limit) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("MCP-Protocol-Version", Wire.VERSION);
    headers.put("Mcp-Method", method);
    if (server.own()) {
      headers.put(PrincipalHeader.NAME, PrincipalHeader.write(call.principal()));
    }
    return new HttpLink.Post(
        Wire.message(ids.incrementAndGet(), method, params, call), headers, silence, limit);
  }

  private Map<String, Object> send(
      HttpLink.Post post,
      String method,
      Cancellation cancellation,
      Consumer<Map<String, Object>> notices) {
    try {
      return Failures.result(server, method, link.send(post, cancellation, notices));
    } catch (IOException e) {
      cancellation.throwIfCancelled();
      throw Failures.of(server, e);
    }
  }
}
