package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A connection on which a test reads as much as it likes, and which it closes when it likes. */
final class OpenStream implements AutoCloseable {
  private static final Pattern COMPLETE = Pattern.compile("data: [^\\n]*\\n\\n");

  private final Socket socket;
  private final StringBuilder seen = new StringBuilder();

  OpenStream(TestServer server, String request) {
    try {
      socket = new Socket(server.endpoint().getHost(), server.endpoint().getPort());
      socket.setSoTimeout((int) (Gate.SECONDS * 1_000));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on until the words have come, and returns all that has. */
  String readUntil(String words) {
    while (seen.indexOf(words) < 0) {
      readOne();
    }
    return seen.toString();
  }

  private void readOne() {
    try {
      int next = socket.getInputStream().read();
      assertThat(next).as("the end of: " + seen).isNotNegative();
      seen.append((char) next);
    } catch (IOException e) {
      throw new UncheckedIOException(seen.toString(), e);
    }
  }

  /** Reads on until so many events have come. */
  List<Tree> events(int count) {
    while (COMPLETE.matcher(seen).results().count() < count) {
      readOne();
    }
    return ModernClient.events(seen.toString());
  }

  /** Reads to the end. */
  String rest() {
    try {
      seen.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return seen.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(seen.toString(), e);
    }
  }

  /** Sends more on the same connection. */
  void send(String more) {
    try {
      socket.getOutputStream().write(more.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes as a killed client does. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
