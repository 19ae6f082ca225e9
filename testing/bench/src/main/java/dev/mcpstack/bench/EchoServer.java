package dev.mcpstack.bench;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The least that an HTTP server on virtual threads can do with a request: send its body back. */
final class EchoServer implements AutoCloseable {
  private final JettyEndpoint jetty;

  private EchoServer(JettyEndpoint jetty) {
    this.jetty = jetty;
  }

  static EchoServer start() throws Exception {
    return new EchoServer(JettyEndpoint.start(new Echo(), "/mcp", Optional.empty()));
  }

  URI endpoint() {
    return jetty.endpoint();
  }

  @Override
  public void close() {
    jetty.close();
  }

  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      byte[] body;
      try (InputStream in = Content.Source.asInputStream(request)) {
        body = in.readAllBytes();
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        out.write(body);
      }
      callback.succeeded();
      return true;
    }
  }
}
