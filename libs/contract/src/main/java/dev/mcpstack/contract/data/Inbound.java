package dev.mcpstack.contract.data;

import dev.mcpstack.protocol.data.v1.Chunk;
import io.grpc.Metadata;
import io.grpc.Status;

/** What the transport brings to a reader. */
sealed interface Inbound {
  /** One message of the stream. */
  record Message(Chunk chunk) implements Inbound {}

  /** The end of the stream; nothing follows. */
  record Closed(Status status, Metadata trailers) implements Inbound {}
}
