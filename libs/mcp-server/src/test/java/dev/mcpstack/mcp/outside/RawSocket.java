package dev.mcpstack.mcp.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no HTTP client would. */
final class RawSocket {
  private static final int TIMEOUT_MILLIS = 10_000;

  private RawSocket() {}

  /** Sends the text and returns all that comes until the server closes the connection. */
  static String exchange(URI endpoint, String text) {
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends the head of a request, waits for the answer's end, and only then sends the body. Returns
   * the answer, and fails when the body can't be sent.
   */
  static String exchangeAfterAnswer(URI endpoint, String head, String body) {
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readAllBytes();
      socket.getOutputStream().write(body.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(answer, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A good initialize but for the request line and the headers, which are all but these. */
  static String initialize(String requestLine, String... headers) {
    String body = Client.initialize("2025-11-25");
    return requestLine
        + "\r\n"
        + String.join("\r\n", headers)
        + "\r\nAuthorization: Bearer "
        + TestServer.ALICE
        + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
