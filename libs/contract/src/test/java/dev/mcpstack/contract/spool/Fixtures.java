package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Results of made-up chunks. */
final class Fixtures {
  static final Principal ALICE = Principal.withAllScopes("alice");
  static final RowSchema SCHEMA = new RowSchema(List.of(Column.of("x", ColumnType.INTEGER)));

  private Fixtures() {}

  /** Ten rows that take so many bytes. */
  static EncodedChunk chunk(int sequence, int bytes) {
    byte[] payload = new byte[bytes];
    payload[0] = (byte) sequence;
    return new EncodedChunk(
        sequence, 10, (sequence + 1) * 10L, EncodedChunk.checksum(payload), payload);
  }

  static String newHandle(HandleStore store) {
    return store
        .create(
            new NewHandle(
                HandleKind.ROWS,
                ALICE,
                new Owner("localdata", ""),
                Duration.ofMinutes(1),
                RowsFacts.NONE,
                new Lineage("execute_query", "s", "", List.of())))
        .name();
  }

  /** A complete result under a handle. */
  static String keep(Spool spool, HandleStore store, int... chunkBytes) {
    String handle = newHandle(store);
    try (RowsWriter writer = spool.write(new Cancellation())) {
      writer.begin(SCHEMA);
      for (int i = 0; i < chunkBytes.length; i++) {
        writer.add(chunk(i, chunkBytes[i]));
      }
      writer.complete(List.of());
      writer.keep(handle);
    }
    return handle;
  }

  /** What can be read from a chunk on without waiting. */
  static List<EncodedChunk> read(SpooledRows rows, long first) throws InterruptedException {
    List<EncodedChunk> chunks = new ArrayList<>();
    try (SpooledRows.Reading reading = rows.read(first)) {
      while (reading.next(Duration.ZERO) instanceof SpooledRows.Step.Rows next) {
        chunks.add(next.chunk());
      }
    }
    return chunks;
  }
}
