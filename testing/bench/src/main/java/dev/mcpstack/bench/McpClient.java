package dev.mcpstack.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes MCP clients that repeat one tool call, in either era of the protocol. */
public final class McpClient {
  /** The era with sessions. */
  static final String SESSIONS = "2025-11-25";

  /** The era in which each request says all that is needed. */
  static final String STATELESS = "2026-07-28";

  private static final String META =
      """
      ,"_meta":{"io.modelcontextprotocol/protocolVersion":"%s",\
      "io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"},\
      "io.modelcontextprotocol/clientCapabilities":{}}\
      """
          .formatted(STATELESS);

  private McpClient() {}

  /** A client of a version, connected and ready to call. */
  static HttpCaller open(String version, Target target, ToolCall call)
      throws IOException, WrongAnswerException {
    return version.equals(STATELESS) ? stateless(target, call) : session(target, call);
  }

  /** One whose session is open. */
  static HttpCaller session(Target target, ToolCall call) throws IOException, WrongAnswerException {
    Map<String, String> headers = new LinkedHashMap<>(target.headers());
    HttpConnection connection = target.connect();
    try {
      HttpConnection.Answer initialized = connection.exchange(initialize(target, headers));
      if (initialized.status() != 200) {
        throw new WrongAnswerException("initialize: " + initialized.body());
      }
      headers.put("MCP-Protocol-Version", SESSIONS);
      initialized
          .header("Mcp-Session-Id")
          .ifPresent(session -> headers.put("Mcp-Session-Id", session));
      connection.exchange(
          HttpCaller.request(
              target.addressed(),
              headers,
              """
              {"jsonrpc":"2.0","method":"notifications/initialized"}\
              """));
      return caller(connection, target, headers, call, "");
    } catch (IOException | WrongAnswerException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Calls a tool once, in the era without sessions.
   *
   * @param arguments as JSON
   * @return the body of the answer
   */
  public static String ask(Target target, String tool, String arguments) throws IOException {
    ToolCall call = new ToolCall(tool, arguments, List.of());
    byte[] request =
        HttpCaller.request(
            target.addressed(),
            statelessHeaders(target, call),
            ToolCall.BEFORE_ID + 1 + call.afterId(META));
    try (HttpConnection connection = target.connect()) {
      return connection.exchange(request).body();
    }
  }

  private static Map<String, String> statelessHeaders(Target target, ToolCall call) {
    Map<String, String> headers = new LinkedHashMap<>(target.headers());
    headers.put("MCP-Protocol-Version", STATELESS);
    headers.put("Mcp-Method", "tools/call");
    headers.put("Mcp-Name", call.tool());
    return headers;
  }

  private static HttpCaller stateless(Target target, ToolCall call) throws IOException {
    return caller(target.connect(), target, statelessHeaders(target, call), call, META);
  }

  private static HttpCaller caller(
      HttpConnection connection,
      Target target,
      Map<String, String> headers,
      ToolCall call,
      String meta) {
    return new HttpCaller(
        connection,
        target.addressed(),
        headers,
        ToolCall.BEFORE_ID,
        call.afterId(meta),
        (id, _, body) -> call.isAnsweredBy(id, body));
  }

  private static byte[] initialize(Target target, Map<String, String> headers) {
    return HttpCaller.request(
        target.addressed(),
        headers,
        """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"%s",\
        "capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}\
        """
            .formatted(SESSIONS));
  }
}
