package dev.mcpstack.contract.data;

import com.google.protobuf.UnsafeByteOperations;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleAudit;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.HandleStore.Lease;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.Seals;
import dev.mcpstack.contract.handle.StoreTimes;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.spool.SpooledRows;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.EndOfRows;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import dev.mcpstack.protocol.data.v1.Waiting;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Sends one stream on a thread of its own. A blocking service method would also block its own
 * callbacks, which are delivered one after the other with it.
 */
final class RowsSender {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  /** How soon a reader who is gone is noticed while his rows are still to come. */
  private static final Duration SLICE = Duration.ofMillis(250);

  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  private final OwnedRows rows;
  private final CallMetadata call;
  private final ServerCallStreamObserver<Chunk> observer;
  private final LongConsumer onSent;
  private final SendGate gate;
  private OpenRequest request = OpenRequest.getDefaultInstance();
  private long rowsSent;
  private long bytesSent;
  private long askNanos = System.nanoTime() + ASK_EVERY.toNanos();
  private long renewNanos = System.nanoTime() + StoreTimes.LEASE_RENEWAL.toNanos();

  /** Made inside the service method, the only place where a call's handlers can be set. */
  RowsSender(
      OwnedRows rows,
      CallMetadata call,
      ServerCallStreamObserver<Chunk> observer,
      LongConsumer onSent) {
    this.rows = rows;
    this.call = call;
    this.observer = observer;
    this.onSent = onSent;
    this.gate = new SendGate(observer::isReady);
    observer.setOnReadyHandler(gate::signal);
    observer.setOnCancelHandler(gate::cancel);
  }

  /** The sending, of what the supplier says when it begins. */
  Runnable opening(Supplier<OpenRequest> request) {
    return () -> run(request);
  }

  /** Makes exactly one terminal call, unless the transport has ended the stream itself. */
  private void run(Supplier<OpenRequest> wanted) {
    boolean sent = false;
    StatusRuntimeException refusal = null;
    try {
      request = wanted.get();
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
      HandleAudit.read(call.principal().name(), lease.record(), rowsSent, bytesSent);
      // Of a reader whose connection broke it is left to lapse: until then he may come back.
      if (!readerGone) {
        lease.close();
      }
    }
    return !readerGone;
  }

  private boolean sendAll(Lease lease) throws InterruptedException, FirstChunkBeyondEnd {
    SpooledRows stored = rows.require(lease.record());
    long first = request.getFirstChunk();
    requireWithin(first, stored.facts());
    long last = request.getMaxChunks() == 0 ? Long.MAX_VALUE : first + request.getMaxChunks();
    try (SpooledRows.Reading reading = stored.read(first)) {
      for (long sequence = first; sequence < last; sequence++) {
        if (!awaitReady(lease)) {
          return false;
        }
        switch (awaitRows(reading, lease)) {
          case SpooledRows.Step.Rows next -> {
            requireLive(false);
            observer.onNext(message(next.chunk()));
            rowsSent += next.chunk().rows();
            bytesSent += next.chunk().payload().length;
            onSent.accept(next.chunk().payload().length);
          }
          case SpooledRows.Step.End end -> {
            requireWithin(first, end.facts());
            // The reader is not to believe in an end that came after a release.
            requireLive(true);
            observer.onNext(endMarker(end.facts()));
            return true;
          }
          case SpooledRows.Step.Waiting _ -> {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** The next chunk or the end; {@code Waiting} only when the reader is gone. */
  private SpooledRows.Step awaitRows(SpooledRows.Reading reading, Lease lease)
      throws InterruptedException {
    long signNanos = System.nanoTime() + SIGN_OF_LIFE.toNanos();
    while (true) {
      SpooledRows.Step step = reading.next(SLICE);
      if (!(step instanceof SpooledRows.Step.Waiting waiting) || gate.isCancelled()) {
        return step;
      }
      if (System.nanoTime() - signNanos >= 0) {
        requireLive(false);
        if (!awaitReady(lease)) {
          return step;
        }
        observer.onNext(
            Chunk.newBuilder()
                .setWaiting(Waiting.newBuilder().setRows(waiting.soFar().rows()))
                .build());
        signNanos = System.nanoTime() + SIGN_OF_LIFE.toNanos();
      }
    }
  }

  /**
   * A lease holds off expiry, but a release ends the handle for its readers too. The store is asked
   * about that once a second, and before the end.
   */
  private void requireLive(boolean now) {
    if (now || System.nanoTime() - askNanos >= 0) {
      rows.store().find(call.principal(), request.getHandle()).require(HandleKind.ROWS);
      askNanos = System.nanoTime() + ASK_EVERY.toNanos();
    }
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

  /** A live result may still come to where the reader wants to begin. */
  private static void requireWithin(long first, RowsFacts facts) throws FirstChunkBeyondEnd {
    if (first < 0 || (facts.isComplete() && first > facts.chunks())) {
      throw new FirstChunkBeyondEnd(first, facts.chunks());
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

  private static Chunk endMarker(RowsFacts facts) {
    EndOfRows.Builder end =
        EndOfRows.newBuilder()
            .setChunks(facts.chunks())
            .setRows(facts.rows())
            .setPayloadBytes(facts.bytes());
    facts.seal().map(Seals::toMessage).ifPresent(end::setSeal);
    return Chunk.newBuilder()
        .setSequence(facts.chunks())
        .setRowsTotal(facts.rows())
        .setEnd(end)
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
