package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.protocol.data.v1.Chunk;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows behind a handle, batch by batch, each verified before it is handed over. The owner sends
 * only as fast as batches are taken. A broken connection is taken up again at the chunk where it
 * broke, and a chunk that arrives damaged is fetched once more. When {@link #next} has returned
 * false, every row has arrived once, and what arrived is what the owner holds. Not thread-safe;
 * another thread ends it through its {@link Cancellation}.
 */
public final class RowStream implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Opener opener;
  private final Limits limits;
  private final ArrowMemory memory;
  private final Cancellation cancellation;
  private final StreamFailures failures;
  private final Verifier verifier;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile StreamCall call;
  private Cancellation.Registration registration = () -> {};
  private LongConsumer onWaiting = _ -> {};
  private @Nullable RowBatch batch;
  private @Nullable StackException failure;
  private long fetchedAgain = -1;
  private int resumed;
  private boolean begun;
  private boolean complete;
  private boolean closed;

  private RowStream(
      Opener opener,
      StreamCall call,
      Verifier verifier,
      Limits limits,
      ArrowMemory memory,
      Cancellation cancellation,
      StreamFailures failures) {
    this.opener = opener;
    this.call = call;
    this.limits = limits;
    this.memory = memory;
    this.cancellation = cancellation;
    this.failures = failures;
    this.verifier = verifier;
  }

  static RowStream open(
      Opener opener,
      Verifier verifier,
      Limits limits,
      ArrowMemory memory,
      Cancellation cancellation,
      StreamFailures failures) {
    RowStream stream =
        new RowStream(
            opener,
            opener.open(verifier.next(), limits.firstMessage()),
            verifier,
            limits,
            memory,
            cancellation,
            failures);
    stream.registration = cancellation.onCancel(stream::cancel);
    return stream;
  }

  /**
   * Whom to tell of a result that is still being written, and how many rows it has so far, while
   * {@link #next} waits for it.
   */
  public void onWaiting(LongConsumer listener) {
    onWaiting = listener;
  }

  /**
   * Moves to the next batch and frees the one before.
   *
   * @return false when all rows have been read
   * @throws StackException when the handle is no longer readable, the owner stays away, the rows
   *     are not what the owner holds, or the call was cancelled
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

  /** How often the stream was taken up again after its connection broke or a chunk was damaged. */
  public int resumed() {
    return resumed;
  }

  /** Ends the stream, wherever it is, and frees the batch. Idempotent. */
  @Override
  public void close() {
    registration.close();
    freeBatch();
    if (!complete && !closed) {
      closed = true;
      call.cancel("closed by the reader");
    }
  }

  /** From another thread. */
  private void cancel() {
    cancelled.countDown();
    call.cancel("cancelled by the caller");
  }

  private boolean advance() {
    Duration pause = FIRST_PAUSE;
    long giveUp = System.nanoTime() + limits.resume().toNanos();
    boolean open = true;
    while (true) {
      cancellation.throwIfCancelled();
      try {
        if (!open) {
          reopen();
          open = true;
        }
        return step();
      } catch (StackException e) {
        open = false;
        boolean again = isCorrupt(e) && verifier.next() != fetchedAgain;
        if (!begun || opener.isClosed() || !(again || isBroken(e))) {
          throw e;
        }
        if (again) {
          fetchedAgain = verifier.next();
        } else if (System.nanoTime() - giveUp > 0) {
          throw e;
        } else {
          pause(pause);
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
      }
    }
  }

  private boolean step() {
    if (verifier.isComplete()) {
      complete = true;
      registration.close();
      return false;
    }
    // An owner that was there a moment ago is not waited for as long as one that has to wake.
    Duration first =
        begun ? shorter(limits.firstMessage(), limits.resume()) : limits.firstMessage();
    Chunk chunk = call.receive(first, limits.silence());
    while (chunk.hasWaiting()) {
      begun = true;
      onWaiting.accept(chunk.getWaiting().getRows());
      cancellation.throwIfCancelled();
      chunk = call.receive(first, limits.silence());
    }
    begun = true;
    if (chunk.hasEnd()) {
      verifier.verifyEnd(chunk);
      call.awaitClose(limits.silence());
      complete = true;
      registration.close();
      return false;
    }
    verifier.verify(chunk);
    RowBatch decoded = decode(chunk);
    try {
      verifier.accept(chunk, decoded);
      batch = decoded;
      return true;
    } finally {
      if (batch == null) {
        decoded.close();
      }
    }
  }

  private RowBatch decode(Chunk chunk) {
    try {
      return ChunkDecoder.decode(chunk.getPayload().newInput(), memory);
    } catch (StackException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failures.corrupt("chunk " + verifier.next() + " can't be read", e);
    }
  }

  private void reopen() {
    call.cancel("taken up again");
    call = opener.open(verifier.next(), shorter(limits.firstMessage(), limits.resume()));
    resumed++;
    if (cancellation.isCancelled()) {
      call.cancel("cancelled by the caller");
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void pause(Duration pause) {
    try {
      if (cancelled.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw failures.cancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.cancelled();
    }
  }

  private static boolean isCorrupt(StackException e) {
    return e.code().name().equals(ContractError.ROWS_CORRUPT.name());
  }

  private static boolean isBroken(StackException e) {
    return e.code().name().equals(ContractError.PEER_UNAVAILABLE.name());
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

  /** Opens the rows from a chunk on. */
  interface Opener {
    /**
     * A call under way.
     *
     * @param patience how long the owner may take to be reached
     */
    StreamCall open(long firstChunk, Duration patience) throws StackException;

    /** Whether this server reads no more. */
    boolean isClosed();
  }

  /**
   * What a reader puts up with.
   *
   * @param firstMessage how long an owner may take for its first message
   * @param silence and for each that follows
   * @param resume how long a stream that broke is tried to be taken up again
   */
  record Limits(Duration firstMessage, Duration silence, Duration resume) {}
}
