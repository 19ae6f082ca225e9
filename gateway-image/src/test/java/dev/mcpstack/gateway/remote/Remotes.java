package dev.mcpstack.gateway.remote;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.UpstreamConfig;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.Server;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.gateway.upstream.RemoteUpstream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes upstreams without TLS, and closes them. */
final class Remotes implements AutoCloseable {
  static final int MAX_ANSWER = 100_000;

  private final HttpClients http = new HttpClients(Optional.empty());
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private Optional<RemoteUpstream> last = Optional.empty();

  /** One that has been asked once. */
  RemoteUpstream to(URI endpoint, Optional<ServerRole> role, Duration timeout)
      throws InterruptedException {
    UpstreamConfig config = new UpstreamConfig("it", role, endpoint, timeout);
    Server server =
        new Server(
            role.isPresent() ? config.key() : "external:it",
            role.isPresent(),
            endpoint,
            timeout,
            MAX_ANSWER);
    RemoteUpstream upstream =
        new RemoteUpstream(new ServerClient(server, http.to(config).client()), timer);
    last = Optional.of(upstream);
    upstream.awaitFirst(Duration.ofSeconds(20));
    return upstream;
  }

  RemoteUpstream to(URI endpoint) throws InterruptedException {
    return to(endpoint, Optional.empty(), Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    last.ifPresent(RemoteUpstream::close);
    http.close();
    timer.shutdownNow();
  }
}
