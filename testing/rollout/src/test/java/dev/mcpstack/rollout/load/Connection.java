package dev.mcpstack.rollout.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 connection that is kept for as long as both sides want it: an agent that is strict,
 * for which a connection that ends where nobody said so is a call that failed.
 */
final class Connection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 120_000;
  private static final int PEEK_MILLIS = 1;
  private static final int HEX = 16;
  private static final int PLENTY = 1 << 16;

  private final SSLSocket socket;
  private final InputStream in;

  Connection(URI endpoint, SSLContext trust) throws IOException {
    socket = (SSLSocket) trust.getSocketFactory().createSocket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), CONNECT_MILLIS);
      socket.setSoTimeout(READ_MILLIS);
      socket.startHandshake();
      in = new BufferedInputStream(socket.getInputStream(), PLENTY);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The head of an answer; names of fields in small letters. */
  record Head(int status, Map<String, String> fields) {
    boolean closes() {
      return "close".equalsIgnoreCase(fields.getOrDefault("connection", ""));
    }
  }

  /** Whether the other side has closed it since its last answer, as pools of clients look. */
  boolean isOver() {
    try {
      socket.setSoTimeout(PEEK_MILLIS);
      in.mark(1);
      boolean over = in.read() < 0;
      in.reset();
      return over;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    } finally {
      timeout();
    }
  }

  private void timeout() {
    try {
      socket.setSoTimeout(READ_MILLIS);
    } catch (IOException _) {
      // What comes next says so.
    }
  }

  /**
   * Sends a request and reads its answer to the end.
   *
   * @param text takes the body piece by piece, as it comes
   */
  Head exchange(byte[] request, Consumer<String> text) throws IOException {
    socket.getOutputStream().write(request);
    Head head = head();
    String length = head.fields().get("content-length");
    if (length != null) {
      text.accept(take(Integer.parseInt(length)));
    } else if (head.fields().containsKey("transfer-encoding")) {
      for (int size = chunk(); size > 0; size = chunk()) {
        text.accept(take(size));
        line();
      }
      line();
    }
    return head;
  }

  private Head head() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Head(status, fields);
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), HEX);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after '" + line + "'");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private String take(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the connection ended within an answer");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is left anyway.
    }
  }
}
