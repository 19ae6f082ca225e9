package dev.mcpstack.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One kept-alive HTTP/1.1 connection, as lean as can be: clients and servers share the machine, and
 * what the client spends is missing at the server. Knows Content-Length and chunked bodies, nothing
 * else.
 */
final class HttpConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[16 * 1024];
  private int from;
  private int to;

  HttpConnection(URI endpoint) throws IOException {
    this(Sockets.plain(endpoint));
  }

  /** Takes over a connected socket. */
  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /**
   * An answer.
   *
   * @param head the header lines, as they came
   */
  record Answer(int status, String head, String body) {
    Optional<String> header(String name) {
      String wanted = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
          .map(line -> line.substring(wanted.length()).strip())
          .findFirst();
    }
  }

  /** Sends a whole request, head and body, and reads its answer. */
  Answer exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int end = endOfHead();
    String head = text(from, end);
    from = end;
    int status = Integer.parseInt(head, 9, 12, 10);
    Answer bare = new Answer(status, head, "");
    Optional<String> length = bare.header("Content-Length");
    if (length.isPresent()) {
      return new Answer(status, head, take(Integer.parseInt(length.get())));
    }
    return bare.header("Transfer-Encoding").isPresent() ? new Answer(status, head, chunks()) : bare;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int endOfHead() throws IOException {
    int at = from;
    while (true) {
      for (; at + 3 < to; at++) {
        if (buffer[at] == '\r'
            && buffer[at + 1] == '\n'
            && buffer[at + 2] == '\r'
            && buffer[at + 3] == '\n') {
          return at + 4;
        }
      }
      at -= fill();
    }
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.append(take(size));
      line(); // The empty line behind every chunk, and behind the last one, which is empty.
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private String line() throws IOException {
    int at = from;
    while (true) {
      for (; at < to; at++) {
        if (buffer[at] == '\n') {
          String line = text(from, at).strip();
          from = at + 1;
          return line;
        }
      }
      at -= fill();
    }
  }

  private String take(int size) throws IOException {
    while (to - from < size) {
      fill();
    }
    String taken = text(from, from + size);
    from += size;
    return taken;
  }

  private String text(int start, int end) {
    return new String(buffer, start, end - start, StandardCharsets.UTF_8);
  }

  /** Reads more; the number of bytes that what was not taken yet moved to the front by. */
  private int fill() throws IOException {
    int moved = from;
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= moved;
    from = 0;
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      throw new EOFException("the server closed the connection");
    }
    to += read;
    return moved;
  }
}
