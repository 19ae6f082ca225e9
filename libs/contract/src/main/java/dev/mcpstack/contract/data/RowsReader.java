package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;

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

  /** The gate is passed and the query begun within this; its rows are waited for as any. */
  private static final Duration REMAKE = Duration.ofSeconds(10);

  private final ArrowMemory memory;
  private final PeerTrust trust;
  private final RowStream.Limits limits;
  private final Optional<String> makers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Peer, OwnerConnection> connections = new HashMap<>();
  private boolean closed;

  /** A reader that decodes into this memory and is known to its peers by this trust. */
  public RowsReader(ArrowMemory memory, PeerTrust trust) {
    this(memory, trust, Optional.empty());
  }

  /**
   * The same with somebody to ask for rows that were lost.
   *
   * @param makers host and port of the data service of servers with sources, such as that of all of
   *     them
   */
  public RowsReader(ArrowMemory memory, PeerTrust trust, Optional<String> makers) {
    this(memory, trust, makers, new RowStream.Limits(FIRST_MESSAGE, SILENCE, RESUME));
  }

  /** The same with a patience of its own. */
  RowsReader(ArrowMemory memory, PeerTrust trust, RowStream.Limits limits) {
    this(memory, trust, Optional.empty(), limits);
  }

  private RowsReader(
      ArrowMemory memory, PeerTrust trust, Optional<String> makers, RowStream.Limits limits) {
    this.memory = memory;
    this.trust = trust;
    this.makers = makers;
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
    Dialled dialled = dial(record, principal, correlationId, cancellation, 0);
    return RowStream.open(
        dialled.opener(0),
        new ChunkVerifier(record.rows(), dialled.failures),
        limits,
        memory,
        cancellation,
        dialled.failures);
  }

  /**
   * Reads a complete result by several streams at once, each a part of its chunks over a connection
   * of its own. The parts come in any order, the batches within one in theirs.
   *
   * @param streams how many at most, from 1; no more are opened than there are chunks
   * @param sinks what takes the rows of a part, by the part's place in the result from 0; each is
   *     called by one thread
   * @throws StackException as {@link RowStream#next}, also when the parts together are not what the
   *     owner holds; what the sinks have taken is then worth nothing
   * @throws IllegalArgumentException when the rows are still being written
   */
  public void readParts(
      HandleRecord record,
      Principal principal,
      String correlationId,
      Cancellation cancellation,
      int streams,
      IntFunction<? extends Consumer<RowBatch>> sinks) {
    if (record.rows().seal().isEmpty() || streams < 1) {
      throw new IllegalArgumentException(
          "only a complete result is read in parts, and one at least");
    }
    cancellation.throwIfCancelled();
    long chunks = record.rows().chunks();
    int parts = (int) Math.min(streams, chunks);
    List<PartRead> reads = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      Dialled dialled = dial(record, principal, correlationId, cancellation, part);
      reads.add(
          new PartRead(
              dialled.opener(chunks * (part + 1) / parts),
              new RangeVerifier(
                  chunks * part / parts, chunks * (part + 1) / parts, dialled.failures),
              dialled.failures,
              sinks.apply(part)));
    }
    PartRead.all(reads, record.rows(), limits, memory, cancellation, threads);
  }

  private Dialled dial(
      HandleRecord record,
      Principal principal,
      String correlationId,
      Cancellation cancellation,
      int line) {
    String role = record.owner().role();
    OwnerConnection connection =
        connection(new Peer(address(record.owner().dataAddress(), role), role, line));
    return new Dialled(
        connection,
        new CallMetadata(principal, correlationId),
        record.name(),
        cancellation,
        new StreamFailures(role, correlationId, cancellation, connection));
  }

  /** A connection to an owner for one purpose. */
  private final class Dialled {
    private final OwnerConnection connection;
    private final CallMetadata call;
    private final String handle;
    private final Cancellation cancellation;
    private final StreamFailures failures;

    private Dialled(
        OwnerConnection connection,
        CallMetadata call,
        String handle,
        Cancellation cancellation,
        StreamFailures failures) {
      this.connection = connection;
      this.call = call;
      this.handle = handle;
      this.cancellation = cancellation;
      this.failures = failures;
    }

    /**
     * Opens the handle's rows.
     *
     * @param end the chunk before which to end, 0 for none
     */
    private RowStream.Opener opener(long end) {
      return new RowStream.Opener() {
        @Override
        public StreamCall open(long firstChunk, Duration patience) {
          agree(connection, call, cancellation, patience, failures);
          return StreamCall.open(
              connection.channel(),
              call.toHeaders(trust),
              OpenRequest.newBuilder()
                  .setHandle(handle)
                  .setFirstChunk(firstChunk)
                  .setMaxChunks(end == 0 ? 0 : end - firstChunk)
                  .build(),
              failures);
        }

        @Override
        public boolean isClosed() {
          return isStopping();
        }
      };
    }
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
   * Has rows made again whose owner was lost: by whoever is at its address now, or else by the
   * servers with sources that this reader knows.
   *
   * @param failure what reading them ended with
   * @return the handle's record now
   * @throws StackException the failure itself where it is of another kind, or the rows may not be
   *     made again, or nobody can be reached who would; or why they were not
   */
  public HandleRecord remake(
      HandleRecord record,
      Principal principal,
      String correlationId,
      Cancellation cancellation,
      StackException failure) {
    if (!OwnedRows.isLost(failure) || record.lineage().statement().isEmpty()) {
      throw failure;
    }
    StackException last = failure;
    for (String place : places(record)) {
      cancellation.throwIfCancelled();
      try {
        return remake(record, place, new CallMetadata(principal, correlationId), cancellation);
      } catch (StackException e) {
        last = OwnedRows.isAway(e) ? last : e;
      }
    }
    throw last;
  }

  private List<String> places(HandleRecord record) {
    Set<String> places = new LinkedHashSet<>();
    places.add(record.owner().dataAddress());
    makers.ifPresent(places::add);
    return List.copyOf(places);
  }

  private HandleRecord remake(
      HandleRecord record, String place, CallMetadata call, Cancellation cancellation) {
    String role = record.owner().role();
    OwnerConnection connection = connection(new Peer(address(place, role), role, 0));
    StreamFailures failures =
        new StreamFailures(role, call.correlationId(), cancellation, connection);
    agree(connection, call, cancellation, REMAKE, failures);
    try {
      return connection.remake(call, trust, record, REMAKE);
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

  private InetSocketAddress address(String hostAndPort, String role) {
    InetSocketAddress address;
    try {
      address = Loopback.parse(hostAndPort);
    } catch (IllegalArgumentException e) {
      throw new StackException(
          ContractError.PEER_UNAVAILABLE,
          "The " + role + " server that made the rows serves none.",
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

  /**
   * Who is dialled, and what it must prove to be. Parts that are read at once take a line each: on
   * a connection that they shared, one that is not taken would hold up the others.
   */
  private record Peer(InetSocketAddress address, String role, int line) {}
}
