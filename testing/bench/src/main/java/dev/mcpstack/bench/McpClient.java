package dev.mcpstack.bench;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens MCP sessions whose caller repeats one tool call. */
final class McpClient {
  private static final String VERSION = "2025-11-25";

  private McpClient() {}

  /**
   * A session that is ready to call.
   *
   * @param key bearer key, when the server wants one
   * @param arguments of the call, as JSON
   * @param fragments what every answer must hold beside the request's id
   */
  static HttpCaller open(
      URI endpoint, Optional<String> key, String tool, String arguments, List<String> fragments)
      throws IOException, WrongAnswerException {
    Map<String, String> headers = new LinkedHashMap<>();
    key.ifPresent(bearer -> headers.put("Authorization", "Bearer " + bearer));
    HttpConnection connection = new HttpConnection(endpoint);
    try {
      HttpConnection.Answer initialized = connection.exchange(initialize(endpoint, headers));
      if (initialized.status() != 200) {
        throw new WrongAnswerException("initialize: " + initialized.body());
      }
      headers.put("MCP-Protocol-Version", VERSION);
      initialized
          .header("Mcp-Session-Id")
          .ifPresent(session -> headers.put("Mcp-Session-Id", session));
      connection.exchange(
          HttpCaller.request(
              endpoint,
              headers,
              """
              {"jsonrpc":"2.0","method":"notifications/initialized"}\
              """));
      return new HttpCaller(
          connection,
          endpoint,
          headers,
          "{\"jsonrpc\":\"2.0\",\"id\":",
          afterId(tool, arguments),
          (id, _, body) -> body.contains("\"id\":" + id) && holds(body, fragments));
    } catch (IOException | WrongAnswerException e) {
      connection.close();
      throw e;
    }
  }

  /** The body of a tool call from behind its id. */
  static String afterId(String tool, String arguments) {
    return ",\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + "}}";
  }

  private static boolean holds(String body, List<String> fragments) {
    for (String fragment : fragments) {
      if (!body.contains(fragment)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] initialize(URI endpoint, Map<String, String> headers) {
    return HttpCaller.request(
        endpoint,
        headers,
        """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"%s",\
        "capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}\
        """
            .formatted(VERSION));
  }
}
