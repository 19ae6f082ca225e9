package dev.mcpstack.operator.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Answers each connection's first words with the same list, as a sentinel would. */
final class SpeakingServer implements AutoCloseable {
  private final ServerSocket server;
  private final String answer;

  SpeakingServer(List<String> items) {
    StringBuilder text = new StringBuilder("*" + items.size() + "\r\n");
    items.forEach(
        item -> text.append('$').append(item.length()).append("\r\n").append(item).append("\r\n"));
    answer = text.toString();
    try {
      server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        if (client.getInputStream().read() >= 0) {
          client.getOutputStream().write(answer.getBytes(UTF_8));
          client.getInputStream().readAllBytes();
        }
      } catch (IOException _) {
        // Closed: the asker sees a connection that ends.
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
