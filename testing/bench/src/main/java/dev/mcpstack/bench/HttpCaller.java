package dev.mcpstack.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sends the same JSON-RPC request again and again, each time with a new id, and checks every
 * answer.
 */
final class HttpCaller implements Caller {
  /** Ids have nine digits, so that every request of a case is equally long. */
  private static final int FIRST_ID = 100_000_000;

  private final HttpConnection connection;
  private final String beforeId;
  private final String afterId;
  private final Check check;
  private final byte[] request;
  private final int idAt;
  private int id = FIRST_ID;

  /** Tells whether an answer's body is right. */
  @FunctionalInterface
  interface Check {
    /**
     * Whether it is.
     *
     * @param requestBody what was sent
     */
    boolean isRight(String id, String requestBody, String answerBody);
  }

  /**
   * A caller.
   *
   * @param headers beside Host, Content-Type, Accept and Content-Length
   * @param beforeId the body up to the id
   * @param afterId the body from behind the id
   */
  HttpCaller(
      HttpConnection connection,
      URI endpoint,
      Map<String, String> headers,
      String beforeId,
      String afterId,
      Check check) {
    this.connection = connection;
    this.beforeId = beforeId;
    this.afterId = afterId;
    this.check = check;
    String body = beforeId + FIRST_ID + afterId;
    this.request = request(endpoint, headers, body);
    this.idAt = request.length - afterId.length() - 9;
  }

  /** A POST of an ASCII body. */
  static byte[] request(URI endpoint, Map<String, String> headers, String body) {
    StringBuilder head = new StringBuilder("POST ");
    head.append(endpoint.getPath()).append(" HTTP/1.1\r\nHost: ").append(endpoint.getAuthority());
    head.append("\r\nContent-Type: application/json");
    head.append("\r\nAccept: application/json, text/event-stream");
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\nContent-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void call() throws IOException, WrongAnswerException {
    String text = Integer.toString(++id);
    for (int i = 0; i < text.length(); i++) {
      request[idAt + i] = (byte) text.charAt(i);
    }
    HttpConnection.Answer answer = connection.exchange(request);
    if (answer.status() != 200 || !check.isRight(text, beforeId + text + afterId, answer.body())) {
      throw new WrongAnswerException(
          "status " + answer.status() + ", body '" + answer.body() + "'");
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
