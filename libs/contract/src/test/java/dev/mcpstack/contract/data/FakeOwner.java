package dev.mcpstack.contract.data;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.RowsSeal;
import dev.mcpstack.contract.handle.Seals;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnFigures;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.ChunksDigest;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc;
import dev.mcpstack.protocol.data.v1.EndOfRows;
import dev.mcpstack.protocol.data.v1.HandshakeRequest;
import dev.mcpstack.protocol.data.v1.HandshakeResponse;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** An owner on a real socket that answers whatever a test wants. */
final class FakeOwner extends DataServiceGrpc.DataServiceImplBase implements AutoCloseable {
  /** Three rows, one a chunk. */
  static final List<EncodedChunk> CHUNKS = encode(Column.of("x", ColumnType.INTEGER));

  volatile int contractVersion = 1;
  volatile BiConsumer<OpenRequest, StreamObserver<Chunk>> answer =
      (_, observer) -> observer.onCompleted();
  final AtomicInteger opened = new AtomicInteger();
  private final Server server;

  FakeOwner() {
    try {
      server =
          NettyServerBuilder.forAddress(Loopback.address(Loopback.HOST, 0))
              .addService(this)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encodes three rows, one a chunk, into the spool's form. */
  static List<EncodedChunk> encode(Column column) {
    List<EncodedChunk> chunks = new ArrayList<>();
    try (ArrowMemory memory = new ArrowMemory(1 << 20);
        ChunkEncoder encoder =
            new ChunkEncoder(new RowSchema(List.of(column)), memory, 1, chunks::add)) {
      for (int row = 0; row < 3; row++) {
        encoder.endRow();
      }
      encoder.finish();
    }
    return List.copyOf(chunks);
  }

  static Chunk.Builder message(EncodedChunk chunk) {
    return Chunk.newBuilder()
        .setSequence(chunk.sequence())
        .setCrc32C(chunk.crc32c())
        .setRowsTotal(chunk.rowsTotal())
        .setPayload(ByteString.copyFrom(chunk.payload()));
  }

  static EndOfRows.Builder end() {
    long bytes = CHUNKS.stream().mapToLong(chunk -> chunk.payload().length).sum();
    return EndOfRows.newBuilder()
        .setChunks(3)
        .setRows(3)
        .setPayloadBytes(bytes)
        .setSeal(Seals.toMessage(seal()));
  }

  /** Of three nulls. */
  static RowsSeal seal() {
    ChunksDigest digest = new ChunksDigest();
    CHUNKS.forEach(digest::add);
    return new RowsSeal(
        new RowSchema(List.of(Column.of("x", ColumnType.INTEGER))),
        digest.value(),
        List.of(new ColumnFigures.Whole(0, 3, 0, 0, 0)));
  }

  /** Answers with those of these messages that were asked for, and a clean end. */
  void answerWith(List<Chunk> messages) {
    answer =
        (request, observer) -> {
          messages.stream()
              .filter(chunk -> chunk.hasEnd() || chunk.getSequence() >= request.getFirstChunk())
              .forEach(observer::onNext);
          observer.onCompleted();
        };
  }

  HandleRecord record(RowsFacts facts) {
    return new HandleRecord(
        "rows_fake",
        HandleKind.ROWS,
        "alice",
        new Owner("localdata", Loopback.HOST + ":" + server.getPort()),
        Duration.ofMinutes(1),
        facts,
        new Lineage("execute_query", "", "", List.of()));
  }

  @Override
  public void handshake(HandshakeRequest request, StreamObserver<HandshakeResponse> observer) {
    observer.onNext(HandshakeResponse.newBuilder().setContractVersion(contractVersion).build());
    observer.onCompleted();
  }

  @Override
  public void open(OpenRequest request, StreamObserver<Chunk> observer) {
    opened.incrementAndGet();
    answer.accept(request, observer);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
