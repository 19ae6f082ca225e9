package dev.mcpstack.operator.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to a Redis server by its protocol RESP 2, for short answers. Not thread-safe. */
final class RedisWire implements AutoCloseable {
  private static final int LONGEST_LINE = 512;
  private static final int MOST_LINES = 16;

  private final SSLSocket socket;
  private final InputStream in;
  private final long due;

  private RedisWire(SSLSocket socket, long due) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.due = due;
  }

  /** Connects to host and port, and sees to it that it is this host. */
  static RedisWire to(String node, SSLSocketFactory tls, Duration timeout) throws IOException {
    long due = System.nanoTime() + timeout.toNanos() * 3; // To connect, shake hands and answer.
    int millis = (int) timeout.toMillis();
    String host = node.substring(0, node.lastIndexOf(':')).replaceAll("^\\[|]$", "");
    int port = port(node);
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), millis);
      plain.setSoTimeout(millis);
      SSLSocket secure = (SSLSocket) tls.createSocket(plain, host, port, true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return new RedisWire(secure, due);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static int port(String node) throws IOException {
    int port = Integer.parseInt(node.substring(node.lastIndexOf(':') + 1));
    if (port < 1 || port > 65_535) {
      throw new IOException("no such port");
    }
    return port;
  }

  /** The certificate of the server's own. */
  Certificate shown() throws SSLPeerUnverifiedException {
    return socket.getSession().getPeerCertificates()[0];
  }

  /** Sends a command; the answer by lines, those of simple strings and errors with their sign. */
  List<String> ask(String... command) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(("*" + command.length + "\r\n").getBytes(StandardCharsets.UTF_8));
    for (String word : command) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      request.writeBytes(bytes);
      request.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    socket.getOutputStream().write(request.toByteArray());
    String head = line();
    if (!head.startsWith("*")) {
      return List.of(head);
    }
    int items = head.matches("\\*[0-9]{1,2}") ? Integer.parseInt(head.substring(1)) : 0;
    List<String> answer = new ArrayList<>();
    for (int i = 0; i < Math.min(items, MOST_LINES); i++) {
      line(); // The length, which a line of text needs not.
      answer.add(line());
    }
    return answer;
  }

  /** Says who asks: {@code +OK}, also where nobody wants to know, or why not. */
  String login(StoreTarget target) throws IOException {
    String password = target.password().reveal();
    if (password.isEmpty()) {
      return "+OK";
    }
    String user = target.username().isEmpty() ? "default" : target.username();
    return ask("AUTH", user, password).getFirst();
  }

  /** Host and port of the primary of this name, asked of a sentinel. */
  Optional<String> primary(String name) throws IOException {
    List<String> answer = ask("SENTINEL", "get-master-addr-by-name", name);
    return answer.size() == 2 ? Optional.of(answer.get(0) + ":" + answer.get(1)) : Optional.empty();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() >= LONGEST_LINE) {
        throw new IOException("no answer of Redis");
      }
      if (System.nanoTime() > due) {
        throw new SocketTimeoutException("too slow");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
