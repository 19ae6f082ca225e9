package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class HttpConnectionTest {
  private static final byte[] REQUEST = new byte[1];

  @Test
  void exchange_chunkedAnswerInPieces_isReadWhole() throws Exception {
    HttpConnection.Answer answer =
        answerTo(
            "HTTP/1.1 200 OK\r\nTransfer-Enc",
            "oding: chunked\r\n\r",
            "\n3\r\nabc\r\n",
            "2\r\nd",
            "e\r\n0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("abcde");
  }

  @Test
  void exchange_answerLargerThanTheBuffer_isReadWhole() throws Exception {
    String body = "x".repeat(50_000);
    HttpConnection.Answer answer =
        answerTo("HTTP/1.1 404 Not Found\r\ncontent-length: 50000\r\n\r\n", body);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void exchange_connectionThatEndsEarly_fails() {
    assertThatThrownBy(() -> answerTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"))
        .isInstanceOf(EOFException.class)
        .hasMessage("the server closed the connection");
  }

  private static HttpConnection.Answer answerTo(String... pieces) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server, pieces));
      try (HttpConnection connection =
          new HttpConnection(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))) {
        return connection.exchange(REQUEST);
      } finally {
        served.join();
      }
    }
  }

  private static void serve(ServerSocket server, String... pieces) {
    try (Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      socket.getInputStream().readNBytes(REQUEST.length);
      for (String piece : pieces) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
