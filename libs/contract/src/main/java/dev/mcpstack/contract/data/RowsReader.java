package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads rows from whoever owns them: one connection per owner, kept for the next reader and let go
 * when nobody reads. An owner in the same process is dialled like any other. Thread-safe.
 */
public final class RowsReader implements AutoCloseable {
  private static final Duration FIRST_MESSAGE = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /**
   * Within the life of the lease that holds the rows for who comes back, and within the budget of a
   * call.
   */
  private static final Duration RESUME = Duration.ofSeconds(10);

  private final ArrowMemory memory;
  private final PeerTrust trust;
  private final RowStream.Limits limits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Peer, OwnerConnection> connections = new HashMap<>();
  private boolean closed;

  /** A reader that decodes into this memory and is known to its peers by this trust. */
  public RowsReader(ArrowMemory memory, PeerTrust trust) {
    this(memory, trust, new RowStream.Limits(FIRST_MESSAGE, SILENCE, RESUME));
  }

  /** The same with a patience of its own. */
  RowsReader(ArrowMemory memory, PeerTrust trust, RowStream.Limits limits) {
    this.memory = memory;
    this.trust = trust;
    this.limits = limits;
  }

  /**
   * Opens the rows behind a handle, from the first on.
   *
   * @param cancellation ends the stream, also while it waits
   * @return to be closed by the caller
   * @throws StackException when the owner can't be reached; what else the owner has to say comes
   *     from {@link RowStream#next}
   */
  public RowStream open(
      HandleRecord record, Principal principal, String correlationId, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    CallMetadata call = new CallMetadata(principal, correlationId);
    OwnerConnection connection = connection(new Peer(address(record), record.owner().role()));
    StreamFailures failures =
        new StreamFailures(record.owner().role(), correlationId, cancellation, connection);
    RowStream.Opener opener =
        new RowStream.Opener() {
          @Override
          public StreamCall open(long firstChunk, Duration patience) {
            agree(connection, call, cancellation, patience, failures);
            return StreamCall.open(
                connection.channel(),
                call.toHeaders(trust),
                OpenRequest.newBuilder().setHandle(record.name()).setFirstChunk(firstChunk).build(),
                failures);
          }

          @Override
          public boolean isClosed() {
            return isStopping();
          }
        };
    return RowStream.open(opener, record, limits, memory, cancellation, failures);
  }

  private void agree(
      OwnerConnection connection,
      CallMetadata call,
      Cancellation cancellation,
      Duration patience,
      StreamFailures failures) {
    try {
      connection.agree(call, trust, cancellation, patience);
    } catch (StatusRuntimeException e) {
      throw failures.of(e.getStatus(), e.getTrailers());
    }
  }

  /**
   * What the owners that this reader has dialled before know of a handle, for when the token store
   * can't be asked.
   *
   * @return empty when none of them owns such a handle of the principal
   */
  public Optional<HandleRecord> ask(Principal principal, String correlationId, String handle) {
    CallMetadata call = new CallMetadata(principal, correlationId);
    List<OwnerConnection> known;
    synchronized (connections) {
      known = List.copyOf(connections.values());
    }
    return known.stream()
        .map(owner -> owner.describe(call, trust, handle))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Ends every stream and connection. Idempotent. */
  @Override
  public void close() {
    List<OwnerConnection> toClose;
    synchronized (connections) {
      closed = true;
      toClose = List.copyOf(connections.values());
      connections.clear();
    }
    toClose.forEach(OwnerConnection::close);
    // Only now: the streams' readers are told of their end on these threads.
    threads.shutdown();
  }

  private boolean isStopping() {
    synchronized (connections) {
      return closed;
    }
  }

  private OwnerConnection connection(Peer owner) {
    synchronized (connections) {
      if (closed) {
        throw new StackException(
            ContractError.PEER_UNAVAILABLE, "This server is stopping and reads no more rows.");
      }
      return connections.computeIfAbsent(
          owner, peer -> new OwnerConnection(peer.address, peer.role, trust, threads));
    }
  }

  private InetSocketAddress address(HandleRecord record) {
    InetSocketAddress address;
    try {
      address = Loopback.parse(record.owner().dataAddress());
    } catch (IllegalArgumentException e) {
      throw new StackException(
          ContractError.PEER_UNAVAILABLE,
          "The " + record.owner().role() + " server that made the rows serves none.",
          e);
    }
    if (trust.tls().isEmpty() && !address.getAddress().isLoopbackAddress()) {
      // The secret and the rows would leave the machine in the clear.
      throw new StackException(
          ContractError.PEER_UNAVAILABLE,
          "The rows are on another machine, and there are no certificates to reach it with.");
    }
    return address;
  }

  /** Who is dialled, and what it must prove to be. */
  private record Peer(InetSocketAddress address, String role) {}
}
