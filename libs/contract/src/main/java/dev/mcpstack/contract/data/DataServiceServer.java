package dev.mcpstack.contract.data;

import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves the rows of one owner to its peers, who prove by their {@link PeerTrust} that they are.
 * Without certificates it binds to loopback only. Beside {@code DataService} it answers the gRPC
 * health service, which tells no secrets and so asks for none. Thread-safe.
 */
public final class DataServiceServer implements AutoCloseable {
  private static final long GRACE_MILLIS = 500;

  private final Server server;
  private final DataHandlers handlers;
  private final HealthStatusManager health;
  private final ExecutorService threads;
  private final String address;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DataServiceServer(
      Server server,
      DataHandlers handlers,
      HealthStatusManager health,
      ExecutorService threads,
      String address) {
    this.server = server;
    this.handlers = handlers;
    this.health = health;
    this.threads = threads;
    this.address = address;
  }

  /**
   * Starts serving.
   *
   * @param host a loopback address unless the trust is by certificates
   * @param port 0 for any that is free
   * @throws IllegalArgumentException when the address is not loopback or is not free, with a
   *     sentence that says what to do
   */
  public static DataServiceServer start(
      String host, int port, HandleStore store, Spool spool, PeerTrust trust) {
    return start(host, port, store, spool, trust, Optional.empty());
  }

  /**
   * The same of an owner with sources.
   *
   * @param maker runs the statements of peers
   */
  public static DataServiceServer start(
      String host,
      int port,
      HandleStore store,
      Spool spool,
      PeerTrust trust,
      Optional<RowsMaker> maker) {
    InetSocketAddress wanted = Loopback.address(host, port);
    if (trust.tls().isEmpty() && !wanted.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "The data service would be reachable from other machines at "
              + host
              + ", and it has no certificates to know its peers by. Bind it to "
              + Loopback.HOST
              + ".");
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    DataHandlers handlers = new DataHandlers(new OwnedRows(store, spool), maker, threads);
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        NettyServerBuilder.forAddress(
                wanted,
                trust.tls().map(PeerTls::server).orElseGet(InsecureServerCredentials::create))
            .executor(threads)
            .addService(ServerInterceptors.intercept(handlers, new PeerInterceptor(trust)))
            .addService(health.getHealthService())
            .addService(
                ServerInterceptors.intercept(
                    ProtoReflectionServiceV1.newInstance(), new PeerInterceptor(trust)))
            .maxInboundMessageSize(DataContract.MAX_REQUEST_BYTES)
            .flowControlWindow(DataContract.FLOW_CONTROL_WINDOW_BYTES)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      threads.shutdownNow();
      throw new IllegalArgumentException(
          "The data service can't listen on "
              + Loopback.format(wanted)
              + ": the port is taken or not allowed. Choose another, or 0 for any that is free.",
          e);
    }
    health.setStatus(DataServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    String address = Loopback.format(new InetSocketAddress(wanted.getAddress(), server.getPort()));
    return new DataServiceServer(server, handlers, health, threads, address);
  }

  /** Host and port that it binds. */
  public String address() {
    return address;
  }

  /** Host and port as an owner's record names them, so that peers reach it. */
  public String address(Optional<String> advertisedHost) {
    return advertisedHost
        .map(host -> (host.contains(":") ? "[" + host + "]" : host) + ":" + port())
        .orElse(address);
  }

  /** The port, the one that was chosen where any was asked for. */
  public int port() {
    return server.getPort();
  }

  /** Whether calls are served. */
  public boolean isServing() {
    return !server.isShutdown();
  }

  /** Chunks handed to the transport since the start. */
  public long chunksSent() {
    return handlers.chunksSent();
  }

  /** Bytes of those chunks. */
  public long bytesSent() {
    return handlers.bytesSent();
  }

  /** Takes no more calls, gives those that run half a second, then ends them. Idempotent. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
