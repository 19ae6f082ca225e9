package dev.mcpstack.mcp.http;

import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.mcp.auth.Authenticator;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MCP endpoint of a process, on virtual threads. */
public final class McpHttpServer implements AutoCloseable {
  private static final long STOP_MILLIS = 1_000;
  private static final Timings TIMINGS = new Timings(120_000, 15_000);

  /** How long a stop waits for connections that carry no request. */
  private static final long SHUTDOWN_IDLE_MILLIS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(McpHttpServer.class);

  private final Server server;
  private final McpHandler handler;
  private final List<Era> eras;
  private final URI endpoint;

  /**
   * How long nothing may happen.
   *
   * @param idleMillis after that a connection on which nothing moves is closed
   * @param keepAliveMillis after that a client that waits gets a sign of life
   */
  public record Timings(long idleMillis, long keepAliveMillis) {}

  private McpHttpServer(Server server, McpHandler handler, List<Era> eras, URI endpoint) {
    this.server = server;
    this.handler = handler;
    this.eras = List.copyOf(eras);
    this.endpoint = endpoint;
  }

  /**
   * Starts serving.
   *
   * @param eras asked in order which of them takes a request
   * @throws IOException when the port can't be had; the message says so and what to do
   */
  public static McpHttpServer start(
      EndpointSettings settings, Authenticator authenticator, List<Era> eras) throws IOException {
    return start(settings, Optional.empty(), authenticator, eras);
  }

  /**
   * The same with TLS where there are certificates. When they say whose the clients' must be, a
   * client without one is not let in.
   */
  public static McpHttpServer start(
      EndpointSettings settings,
      Optional<TlsFiles> tls,
      Authenticator authenticator,
      List<Era> eras)
      throws IOException {
    return start(
        settings, tls, authenticator, Map.of(EndpointSettings.PATH, eras), TIMINGS, () -> false);
  }

  /**
   * The same with several endpoints.
   *
   * @param eras of each endpoint, by its path; {@value EndpointSettings#PATH} is among them
   * @param elsewhere whether clients are to come back by another connection, as each answer tells
   *     them then; asked by many threads
   */
  public static McpHttpServer start(
      EndpointSettings settings,
      Optional<TlsFiles> tls,
      Authenticator authenticator,
      Map<String, List<Era>> eras,
      BooleanSupplier elsewhere)
      throws IOException {
    return start(settings, tls, authenticator, eras, TIMINGS, elsewhere);
  }

  /** The same without TLS and with other times. */
  public static McpHttpServer start(
      EndpointSettings settings,
      Authenticator authenticator,
      List<Era> eras,
      Timings timings,
      BooleanSupplier elsewhere)
      throws IOException {
    return start(
        settings,
        Optional.empty(),
        authenticator,
        Map.of(EndpointSettings.PATH, eras),
        timings,
        elsewhere);
  }

  private static McpHttpServer start(
      EndpointSettings settings,
      Optional<TlsFiles> tls,
      Authenticator authenticator,
      Map<String, List<Era>> eras,
      Timings timings,
      BooleanSupplier elsewhere)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("mcp");
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor("mcp-request-"));
    Server server = new Server(threads);
    server.setStopTimeout(STOP_MILLIS);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(16 * 1024);
    // Otherwise a connection that sent a key takes it for the same key in other letters' case.
    http.setHeaderCacheCaseSensitive(true);
    WatchedHttp watched = new WatchedHttp(http);
    ServerConnector connector =
        tls.map(files -> new ServerConnector(server, ServingTls.of(files, watched), watched))
            .orElseGet(() -> new ServerConnector(server, watched));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(timings.idleMillis());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    server.addConnector(connector);
    McpHandler handler =
        new McpHandler(settings, authenticator, eras, timings.keepAliveMillis(), elsewhere);
    server.setHandler((Handler) handler);
    server.setErrorHandler(new QuietErrors());
    try {
      server.start();
    } catch (IOException e) {
      stop(server);
      throw new IOException(
          "The MCP endpoint can't listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": is something else there already? Choose another port, or 0 for a free one.",
          e);
    } catch (Exception e) {
      stop(server);
      throw new IllegalStateException("the MCP endpoint did not start", e);
    }
    return new McpHttpServer(
        server,
        handler,
        eras.values().stream().flatMap(List::stream).toList(),
        URI.create(
            (tls.isPresent() ? "https://" : "http://")
                + settings.host()
                + ":"
                + connector.getLocalPort()
                + EndpointSettings.PATH));
  }

  /** Where it is. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Ends the streams on which clients only listen, so that they come back. Whoever waits for an
   * answer gets it.
   */
  public void endStreams() {
    eras.forEach(Era::endStreams);
  }

  /**
   * Measures its requests.
   *
   * @param role what metrics call it
   */
  public void measure(MeterRegistry meters, String role) {
    handler.measure(meters, role);
  }

  /** Stops taking requests and waits up to a second for those under way. */
  @Override
  public void close() {
    eras.forEach(Era::stopping);
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (TimeoutException _) {
      LOG.info("Requests were under way when the MCP endpoint stopped, and were dropped");
    } catch (Exception e) {
      throw new IllegalStateException("the MCP endpoint did not stop", e);
    }
  }

  /**
   * Jetty's own errors, such as a malformed request line: a status and no text, so nothing leaks.
   */
  private static final class QuietErrors implements org.eclipse.jetty.server.Request.Handler {
    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request,
        org.eclipse.jetty.server.Response response,
        org.eclipse.jetty.util.Callback callback) {
      JsonRpcError error =
          new JsonRpcError(
              status(response.getStatus()),
              JsonRpcError.INVALID_REQUEST,
              "The HTTP request could not be read.");
      JettyReply reply =
          new JettyReply(
              response, Integer.MAX_VALUE, TIMINGS.keepAliveMillis(), () -> {}, () -> false);
      try {
        reply.refuse(error, null);
        reply.close();
        callback.succeeded();
      } catch (RuntimeException e) {
        callback.failed(e);
      }
      return true;
    }

    /** A version or a framing that isn't served is the client's mistake, not the server's. */
    private static int status(int chosen) {
      return chosen < HttpStatus.BAD_REQUEST_400
              || chosen == HttpStatus.NOT_IMPLEMENTED_501
              || chosen == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
          ? HttpStatus.BAD_REQUEST_400
          : chosen;
    }
  }
}
