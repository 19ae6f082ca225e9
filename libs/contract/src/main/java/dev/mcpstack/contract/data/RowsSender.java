package dev.mcpstack.contract.data;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.HandleStore.Lease;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.StoreTimes;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.spool.StoredRows;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.EndOfRows;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Sends one stream on a thread of its own. A blocking service method would also block its own
 * callbacks, which are delivered one after the other with it.
 */
final class RowsSender implements Runnable {
  private final OwnedRows rows;
  private final OpenRequest request;
  private final CallMetadata call;
  private final ServerCallStreamObserver<Chunk> observer;
  private final LongConsumer onSent;
  private final SendGate gate;
  private long renewNanos = System.nanoTime() + StoreTimes.LEASE_RENEWAL.toNanos();

  /** Made inside the service method, the only place where a call's handlers can be set. */
  RowsSender(
      OwnedRows rows,
      OpenRequest request,
      CallMetadata call,
      ServerCallStreamObserver<Chunk> observer,
      LongConsumer onSent) {
    this.rows = rows;
    this.request = request;
    this.call = call;
    this.observer = observer;
    this.onSent = onSent;
    this.gate = new SendGate(observer::isReady);
    observer.setOnReadyHandler(gate::signal);
    observer.setOnCancelHandler(gate::cancel);
  }

  /** Makes exactly one terminal call, unless the transport has ended the stream itself. */
  @Override
  public void run() {
    boolean sent = false;
    StatusRuntimeException refusal = null;
    try {
      sent = sendUnderLease();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refusal =
          Failures.toStatus(
              new StackException(ContractError.PEER_UNAVAILABLE, "The server is stopping.", e),
              call.correlationId());
    } catch (FirstChunkBeyondEnd e) {
      refusal = Failures.toStatus(e.failure, Status.Code.OUT_OF_RANGE);
    } catch (Throwable e) {
      // Also an error of the machine, or the reader would wait for ever.
      refusal = Failures.toStatus(e, call.correlationId());
    }
    if (refusal != null) {
      observer.onError(refusal);
    } else if (sent) {
      observer.onCompleted();
    }
  }

  /** Whether everything was sent. The lease ends before the stream does. */
  private boolean sendUnderLease() throws InterruptedException, FirstChunkBeyondEnd {
    HandleStore store = rows.store();
    store.find(call.principal(), request.getHandle()).require(HandleKind.ROWS);
    Lease lease = store.lease(call.principal(), request.getHandle());
    boolean readerGone = false;
    try {
      readerGone = !sendAll(lease);
    } finally {
      // Of a reader whose connection broke it is left to lapse: until then he may come back.
      if (!readerGone) {
        lease.close();
      }
    }
    return !readerGone;
  }

  private boolean sendAll(Lease lease) throws InterruptedException, FirstChunkBeyondEnd {
    StoredRows stored = rows.require(lease.record());
    long first = request.getFirstChunk();
    if (first < 0 || first > stored.chunks().size()) {
      throw new FirstChunkBeyondEnd(first, stored.chunks().size());
    }
    for (EncodedChunk chunk : stored.chunks().subList((int) first, stored.chunks().size())) {
      if (!send(lease, message(chunk))) {
        return false;
      }
      onSent.accept(chunk.payload().length);
    }
    return send(lease, endMarker(stored));
  }

  private boolean send(Lease lease, Chunk message) throws InterruptedException {
    if (!awaitReady(lease)) {
      return false;
    }
    // A lease holds off expiry, but a release ends the handle for its readers too.
    rows.store().find(call.principal(), request.getHandle()).require(HandleKind.ROWS);
    observer.onNext(message);
    return true;
  }

  /** Renews the lease meanwhile, however long the reader takes; false when he is gone. */
  private boolean awaitReady(Lease lease) throws InterruptedException {
    while (true) {
      long left = renewNanos - System.nanoTime();
      if (left <= 0) {
        lease.renew();
        renewNanos = System.nanoTime() + StoreTimes.LEASE_RENEWAL.toNanos();
        left = StoreTimes.LEASE_RENEWAL.toNanos();
      }
      switch (gate.awaitReady(Duration.ofNanos(left))) {
        case READY -> {
          return true;
        }
        case CANCELLED -> {
          return false;
        }
        case BUSY -> {}
      }
    }
  }

  private static Chunk message(EncodedChunk chunk) {
    return Chunk.newBuilder()
        .setSequence(chunk.sequence())
        .setCrc32C(chunk.crc32c())
        .setRowsTotal(chunk.rowsTotal())
        // Safe without a copy: nobody writes to a payload once its chunk is made.
        .setPayload(UnsafeByteOperations.unsafeWrap(chunk.payload()))
        .build();
  }

  private static Chunk endMarker(StoredRows stored) {
    RowsFacts facts = stored.facts();
    return Chunk.newBuilder()
        .setSequence(facts.chunks())
        .setRowsTotal(facts.rows())
        .setEnd(
            EndOfRows.newBuilder()
                .setChunks(facts.chunks())
                .setRows(facts.rows())
                .setPayloadBytes(facts.bytes())
                .setDigest(ByteString.copyFrom(stored.digest())))
        .build();
  }

  /** The one failure whose status says more than its code does. */
  private static final class FirstChunkBeyondEnd extends Exception {
    private final transient StackException failure;

    private FirstChunkBeyondEnd(long first, long chunks) {
      this.failure =
          new StackException(
                  ContractError.ARGUMENTS_INVALID,
                  "The result has "
                      + chunks
                      + " chunks, so a stream can't begin at chunk "
                      + Long.toUnsignedString(first)
                      + ".")
              .withDetail("chunks", chunks);
    }
  }
}
