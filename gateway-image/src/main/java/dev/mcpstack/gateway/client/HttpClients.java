package dev.mcpstack.gateway.client;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.UpstreamConfig;
import dev.mcpstack.contract.tls.PeerName;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP clients of a gateway: one for the servers of its stack, where both sides prove their
 * roles, and one for all others. Thread-safe.
 */
public final class HttpClients implements AutoCloseable {
  /** Node's servers close connections after 5 s, and a request on a closed one would be lost. */
  private static final long FOREIGN_IDLE_SECONDS = 4;

  private static final long PEER_IDLE_SECONDS = 60;
  private static final long CONNECT_SECONDS = 5;
  private static final int MAX_CONNECTIONS = 8_192;

  /** Pods come and go. */
  private static final long FORGET_SECONDS = 300;

  private final Optional<PeerTls> tls;
  private final Map<String, String> hosts = new ConcurrentHashMap<>();
  private final List<HttpClient> open = new ArrayList<>();
  private final HttpClient foreign;
  private final Optional<HttpClient> peers;

  /**
   * How to reach a server.
   *
   * @param endpoint what requests are addressed to: a server of the stack by the name of its role
   */
  public record Route(HttpClient client, URI endpoint) {}

  /** Clients, started. */
  public HttpClients(Optional<PeerTls> tls) {
    this.tls = tls;
    this.foreign = start(new SslContextFactory.Client(), FOREIGN_IDLE_SECONDS);
    this.peers = tls.map(each -> start(each.factory(), PEER_IDLE_SECONDS));
  }

  /** The route to a server. */
  public Route to(UpstreamConfig server) {
    Optional<ServerRole> role = server.role();
    if (!server.isTls() || role.isEmpty()) {
      return new Route(foreign, server.url());
    }
    PeerTls own = tls.orElseThrow(() -> new IllegalArgumentException("no certificate to show"));
    String name = new PeerName(role.get().text(), own.stack()).dnsName();
    hosts.put(name, server.url().getHost());
    return new Route(peers.orElseThrow(), named(server.url(), name));
  }

  @Override
  public void close() {
    for (HttpClient client : open) {
      try {
        client.stop();
      } catch (Exception e) {
        throw new IllegalStateException("an HTTP client did not stop", e);
      }
    }
  }

  private HttpClient start(SslContextFactory.Client certificates, long idleSeconds) {
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(certificates);
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("upstream");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("upstream-"));
    client.setExecutor(threads);
    client.setIdleTimeout(TimeUnit.SECONDS.toMillis(idleSeconds));
    client.setDestinationIdleTimeout(TimeUnit.SECONDS.toMillis(FORGET_SECONDS));
    client.setConnectTimeout(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    // Requests are made by virtual threads, which may wait for a name.
    client.setSocketAddressResolver(new PeerAddresses(new SocketAddressResolver.Sync(), hosts));
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client did not start", e);
    }
    client.getProtocolHandlers().clear(); // Every answer is ours to judge, a 401 or 302 as well.
    client.getContentDecoderFactories().clear(); // Compressing for a neighbour costs more.
    open.add(client);
    return client;
  }

  /** The address under the name that the server's certificate must bear. */
  private static URI named(URI url, String name) {
    int port = url.getPort() < 0 ? 443 : url.getPort();
    return URI.create("https://" + name + ":" + port + url.getRawPath());
  }
}
