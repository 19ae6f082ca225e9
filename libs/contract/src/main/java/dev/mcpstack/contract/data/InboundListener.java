package dev.mcpstack.contract.data;

import dev.mcpstack.protocol.data.v1.Chunk;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;

/** Puts what arrives where the reader takes it. Holds no more than the reader has asked for. */
final class InboundListener extends ClientCall.Listener<Chunk> {
  private final BlockingQueue<Inbound> inbound;

  InboundListener(BlockingQueue<Inbound> inbound) {
    this.inbound = inbound;
  }

  @Override
  public void onMessage(Chunk message) {
    inbound.add(new Inbound.Message(message));
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    inbound.add(new Inbound.Closed(status, trailers));
  }
}
