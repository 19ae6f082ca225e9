package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.RowsWriter;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.SpooledRows;
import java.time.Duration;
import java.util.ArrayList;
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
  final Spool spool = Spool.inMemory(store, 1L << 30, 1L << 30);
  final PeerTrust trust;
  final ArrowMemory memory = new ArrowMemory(1L << 30);
  final DataServiceServer server;
  final RowsReader reader;

  DataFixture() {
    this(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  DataFixture(Duration firstMessage, Duration silence) {
    this(
        PeerTrust.random(),
        PeerTrust.random(),
        new RowStream.Limits(firstMessage, silence, Duration.ofSeconds(2)));
  }

  /** The same where owner and reader have certificates of their own. */
  DataFixture(PeerTrust owner, PeerTrust readers) {
    this(
        owner,
        readers,
        new RowStream.Limits(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(2)));
  }

  private DataFixture(PeerTrust owner, PeerTrust readers, RowStream.Limits limits) {
    trust = owner;
    server = DataServiceServer.start(Loopback.HOST, 0, store, spool, trust);
    // Within one process both hold the same secret.
    reader = new RowsReader(memory, owner.tls().isEmpty() ? owner : readers, limits);
  }

  /** A result of Alice with ids from 0, whose names have as many characters. */
  HandleRecord result(int rows, int nameLength) {
    return result(rows, nameLength, ChunkEncoder.TARGET_BYTES, UnaryOperator.identity());
  }

  /** The same in chunks of a size, each passed through a change on its way to the spool. */
  HandleRecord result(
      int rows, int nameLength, int chunkBytes, UnaryOperator<EncodedChunk> change) {
    try (RowsWriter writer = spool.write(new Cancellation());
        ChunkEncoder encoder =
            new ChunkEncoder(
                SCHEMA, memory, chunkBytes, chunk -> writer.add(change.apply(chunk)))) {
      writer.begin(SCHEMA);
      String name = "x".repeat(nameLength);
      for (int row = 0; row < rows; row++) {
        encoder.setInteger(0, row);
        encoder.setText(1, name);
        encoder.endRow();
      }
      encoder.finish();
      HandleRecord record = store.create(newHandle(writer.complete(encoder.figures())));
      writer.keep(record.name());
      return record;
    }
  }

  NewHandle newHandle(RowsFacts facts) {
    return new NewHandle(
        HandleKind.ROWS,
        ALICE,
        new Owner("localdata", server.address()),
        TIME_TO_LIVE,
        facts,
        new Lineage("execute_query", "weather", "00", List.of()));
  }

  /** What the owner keeps of a result. */
  List<EncodedChunk> chunks(HandleRecord record) {
    List<EncodedChunk> chunks = new ArrayList<>();
    try (SpooledRows.Reading reading = spool.rows(record.name()).orElseThrow().read(0)) {
      while (reading.next(Duration.ZERO) instanceof SpooledRows.Step.Rows next) {
        chunks.add(next.chunk());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return chunks;
  }

  @Override
  public void close() {
    reader.close();
    server.close();
    memory.close();
  }
}
