package dev.mcpstack.contract.data;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lineage;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.StoredRows;
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
import java.util.function.Consumer;

/** An owner on a real socket that answers whatever a test wants. */
final class FakeOwner extends DataServiceGrpc.DataServiceImplBase implements AutoCloseable {
  /** Three rows, one a chunk. */
  static final List<EncodedChunk> CHUNKS = encode(Column.of("x", ColumnType.INTEGER));

  volatile int contractVersion = 1;
  volatile Consumer<StreamObserver<Chunk>> answer = StreamObserver::onCompleted;
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
    StoredRows stored =
        new StoredRows(new RowSchema(List.of(Column.of("x", ColumnType.INTEGER))), CHUNKS);
    return EndOfRows.newBuilder()
        .setChunks(3)
        .setRows(3)
        .setPayloadBytes(stored.facts().bytes())
        .setDigest(ByteString.copyFrom(stored.digest()));
  }

  /** Answers with these messages and a clean end. */
  void answerWith(List<Chunk> messages) {
    answer =
        observer -> {
          messages.forEach(observer::onNext);
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
    answer.accept(observer);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
