package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client with a small window that asks for a stream and reads of it only what it is told to. */
final class SlowReader implements AutoCloseable {
  private static final int WINDOW = 16 * 1_024;
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  /**
   * What came of a stream.
   *
   * @param events all that are whole, in order; each was found to be JSON
   * @param ended whether the server ended the stream, in place of its connection only
   */
  record Heard(List<Tree> events, boolean ended) {
    /** Those of the method. */
    List<Tree> of(String method) {
      return events.stream().filter(event -> event.text("method").equals(method)).toList();
    }
  }

  SlowReader(TestServer server, String request) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(WINDOW); // Before it connects, or it has no effect.
      socket.connect(
          new InetSocketAddress(server.endpoint().getHost(), server.endpoint().getPort()));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on to the end, of the stream or of the connection. */
  Heard readOn() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean ended = false;
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      assertThat(line(in)).isEqualTo("HTTP/1.1 200 OK");
      String header;
      do {
        header = line(in);
      } while (!header.isEmpty());
      for (int size = chunk(in); !ended; size = ended ? 0 : chunk(in)) {
        ended = size == 0;
        byte[] bytes = in.readNBytes(size);
        body.write(bytes);
        if (bytes.length < size) {
          break;
        }
        assertThat(line(in)).isEmpty();
      }
    } catch (EOFException | SocketException _) {
      ended = false; // The server has closed the connection.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Heard(events(body.toString(StandardCharsets.UTF_8), ended), ended);
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException(line.toString());
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** Half an event is allowed as the last of a stream that did not end, and nowhere else. */
  private static List<Tree> events(String body, boolean ended) {
    List<Tree> events = new ArrayList<>();
    int from = 0;
    for (int to = body.indexOf("\n\n"); to >= 0; to = body.indexOf("\n\n", from)) {
      String event = body.substring(from, to);
      from = to + 2;
      if (!event.equals(":")) {
        assertThat(event).startsWith("event: message\ndata: {");
        events.add(Tree.parse(event.substring("event: message\ndata: ".length())));
      }
    }
    if (ended) {
      assertThat(body.substring(from)).isEmpty();
    }
    return events;
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
