package dev.mcpstack.contract.data;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.spool.StoredRows;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc;
import dev.mcpstack.protocol.data.v1.DescribeRequest;
import dev.mcpstack.protocol.data.v1.DescribeResponse;
import dev.mcpstack.protocol.data.v1.HandshakeRequest;
import dev.mcpstack.protocol.data.v1.HandshakeResponse;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import dev.mcpstack.protocol.data.v1.ReleaseRequest;
import dev.mcpstack.protocol.data.v1.ReleaseResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Answers the calls of {@code DataService}, each on a virtual thread. */
final class DataHandlers extends DataServiceGrpc.DataServiceImplBase {
  private final OwnedRows rows;
  private final Executor senders;
  private final LongAdder chunksSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();

  DataHandlers(OwnedRows rows, Executor senders) {
    this.rows = rows;
    this.senders = senders;
  }

  @Override
  public void handshake(HandshakeRequest request, StreamObserver<HandshakeResponse> observer) {
    answer(
        observer,
        _ ->
            HandshakeResponse.newBuilder()
                .setContractVersion(DataContract.VERSION)
                .addAllFeatures(DataContract.FEATURES)
                .build());
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> observer) {
    answer(
        observer,
        call -> {
          Lookup lookup = rows.store().find(call.principal(), request.getHandle());
          HandleRecord record = lookup.require(HandleKind.ROWS);
          StoredRows stored = rows.require(record);
          RowsFacts facts = stored.facts();
          long remaining = lookup instanceof Lookup.Live live ? live.remaining().toMillis() : 0;
          return DescribeResponse.newBuilder()
              .setHandle(record.name())
              .setSchema(ByteString.copyFrom(ChunkDecoder.serialise(stored.schema())))
              .setRows(facts.rows())
              .setBytes(facts.bytes())
              .setChunks(facts.chunks())
              .setTtlRemainingMillis(remaining)
              .build();
        });
  }

  @Override
  public void open(OpenRequest request, StreamObserver<Chunk> observer) {
    senders.execute(
        new RowsSender(
            rows,
            request,
            CallMetadata.current(),
            (ServerCallStreamObserver<Chunk>) observer,
            this::count));
  }

  @Override
  public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> observer) {
    answer(
        observer,
        call -> {
          Lookup lookup = rows.store().find(call.principal(), request.getHandle());
          if (!(lookup instanceof Lookup.Ended)) {
            lookup.require(HandleKind.ROWS);
            rows.store().release(call.principal(), request.getHandle());
          }
          rows.spool().sweep(rows.store(), request.getHandle());
          return ReleaseResponse.getDefaultInstance();
        });
  }

  long chunksSent() {
    return chunksSent.sum();
  }

  long bytesSent() {
    return bytesSent.sum();
  }

  private void count(long bytes) {
    chunksSent.increment();
    bytesSent.add(bytes);
  }

  private static <A> void answer(StreamObserver<A> observer, Function<CallMetadata, A> work) {
    CallMetadata call = CallMetadata.current();
    A answer;
    try {
      answer = work.apply(call);
    } catch (RuntimeException e) {
      observer.onError(Failures.toStatus(e, call.correlationId()));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }
}
