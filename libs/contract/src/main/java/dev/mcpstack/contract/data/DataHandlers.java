package dev.mcpstack.contract.data;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleRecords;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.spool.SpooledRows;
import dev.mcpstack.protocol.data.v1.CancelRequest;
import dev.mcpstack.protocol.data.v1.CancelResponse;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc;
import dev.mcpstack.protocol.data.v1.DescribeRequest;
import dev.mcpstack.protocol.data.v1.DescribeResponse;
import dev.mcpstack.protocol.data.v1.HandshakeRequest;
import dev.mcpstack.protocol.data.v1.HandshakeResponse;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import dev.mcpstack.protocol.data.v1.ReleaseRequest;
import dev.mcpstack.protocol.data.v1.ReleaseResponse;
import dev.mcpstack.protocol.data.v1.RemakeRequest;
import dev.mcpstack.protocol.data.v1.RemakeResponse;
import dev.mcpstack.protocol.data.v1.RenewRequest;
import dev.mcpstack.protocol.data.v1.RenewResponse;
import dev.mcpstack.protocol.data.v1.RunRequest;
import dev.mcpstack.protocol.data.v1.Started;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Answers the calls of {@code DataService}, each on a virtual thread. */
final class DataHandlers extends DataServiceGrpc.DataServiceImplBase {
  private final OwnedRows rows;
  private final Optional<RowsMaker> maker;
  private final Executor senders;
  private final LongAdder chunksSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();

  DataHandlers(OwnedRows rows, Optional<RowsMaker> maker, Executor senders) {
    this.rows = rows;
    this.maker = maker;
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
          SpooledRows stored = rows.require(record);
          RowsFacts facts = stored.facts();
          DescribeResponse.Builder answer =
              DescribeResponse.newBuilder()
                  .setHandle(record.name())
                  .setRows(facts.rows())
                  .setBytes(facts.bytes())
                  .setChunks(facts.chunks())
                  .setTtlRemainingMillis(remainingMillis(lookup))
                  .setRecord(HandleRecords.toMessage(record))
                  .setComplete(facts.isComplete());
          stored
              .schema()
              .map(ChunkDecoder::serialise)
              .map(ByteString::copyFrom)
              .ifPresent(answer::setSchema);
          return answer.build();
        });
  }

  @Override
  public void open(OpenRequest request, StreamObserver<Chunk> observer) {
    RowsSender sender = sender(CallMetadata.current(), (ServerCallStreamObserver<Chunk>) observer);
    senders.execute(sender.opening(() -> request));
  }

  @Override
  public void run(RunRequest request, StreamObserver<Chunk> observer) {
    CallMetadata call = CallMetadata.current();
    if (maker.isEmpty()) {
      observer.onError(
          Status.UNIMPLEMENTED.withDescription("This server has no sources.").asRuntimeException());
      return;
    }
    // What a handler is set on is only known inside this call; the handle only after the gate.
    RowsSender sender = sender(call, (ServerCallStreamObserver<Chunk>) observer);
    senders.execute(
        sender.opening(() -> {
          HandleRecord record =
              maker
                  .get()
                  .begin(
                      call.principal(),
                      call.correlationId(),
                      request.getSource(),
                      request.getSql());
          observer.onNext(
              Chunk.newBuilder().setStarted(Started.newBuilder().setHandle(record.name())).build());
          return OpenRequest.newBuilder().setHandle(record.name()).build();
        }));
  }

  @Override
  public void remake(RemakeRequest request, StreamObserver<RemakeResponse> observer) {
    answer(
        observer,
        call -> {
          HandleRecord record =
              rows.store().find(call.principal(), request.getHandle()).require(HandleKind.ROWS);
          HandleRecord now =
              rows.spool().rows(record.name()).isPresent()
                  ? record
                  : maker
                      .orElseThrow(() -> OwnedRows.lost(record))
                      .remake(call.principal(), call.correlationId(), record);
          return RemakeResponse.newBuilder().setRecord(HandleRecords.toMessage(now)).build();
        });
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<RenewResponse> observer) {
    answer(
        observer,
        call -> {
          // Never let go: it lapses by itself, and until then a reader may come back.
          var _ = rows.store().lease(call.principal(), request.getHandle());
          Lookup lookup = rows.store().find(call.principal(), request.getHandle());
          lookup.require(HandleKind.ROWS);
          return RenewResponse.newBuilder().setTtlRemainingMillis(remainingMillis(lookup)).build();
        });
  }

  @Override
  public void cancel(CancelRequest request, StreamObserver<CancelResponse> observer) {
    answer(
        observer,
        call -> {
          Lookup lookup = rows.store().find(call.principal(), request.getHandle());
          rows.require(lookup.require(HandleKind.ROWS)).cancel();
          return CancelResponse.getDefaultInstance();
        });
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
          rows.spool().sweep(request.getHandle());
          return ReleaseResponse.getDefaultInstance();
        });
  }

  long chunksSent() {
    return chunksSent.sum();
  }

  long bytesSent() {
    return bytesSent.sum();
  }

  private RowsSender sender(CallMetadata call, ServerCallStreamObserver<Chunk> observer) {
    return new RowsSender(rows, call, observer, this::count);
  }

  private static long remainingMillis(Lookup lookup) {
    return lookup instanceof Lookup.Live live ? live.remaining().toMillis() : 0;
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
