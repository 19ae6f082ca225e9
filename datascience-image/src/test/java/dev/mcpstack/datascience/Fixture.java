package dev.mcpstack.datascience;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.data.DataServiceServer;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.error.StackException;
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
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.contract.spool.RowsWriter;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.datascience.summary.MemoryBudget;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.runtime.ServerContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server behind its MCP endpoint, and an owner that serves rows to it, all on real sockets. Its
 * clock of handles stands still unless it is moved.
 */
final class Fixture implements AutoCloseable {
  static final Principal ALICE = Principal.withAllScopes("alice");
  static final String ALICE_KEY = "alice-key-of-the-tests";
  static final String MALLORY_KEY = "mallory-key-of-the-tests";
  static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);

  /** Small, so that every data set arrives in several chunks. */
  private static final int CHUNK_BYTES = 400;

  final AtomicLong clock = new AtomicLong();
  final InMemoryHandleStore store = new InMemoryHandleStore(clock::get);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final ArrowMemory memory = new ArrowMemory(1L << 30);
  final DataServiceServer owner;
  final DataScience science;
  final Client alice;
  private final PeerTrust trust = PeerTrust.random();
  private final Spool spool = Spool.inMemory(store, 1L << 30, 1L << 30);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final McpHttpServer http;

  Fixture() {
    this("15s", MemoryBudget.ofHeap());
  }

  Fixture(String callBudget, MemoryBudget budget) {
    owner = DataServiceServer.start(Loopback.HOST, 0, store, spool, trust);
    ServerContext context =
        new ServerContext(store, trust, SecretReader.of(Map.of()), memory, meters, timer);
    science = DataScience.start(config(0, callBudget), context, budget);
    LegacyEra era = new LegacyEra(science.features(), new byte[32]);
    BearerKeys keys = new BearerKeys(Map.of("alice", ALICE_KEY, "mallory", MALLORY_KEY));
    try {
      http = McpHttpServer.start(EndpointSettings.loopback(0), keys, List.of(era));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    alice = new Client(http.endpoint(), ALICE_KEY);
  }

  static DataScienceConfig config(int dataPort, String callBudget) {
    return RecordShape.of(DataScienceConfig.class)
        .bind(Map.of("data", Map.of("port", dataPort), "limits", Map.of("callBudget", callBudget)))
        .orElseThrow(problems -> new AssertionError(problems.toString()));
  }

  URI endpoint() {
    return http.endpoint();
  }

  /** What another server of the same stack is started with. */
  ServerContext context() {
    return new ServerContext(
        store, trust, SecretReader.of(Map.of()), memory, new SimpleMeterRegistry(), timer);
  }

  /** Alice's data token of the rows, kept by the owner. */
  String token(Rows rows) {
    return token(rows, owner.address(), CHUNK_BYTES);
  }

  /** The same, dialled at another address and cut into chunks of another size. */
  String token(Rows rows, String address, int chunkBytes) {
    try (RowsWriter writer = spool.write(new Cancellation());
        ChunkEncoder encoder = new ChunkEncoder(rows.schema(), memory, chunkBytes, writer::add)) {
      writer.begin(rows.schema());
      rows.encode(encoder);
      String handle = handle(HandleKind.ROWS, address, writer.complete(encoder.figures()));
      writer.keep(handle);
      return handle;
    }
  }

  /** A token whose rows are written as the test goes on. */
  Live live(Rows rows) {
    HandleRecord record =
        store.find(ALICE, handle(HandleKind.ROWS, owner.address(), RowsFacts.NONE)).requireLive();
    RowsWriter writer = spool.write(new Cancellation());
    writer.keep(record.name());
    return new Live(
        record, writer, new ChunkEncoder(rows.schema(), memory, CHUNK_BYTES, writer::add), rows);
  }

  /** Rows on their way. */
  final class Live implements AutoCloseable {
    private final HandleRecord record;
    private final RowsWriter writer;
    private final ChunkEncoder encoder;
    private final Rows rows;

    private Live(HandleRecord record, RowsWriter writer, ChunkEncoder encoder, Rows rows) {
      this.record = record;
      this.writer = writer;
      this.encoder = encoder;
      this.rows = rows;
    }

    String token() {
      return record.name();
    }

    void writeSome(int count) {
      writer.begin(rows.schema());
      new Rows(rows.schema(), rows.values().subList(0, count)).encode(encoder);
    }

    void writeRest(int from) {
      new Rows(rows.schema(), rows.values().subList(from, rows.values().size())).encode(encoder);
      store.complete(record.withRows(writer.complete(encoder.figures())));
    }

    void fail(StackException cause) {
      writer.fail(cause);
    }

    @Override
    public void close() {
      encoder.close();
      writer.close();
    }
  }

  /** A handle of Alice. */
  String handle(HandleKind kind, String address, RowsFacts facts) {
    return store
        .create(
            new NewHandle(
                kind,
                ALICE,
                new Owner("localdata", address),
                TIME_TO_LIVE,
                facts,
                new Lineage("execute_query", "cars", "00", List.of())))
        .name();
  }

  /** Closing the memory fails when a batch was not freed. */
  @Override
  public void close() {
    alice.close();
    http.close();
    science.close();
    owner.close();
    timer.shutdownNow();
    memory.close();
  }
}
