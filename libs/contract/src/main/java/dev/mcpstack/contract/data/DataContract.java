package dev.mcpstack.contract.data;

import dev.mcpstack.contract.rows.EncodedChunk;
import java.util.List;

/** What both sides of a connection agree on. */
final class DataContract {
  /** Changes when an older peer could no longer understand a newer one. */
  static final int VERSION = 1;

  /** What this version can do beyond the bare stream. */
  static final List<String> FEATURES =
      List.of("resume", "release", "live", "run", "renew", "cancel", "seal", "remake");

  /** The largest chunk message: a chunk's payload and its few other fields. */
  static final int MAX_CHUNK_MESSAGE_BYTES = EncodedChunk.MAX_BYTES + (64 << 10);

  /** Requests name a handle and little else. */
  static final int MAX_REQUEST_BYTES = 64 << 10;

  /** A failure's texts, encoded, have to fit in. */
  static final int MAX_METADATA_BYTES = 64 << 10;

  /**
   * Measured on loopback: chunks of 1 MiB flow at full speed through 8 MiB. It is also the most
   * that a reader who has stopped reading can make the transport hold.
   */
  static final int FLOW_CONTROL_WINDOW_BYTES = 8 << 20;

  private DataContract() {}
}
