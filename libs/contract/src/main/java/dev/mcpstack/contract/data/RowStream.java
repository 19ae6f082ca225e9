package dev.mcpstack.contract.data;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rows behind a handle, batch by batch, each verified before it is handed over. The owner sends
 * only as fast as batches are taken. When {@link #next} has returned false, every row has arrived,
 * and what arrived is what the owner holds. Not thread-safe; another thread ends it through its
 * {@link Cancellation}.
 */
public final class RowStream implements AutoCloseable {
  /** Enough for one chunk to arrive while the one before it is worked on. */
  private static final int PREFETCH = 2;

  private final ClientCall<OpenRequest, Chunk> call;
  private final BlockingQueue<Inbound> inbound = new LinkedBlockingQueue<>();
  private final Limits limits;
  private final ArrowMemory memory;
  private final Cancellation cancellation;
  private final StreamFailures failures;
  private final ChunkVerifier verifier;
  private Cancellation.Registration registration = () -> {};
  private @Nullable RowBatch batch;
  private @Nullable StackException failure;
  private boolean begun;
  private boolean complete;
  private boolean closed;

  private RowStream(
      ClientCall<OpenRequest, Chunk> call,
      RowsFacts facts,
      Limits limits,
      ArrowMemory memory,
      Cancellation cancellation,
      StreamFailures failures) {
    this.call = call;
    this.limits = limits;
    this.memory = memory;
    this.cancellation = cancellation;
    this.failures = failures;
    this.verifier = new ChunkVerifier(facts, failures);
  }

  static RowStream open(
      Channel channel,
      Metadata headers,
      HandleRecord record,
      Limits limits,
      ArrowMemory memory,
      Cancellation cancellation,
      StreamFailures failures) {
    ClientCall<OpenRequest, Chunk> call =
        channel.newCall(DataServiceGrpc.getOpenMethod(), CallOptions.DEFAULT);
    RowStream stream = new RowStream(call, record.rows(), limits, memory, cancellation, failures);
    call.start(new InboundListener(stream.inbound), headers);
    call.request(PREFETCH);
    call.sendMessage(OpenRequest.newBuilder().setHandle(record.name()).build());
    call.halfClose();
    stream.registration = cancellation.onCancel(() -> call.cancel("cancelled by the caller", null));
    return stream;
  }

  /**
   * Moves to the next batch and frees the one before.
   *
   * @return false when all rows have been read
   * @throws StackException when the handle is no longer readable, the owner is gone, the rows are
   *     not what the owner holds, or the call was cancelled
   */
  public boolean next() {
    freeBatch();
    if (failure != null) {
      throw failure;
    }
    if (complete) {
      return false;
    }
    if (closed) {
      throw new IllegalStateException("the stream was closed before all rows were read");
    }
    try {
      cancellation.throwIfCancelled();
      return advance();
    } catch (StackException e) {
      StackException located = located(e);
      failure = located;
      close();
      throw located;
    }
  }

  /** The batch that {@link #next} moved to. Valid until the next call. */
  public RowBatch batch() {
    if (batch == null) {
      throw new IllegalStateException("there is a batch only after next() has returned true");
    }
    return batch;
  }

  /** Rows verified so far, those of the current batch among them. */
  public long rows() {
    return verifier.rows();
  }

  /** Ends the stream, wherever it is, and frees the batch. Idempotent. */
  @Override
  public void close() {
    registration.close();
    freeBatch();
    if (!complete && !closed) {
      closed = true;
      call.cancel("closed by the reader", null);
    }
  }

  private boolean advance() {
    Chunk chunk = receive();
    if (chunk.hasEnd()) {
      verifier.verifyEnd(chunk);
      awaitClose();
      complete = true;
      registration.close();
      return false;
    }
    verifier.verify(chunk);
    RowBatch decoded = decode(chunk.getPayload());
    batch = decoded;
    verifier.verifyBatch(decoded);
    call.request(1);
    return true;
  }

  private RowBatch decode(ByteString payload) {
    try {
      return ChunkDecoder.decode(payload.newInput(), memory);
    } catch (StackException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failures.corrupt("a chunk can't be read", e);
    }
  }

  private Chunk receive() {
    return switch (await(begun ? limits.silence() : limits.firstMessage())) {
      case Inbound.Message message -> {
        begun = true;
        yield message.chunk();
      }
      case Inbound.Closed closed when closed.status().isOk() ->
          throw failures.corrupt("the stream ended before its end marker", null);
      case Inbound.Closed closed -> throw failures.of(closed.status(), closed.trailers());
    };
  }

  /** The end marker has told all, so how the stream closes after it no longer matters. */
  private void awaitClose() {
    call.request(1);
    if (await(limits.silence()) instanceof Inbound.Message) {
      throw failures.corrupt("there was more after the end marker", null);
    }
  }

  private Inbound await(Duration limit) {
    Inbound next;
    try {
      next = inbound.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.cancelled();
    }
    if (next == null) {
      throw failures.unreachable(null);
    }
    return next;
  }

  /** How far the stream had come, where it had moved at all. */
  private StackException located(StackException e) {
    return verifier.chunks() == 0
        ? e
        : e.withDetail("bytesMoved", verifier.bytes()).withDetail("chunksMoved", verifier.chunks());
  }

  private void freeBatch() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }

  /** How long an owner may take for its first message, and for each that follows. */
  record Limits(Duration firstMessage, Duration silence) {}
}
