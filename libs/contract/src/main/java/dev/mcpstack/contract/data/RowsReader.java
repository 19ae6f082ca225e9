package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads rows from whoever owns them: one connection per owner, kept for the next reader and let go
 * when nobody reads. An owner in the same process is dialled like any other. Thread-safe.
 */
public final class RowsReader implements AutoCloseable {
  private static final Duration FIRST_MESSAGE = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final ArrowMemory memory;
  private final PeerTrust trust;
  private final Duration firstMessage;
  private final Duration silence;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Peer, OwnerConnection> connections = new HashMap<>();
  private boolean closed;

  /** A reader that decodes into this memory and is known to its peers by this trust. */
  public RowsReader(ArrowMemory memory, PeerTrust trust) {
    this(memory, trust, FIRST_MESSAGE, SILENCE);
  }

  /** The same, that waits this long for an owner's first message and for each that follows. */
  RowsReader(ArrowMemory memory, PeerTrust trust, Duration firstMessage, Duration silence) {
    this.memory = memory;
    this.trust = trust;
    this.firstMessage = firstMessage;
    this.silence = silence;
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
    try {
      connection.agree(call, trust, cancellation, firstMessage);
    } catch (StatusRuntimeException e) {
      throw failures.of(e.getStatus(), e.getTrailers());
    }
    return RowStream.open(
        connection.channel(),
        call.toHeaders(trust),
        record,
        new RowStream.Limits(firstMessage, silence),
        memory,
        cancellation,
        failures);
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
