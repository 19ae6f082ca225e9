package dev.mcpstack.gateway.client;

import dev.mcpstack.contract.server.UpstreamConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP clients of a gateway. */
public final class HttpClients implements AutoCloseable {
  /** Node's servers close connections after 5 s, and a request on a closed one would be lost. */
  private static final long PLAIN_IDLE_SECONDS = 4;

  private static final long CONNECT_SECONDS = 5;
  private static final int MAX_CONNECTIONS = 8_192;

  private final List<HttpClient> open = new ArrayList<>();

  /** The client for requests to the server. */
  public synchronized HttpClient of(UpstreamConfig server) {
    if (server.isTls()) {
      throw new IllegalStateException("not yet");
    }
    HttpClient client = new HttpClient();
    client.setIdleTimeout(TimeUnit.SECONDS.toMillis(PLAIN_IDLE_SECONDS));
    return started(client);
  }

  @Override
  public synchronized void close() {
    for (HttpClient client : open) {
      try {
        client.stop();
      } catch (Exception e) {
        throw new IllegalStateException("an HTTP client did not stop", e);
      }
    }
  }

  private HttpClient started(HttpClient client) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("upstream");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("upstream-"));
    client.setExecutor(threads);
    client.setConnectTimeout(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client did not start", e);
    }
    client.getContentDecoderFactories().clear(); // Compressing for a neighbour costs more.
    open.add(client);
    return client;
  }
}
