package dev.mcpstack.contract.data;

import dev.mcpstack.contract.error.StackException;
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

/**
 * One call that brings chunks. The transport is asked for as many messages as fit a few mebibytes
 * of what they have been like, and for one at least. Not thread-safe but for {@link #cancel}.
 */
final class StreamCall {
  /** Enough that chunks arrive while one is worked on, little enough to hold for many streams. */
  private static final int PREFETCH_BYTES = 4 << 20;

  private static final int MOST_MESSAGES = 64;

  private final ClientCall<OpenRequest, Chunk> call;
  private final BlockingQueue<Inbound> inbound = new LinkedBlockingQueue<>();
  private final StreamFailures failures;
  private int underWay;
  private boolean begun;

  private StreamCall(ClientCall<OpenRequest, Chunk> call, StreamFailures failures) {
    this.call = call;
    this.failures = failures;
  }

  static StreamCall open(
      Channel channel, Metadata headers, OpenRequest request, StreamFailures failures) {
    StreamCall stream =
        new StreamCall(
            channel.newCall(DataServiceGrpc.getOpenMethod(), CallOptions.DEFAULT), failures);
    stream.call.start(new InboundListener(stream.inbound), headers);
    stream.request(2);
    stream.call.sendMessage(request);
    stream.call.halfClose();
    return stream;
  }

  /** Whether the owner has answered. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * The next message.
   *
   * @param firstMessage how long to wait for the first
   * @param silence how long for each that follows
   */
  Chunk receive(Duration firstMessage, Duration silence) throws StackException {
    return switch (await(begun ? silence : firstMessage)) {
      case Inbound.Message message -> {
        begun = true;
        underWay--;
        topUp(message.chunk().getPayload().size());
        yield message.chunk();
      }
      case Inbound.Closed closed when closed.status().isOk() ->
          throw failures.corrupt("the stream ended before its end marker", null);
      case Inbound.Closed closed -> throw failures.of(closed.status(), closed.trailers());
    };
  }

  /** The end marker has told all, so how the stream closes after it no longer matters. */
  void awaitClose(Duration silence) throws StackException {
    request(1);
    if (await(silence) instanceof Inbound.Message) {
      throw failures.corrupt("there was more after the end marker", null);
    }
  }

  void cancel(String reason) {
    call.cancel(reason, null);
  }

  private void topUp(int bytes) {
    int wanted = Math.clamp(PREFETCH_BYTES / Math.max(1, bytes), 1, MOST_MESSAGES);
    if (bytes == 0) {
      wanted = 2; // A sign of life says nothing of the chunks to come.
    }
    if (wanted > underWay) {
      request(wanted - underWay);
    }
  }

  private void request(int messages) {
    call.request(messages);
    underWay += messages;
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
}
