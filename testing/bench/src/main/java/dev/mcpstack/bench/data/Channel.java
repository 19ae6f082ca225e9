package dev.mcpstack.bench.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.data.DataServiceServer;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.handle.EndReason;
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
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.spool.RowsWriter;
import dev.mcpstack.contract.spool.Spool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The data channel alone: an owner that keeps encoded rows and serves them on a socket, and a
 * reader that dials it. Its streams share one connection, as in the product.
 */
final class Channel implements AutoCloseable {
  static final Principal PRINCIPAL = Principal.withAllScopes("bench");

  private static final long SPOOL_BYTES = 16L << 30;
  private static final long ARROW_BYTES = 1L << 30;
  private static final RowSchema SCHEMA =
      new RowSchema(
          IntStream.range(0, Numbers.COLUMNS)
              .mapToObj(column -> Column.of(Numbers.name(column), ColumnType.FLOAT))
              .toList());

  private final InMemoryHandleStore store = new InMemoryHandleStore();
  private final Spool spool = Spool.inMemory(store, SPOOL_BYTES, SPOOL_BYTES);
  private final ArrowMemory memory = new ArrowMemory(ARROW_BYTES);
  private final DataServiceServer server;
  private final RowsReader reader;

  /** One over TLS, or in plain text without certificates. */
  Channel(Optional<Certificates> tls) {
    PeerTrust secret = PeerTrust.random();
    server =
        DataServiceServer.start(
            Loopback.HOST,
            0,
            store,
            spool,
            tls.map(of -> of.trust(ServerRole.LOCALDATA)).orElse(secret));
    reader = new RowsReader(memory, tls.map(of -> of.trust(ServerRole.DATASCIENCE)).orElse(secret));
  }

  /** Keeps the first rows of the columns as a complete result. */
  HandleRecord keep(double[][] columns, int rows) {
    try (RowsWriter writer = spool.write(new Cancellation())) {
      RowsFacts facts = write(writer, columns, rows);
      HandleRecord record = store.create(handle(facts));
      writer.keep(record.name());
      return record;
    }
  }

  /** Begins to write them as a result that is read meanwhile. */
  HandleRecord stream(double[][] columns, int rows) {
    HandleRecord record = store.create(handle(RowsFacts.NONE));
    RowsWriter writer = spool.write(new Cancellation());
    writer.keep(record.name());
    Thread.startVirtualThread(() -> {
      try (writer) {
        store.complete(record.withRows(write(writer, columns, rows)));
      }
    });
    return record;
  }

  private RowsFacts write(RowsWriter writer, double[][] columns, int rows) {
    writer.begin(SCHEMA);
    try (ChunkEncoder encoder = new ChunkEncoder(SCHEMA, memory, writer::add)) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns.length; column++) {
          encoder.setFloat(column, columns[column][row]);
        }
        encoder.endRow();
      }
      encoder.finish();
      return writer.complete(encoder.figures());
    }
  }

  private NewHandle handle(RowsFacts facts) {
    return new NewHandle(
        HandleKind.ROWS,
        PRINCIPAL,
        new Owner(ServerRole.LOCALDATA.text(), server.address()),
        Duration.ofDays(1),
        facts,
        new Lineage("bench", "bench", "00", List.of()));
  }

  /** Ends a result and frees what it took. */
  void release(HandleRecord record) {
    store.end(record.name(), EndReason.RELEASED);
    spool.sweep(record.name());
  }

  /** Opens a result, from its first row on. */
  RowStream open(HandleRecord record) {
    return open(reader, record);
  }

  static RowStream open(RowsReader reader, HandleRecord record) {
    return reader.open(record, PRINCIPAL, "bench", new Cancellation());
  }

  /** Adds up all values of a stream. */
  static Answer sum(RowStream stream) {
    Answer answer = new Answer(0, 0);
    while (stream.next()) {
      answer = answer.plus(sum(stream.batch()));
    }
    return answer;
  }

  static Answer sum(RowBatch batch) {
    double sum = 0;
    int rows = batch.rows();
    for (int column = 0; column < Numbers.COLUMNS; column++) {
      for (int row = 0; row < rows; row++) {
        sum += batch.number(column, row);
      }
    }
    return new Answer(rows, sum);
  }

  @Override
  public void close() {
    reader.close();
    server.close();
    memory.close();
  }
}
