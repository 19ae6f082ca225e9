package dev.mcpstack.contract.data;

import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.StoredRows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An owner that serves on a real socket, and a reader that dials it. */
final class DataFixture implements AutoCloseable {
  static final Principal ALICE = Principal.withAllScopes("alice");
  static final Principal MALLORY = Principal.withAllScopes("mallory");
  static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);
  static final RowSchema SCHEMA =
      new RowSchema(
          List.of(Column.of("id", ColumnType.INTEGER), Column.of("name", ColumnType.TEXT)));

  final AtomicLong clock = new AtomicLong();
  final InMemoryHandleStore store = new InMemoryHandleStore(clock::get);
  final Spool spool = new Spool(1L << 30, 1L << 30);
  final PeerTrust trust;
  final ArrowMemory memory = new ArrowMemory(1L << 30);
  final DataServiceServer server;
  final RowsReader reader;

  DataFixture() {
    this(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  DataFixture(Duration firstMessage, Duration silence) {
    this(PeerTrust.random(), PeerTrust.random(), firstMessage, silence);
  }

  /** The same where owner and reader have certificates of their own. */
  DataFixture(PeerTrust owner, PeerTrust readers) {
    this(owner, readers, Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  private DataFixture(PeerTrust owner, PeerTrust readers, Duration firstMessage, Duration silence) {
    trust = owner;
    server = DataServiceServer.start(Loopback.HOST, 0, store, spool, trust);
    // Within one process both hold the same secret.
    reader = new RowsReader(memory, owner.tls().isEmpty() ? owner : readers, firstMessage, silence);
  }

  /** A result of Alice with ids from 0, whose names have as many characters. */
  HandleRecord result(int rows, int nameLength) {
    return result(rows, nameLength, ChunkEncoder.TARGET_BYTES, UnaryOperator.identity());
  }

  /** The same in chunks of a size, each passed through a change on its way to the spool. */
  HandleRecord result(
      int rows, int nameLength, int chunkBytes, UnaryOperator<EncodedChunk> change) {
    try (Spool.Writer writer = spool.write(SCHEMA);
        ChunkEncoder encoder =
            new ChunkEncoder(
                SCHEMA, memory, chunkBytes, chunk -> writer.add(change.apply(chunk)))) {
      String name = "x".repeat(nameLength);
      for (int row = 0; row < rows; row++) {
        encoder.setInteger(0, row);
        encoder.setText(1, name);
        encoder.endRow();
      }
      encoder.finish();
      StoredRows stored = writer.complete();
      HandleRecord record = store.create(newHandle(stored));
      writer.keep(record.name());
      return record;
    }
  }

  private NewHandle newHandle(StoredRows stored) {
    return new NewHandle(
        HandleKind.ROWS,
        ALICE,
        new Owner("localdata", server.address()),
        TIME_TO_LIVE,
        stored.facts(),
        new Lineage("execute_query", "weather", "00", List.of()));
  }

  @Override
  public void close() {
    reader.close();
    server.close();
    memory.close();
  }
}
