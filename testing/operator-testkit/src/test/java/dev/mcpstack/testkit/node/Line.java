package dev.mcpstack.testkit.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that stays open, by lines. */
final class Line implements AutoCloseable {
  private static final int MILLIS = 10_000;
  private final Socket socket = new Socket();
  private final BufferedReader in;
  private final PrintWriter out;

  Line(InetSocketAddress address) {
    try {
      socket.connect(address, MILLIS);
      socket.setSoTimeout(MILLIS);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a line; empty at the end. */
  String ask(String text) {
    try {
      out.println(text);
      String answer = in.readLine();
      return answer == null ? "" : answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One question by a connection of its own. */
  static String once(InetSocketAddress address, String text) {
    try (Line line = new Line(address)) {
      return line.ask(text);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
