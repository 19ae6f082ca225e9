package dev.mcpstack.bench.data;

import dev.mcpstack.bench.JettyEndpoint;
import dev.mcpstack.bench.Sockets;
import dev.mcpstack.bench.WrongAnswerException;
import dev.mcpstack.contract.server.ServerRole;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The rows as JSON arrays over HTTP/1.1, at its best: written and read as streams, with the fast
 * algorithms for doubles, and to the end of the connection, so that no side counts chunks of HTTP.
 */
final class JsonRows implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final String END_OF_HEAD = "\r\n\r\n";

  // Over TLS, Jetty answers to the names in its certificate alone.
  private static final byte[] REQUEST =
      ("GET /rows HTTP/1.1\r\nHost: "
              + Certificates.host(ServerRole.LOCALDATA)
              + "\r\nConnection: close\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private final JettyEndpoint server;
  private final Optional<SSLContext> tls;

  /** Over TLS, both sides with a certificate, or in plain text. */
  JsonRows(double[][] columns, Optional<Certificates> tls) throws Exception {
    this.tls = tls.map(of -> of.context(ServerRole.DATASCIENCE));
    server =
        JettyEndpoint.start(
            new JsonRowsHandler(columns), "/rows", tls.map(of -> of.context(ServerRole.LOCALDATA)));
  }

  Answer read() throws IOException, WrongAnswerException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(REQUEST);
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
      String head = head(in);
      if (!head.startsWith("HTTP/1.1 200 ") || head.contains("chunked")) {
        throw new WrongAnswerException("JSON over HTTP answered " + head);
      }
      return sum(in);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private Socket connect() throws IOException {
    URI endpoint = server.endpoint();
    return tls.isPresent()
        ? Sockets.secure(endpoint, tls.get(), Certificates.host(ServerRole.LOCALDATA))
        : Sockets.plain(endpoint);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(END_OF_HEAD, Math.max(0, head.length() - END_OF_HEAD.length())) < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private Answer sum(InputStream in) {
    long rows = 0;
    double sum = 0;
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          sum += parser.getDoubleValue();
        }
        rows++;
      }
    }
    return new Answer(rows, sum);
  }
}
