package dev.mcpstack.bench;

import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A core handler of Jetty on a free port of loopback. Jetty is set as in {@code McpHttpServer}. */
public final class JettyEndpoint implements AutoCloseable {
  private final Server server;
  private final URI endpoint;

  private JettyEndpoint(Server server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * Starts it.
   *
   * @param path of the endpoint
   * @param tls what to show and to believe; callers must show a certificate too. Plain text without
   */
  public static JettyEndpoint start(Handler handler, String path, Optional<SSLContext> tls)
      throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("jetty-"));
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(16 * 1024);
    HttpConnectionFactory protocol = new HttpConnectionFactory(http);
    ServerConnector connector =
        tls.isPresent()
            ? new ServerConnector(server, secured(tls.get()), protocol)
            : new ServerConnector(server, protocol);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(handler);
    server.start();
    String scheme = tls.isPresent() ? "https" : "http";
    return new JettyEndpoint(
        server, URI.create(scheme + "://127.0.0.1:" + connector.getLocalPort() + path));
  }

  /** Where it is. */
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    }
  }

  private static SslContextFactory.Server secured(SSLContext context) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(context);
    tls.setNeedClientAuth(true);
    return tls;
  }
}
