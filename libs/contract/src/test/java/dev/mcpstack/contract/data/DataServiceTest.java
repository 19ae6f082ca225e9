package dev.mcpstack.contract.data;

import static dev.mcpstack.contract.data.DataFixture.ALICE;
import static dev.mcpstack.contract.data.DataFixture.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.Seals;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc.DataServiceBlockingStub;
import dev.mcpstack.protocol.data.v1.DescribeRequest;
import dev.mcpstack.protocol.data.v1.DescribeResponse;
import dev.mcpstack.protocol.data.v1.Failure;
import dev.mcpstack.protocol.data.v1.HandshakeRequest;
import dev.mcpstack.protocol.data.v1.HandshakeResponse;
import dev.mcpstack.protocol.data.v1.OpenRequest;
import dev.mcpstack.protocol.data.v1.ReleaseRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DataServiceTest {
  private static final String NEVER = "rows_" + "A".repeat(43);

  private final DataFixture fixture = new DataFixture();
  private final DataCalls calls = new DataCalls(fixture.server.address());
  private final DataServiceBlockingStub alice = calls.as(ALICE, fixture.trust);

  @AfterEach
  void stop() {
    calls.close();
    fixture.close();
  }

  private HandleRecord chunked() {
    return fixture.result(1_000, 10, 4_096, UnaryOperator.identity());
  }

  private static OpenRequest open(String handle, long firstChunk) {
    return OpenRequest.newBuilder().setHandle(handle).setFirstChunk(firstChunk).build();
  }

  private static DescribeRequest describe(String handle) {
    return DescribeRequest.newBuilder().setHandle(handle).build();
  }

  private static ReleaseRequest release(String handle) {
    return ReleaseRequest.newBuilder().setHandle(handle).build();
  }

  private static StatusRuntimeException refusal(Callable<?> call) {
    StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call::call);
    assertThat(refusal).as("the refusal").isNotNull();
    return refusal;
  }

  private static Failure failure(StatusRuntimeException refusal) throws Exception {
    Metadata trailers = Objects.requireNonNull(refusal.getTrailers());
    return Failure.parseFrom(trailers.get(CallMetadata.FAILURE));
  }

  @Test
  void handshake_saysVersionAndFeatures() {
    HandshakeResponse answer =
        alice.handshake(HandshakeRequest.newBuilder().setContractVersion(1).build());
    assertThat(answer.getContractVersion()).isEqualTo(1);
    assertThat(answer.getFeaturesList()).contains("resume", "release");
  }

  @Test
  void describe_saysWhatTheHandleNames() {
    HandleRecord record = chunked();
    fixture.clock.addAndGet(Duration.ofMinutes(5).toNanos());
    DescribeResponse answer = alice.describe(describe(record.name()));
    assertThat(answer.getHandle()).isEqualTo(record.name());
    assertThat(answer.getRows()).isEqualTo(1_000);
    assertThat(answer.getBytes()).isEqualTo(record.rows().bytes());
    assertThat(answer.getChunks()).isEqualTo(record.rows().chunks());
    assertThat(answer.getTtlRemainingMillis()).isEqualTo(Duration.ofMinutes(10).toMillis());
    assertThat(answer.getSchema().toByteArray())
        .isEqualTo(ChunkDecoder.serialise(DataFixture.SCHEMA));
  }

  @Test
  void open_sendsEveryChunkAndThenTheEndMarker() {
    HandleRecord record = chunked();
    List<EncodedChunk> stored = fixture.chunks(record);
    List<Chunk> sent = ImmutableList.copyOf(alice.open(open(record.name(), 0)));
    assertThat(sent).hasSize(stored.size() + 1).hasSizeGreaterThan(4);
    for (int i = 0; i < stored.size(); i++) {
      EncodedChunk chunk = stored.get(i);
      assertThat(sent.get(i).getSequence()).isEqualTo(i);
      assertThat(sent.get(i).getCrc32C()).isEqualTo(chunk.crc32c());
      assertThat(sent.get(i).getRowsTotal()).isEqualTo(chunk.rowsTotal());
      assertThat(sent.get(i).getPayload().toByteArray()).isEqualTo(chunk.payload());
      assertThat(sent.get(i).hasEnd()).isFalse();
    }
    assertEndOf(record, sent.getLast());
    assertThat(fixture.server.chunksSent()).isEqualTo(stored.size());
    assertThat(fixture.server.bytesSent()).isEqualTo(record.rows().bytes());
  }

  private static void assertEndOf(HandleRecord record, Chunk marker) {
    assertThat(marker.getEnd().getChunks()).isEqualTo(record.rows().chunks());
    assertThat(marker.getEnd().getRows()).isEqualTo(record.rows().rows());
    assertThat(marker.getEnd().getPayloadBytes()).isEqualTo(record.rows().bytes());
    assertThat(Seals.fromMessage(marker.getEnd().getSeal()))
        .isEqualTo(record.rows().seal().orElseThrow());
    assertThat(marker.getPayload().isEmpty()).isTrue();
  }

  @Test
  void open_fromALaterChunk_sendsTheRestAndTheWholeResultsEndMarker() {
    HandleRecord record = chunked();
    List<EncodedChunk> stored = fixture.chunks(record);
    List<Chunk> sent = ImmutableList.copyOf(alice.open(open(record.name(), 3)));
    assertThat(sent).hasSize(stored.size() - 3 + 1);
    assertThat(sent.getFirst().getSequence()).isEqualTo(3);
    assertThat(sent.getFirst().getRowsTotal()).isEqualTo(stored.get(3).rowsTotal());
    assertEndOf(record, sent.getLast());
  }

  @Test
  void open_ofAPart_sendsNoMoreThanThat() {
    HandleRecord record = chunked();
    OpenRequest part = open(record.name(), 1).toBuilder().setMaxChunks(2).build();
    assertThat(ImmutableList.copyOf(alice.open(part)))
        .extracting(Chunk::getSequence)
        .containsExactly(1L, 2L);
  }

  @Test
  void open_atTheEnd_sendsTheEndMarkerAlone() {
    HandleRecord record = chunked();
    long chunks = record.rows().chunks();
    List<Chunk> sent = ImmutableList.copyOf(alice.open(open(record.name(), chunks)));
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getSequence()).isEqualTo(chunks);
    assertThat(sent.getFirst().hasEnd()).isTrue();
  }

  @Test
  void open_beyondTheEnd_isOutOfRange() throws Exception {
    HandleRecord record = chunked();
    long chunks = record.rows().chunks();
    for (long first : new long[] {chunks + 1, -1}) {
      StatusRuntimeException refusal =
          refusal(() -> alice.open(open(record.name(), first)).hasNext());
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
      assertThat(refusal.getStatus().getDescription())
          .isEqualTo(
              "The result has "
                  + chunks
                  + " chunks, so a stream can't begin at chunk "
                  + Long.toUnsignedString(first)
                  + ".");
      assertThat(failure(refusal).getCode()).isEqualTo("ARGUMENTS_INVALID");
    }
  }

  @Test
  void anyCall_ofAnotherPrincipal_isByteForByteLikeAnUnknownHandle() throws Exception {
    String taken = chunked().name();
    DataServiceBlockingStub mallory = calls.as(MALLORY, fixture.trust);
    assertSameRefusal(
        refusal(() -> mallory.describe(describe(taken))),
        refusal(() -> mallory.describe(describe(NEVER))));
    assertSameRefusal(
        refusal(() -> mallory.open(open(taken, 0)).hasNext()),
        refusal(() -> mallory.open(open(NEVER, 0)).hasNext()));
    assertSameRefusal(
        refusal(() -> mallory.release(release(taken))),
        refusal(() -> mallory.release(release(NEVER))));
    assertThat(fixture.store.find(ALICE, taken)).isInstanceOf(Lookup.Live.class);
  }

  private static void assertSameRefusal(StatusRuntimeException other, StatusRuntimeException never)
      throws Exception {
    assertThat(other.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(other.getStatus().getDescription()).isEqualTo("The handle is not known here.");
    assertThat(never.getStatus().getCode()).isEqualTo(other.getStatus().getCode());
    assertThat(never.getStatus().getDescription()).isEqualTo(other.getStatus().getDescription());
    assertThat(failure(never).toByteArray()).isEqualTo(failure(other).toByteArray());
    assertThat(String.valueOf(never.getTrailers())).isEqualTo(String.valueOf(other.getTrailers()));
  }

  @Test
  void open_ofAnExpiredHandle_saysHowToGetItAgain() throws Exception {
    HandleRecord record = chunked();
    fixture.clock.addAndGet(DataFixture.TIME_TO_LIVE.plusSeconds(7).toNanos());
    StatusRuntimeException refusal = refusal(() -> alice.open(open(record.name(), 0)).hasNext());
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    Failure failure = failure(refusal);
    assertThat(failure.getCode()).isEqualTo("HANDLE_ENDED");
    assertThat(failure.getMessage()).isEqualTo("The data token expired 7 s ago.");
    assertThat(failure.getRemedy())
        .isEqualTo("Call execute_query on source 'weather' again with the same arguments.");
  }

  @Test
  void describe_ofRowsThatAreElsewhere_saysThatTheyAreLost() throws Exception {
    HandleRecord record = chunked();
    try (DataServiceServer other =
            DataServiceServer.start(
                Loopback.HOST,
                0,
                fixture.store,
                Spool.inMemory(fixture.store, 1, 1),
                fixture.trust);
        DataCalls toOther = new DataCalls(other.address())) {
      Failure failure =
          failure(
              refusal(() -> toOther.as(ALICE, fixture.trust).describe(describe(record.name()))));
      assertThat(failure.getCode()).isEqualTo("HANDLE_ENDED");
      assertThat(failure.getDetails(0).getText()).isEqualTo("lost");
      assertThat(failure.getRemedy()).startsWith("Call execute_query");
    }
  }

  @Test
  void anyCall_thatFailsUnexpectedly_isInternalWithAFixedTextAndTheCorrelationId() {
    try (DataServiceServer broken =
            DataServiceServer.start(
                Loopback.HOST, 0, new BrokenStore(), fixture.spool, fixture.trust);
        DataCalls toBroken = new DataCalls(broken.address())) {
      DataServiceBlockingStub stub = toBroken.as(ALICE, fixture.trust);
      for (Callable<?> call :
          List.<Callable<?>>of(
              () -> stub.describe(describe(NEVER)),
              () -> stub.open(open(NEVER, 0)).hasNext(),
              () -> stub.release(release(NEVER)))) {
        StatusRuntimeException refusal = refusal(call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(refusal.getStatus().getDescription())
            .isEqualTo("Something failed inside the server. The incident is in its log under c-1.");
        assertThat(String.valueOf(refusal.getTrailers())).doesNotContain("hunter2");
      }
    }
  }

  @Test
  void release_endsTheHandleFreesItsRowsAndMayBeRepeated() {
    HandleRecord record = chunked();
    assertThat(fixture.spool.bytes()).isPositive();
    alice.release(release(record.name()));
    alice.release(release(record.name()));
    assertThat(fixture.store.find(ALICE, record.name())).isInstanceOf(Lookup.Ended.class);
    assertThat(fixture.spool.bytes()).isZero();
  }

  @Test
  void call_withoutTheSecret_isUnauthenticatedAndLearnsNothing() {
    String handle = chunked().name();
    Metadata none = new CallMetadata(ALICE, "c-1").toHeaders(fixture.trust);
    none.discardAll(CallMetadata.PEER_SECRET);
    Metadata shorter = new CallMetadata(ALICE, "c-1").toHeaders(fixture.trust);
    shorter.discardAll(CallMetadata.PEER_SECRET);
    shorter.put(CallMetadata.PEER_SECRET, new byte[3]);
    List<DataServiceBlockingStub> strangers =
        List.of(calls.as(ALICE, PeerTrust.random()), calls.with(none), calls.with(shorter));
    for (DataServiceBlockingStub stranger : strangers) {
      for (Callable<?> call :
          List.<Callable<?>>of(
              () -> stranger.handshake(HandshakeRequest.getDefaultInstance()),
              () -> stranger.describe(describe(handle)),
              () -> stranger.open(open(handle, 0)).hasNext(),
              () -> stranger.release(release(handle)))) {
        StatusRuntimeException refusal = refusal(call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(refusal.getStatus().getDescription())
            .isEqualTo("Only a server of the same stack may call this.");
      }
    }
    assertThat(fixture.store.find(ALICE, handle)).isInstanceOf(Lookup.Live.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words"})
  void call_withoutAFitPrincipal_isUnauthenticated(String name) {
    Metadata.Key<String> key =
        Metadata.Key.of("mcpstack-principal", Metadata.ASCII_STRING_MARSHALLER);
    Metadata headers = new CallMetadata(ALICE, "c-1").toHeaders(fixture.trust);
    headers.discardAll(key);
    if (!name.isEmpty()) {
      headers.put(key, name);
    }
    StatusRuntimeException refusal =
        refusal(() -> calls.with(headers).handshake(HandshakeRequest.getDefaultInstance()));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal.getStatus().getDescription())
        .isEqualTo("The call names no principal on whose behalf it is made.");
  }

  @Test
  void request_thatIsFarTooLarge_isRefused() {
    StatusRuntimeException refusal =
        refusal(() -> alice.describe(describe("x".repeat(DataContract.MAX_REQUEST_BYTES + 1))));
    assertThat(refusal.getStatus().getCode())
        .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);
  }

  @Test
  void health_isServingAndAsksForNoSecret() {
    assertThat(
            HealthGrpc.newBlockingStub(calls.channel)
                .check(
                    HealthCheckRequest.newBuilder()
                        .setService("mcpstack.data.v1.DataService")
                        .build())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
    assertThat(fixture.server.isServing()).isTrue();
    fixture.server.close();
    assertThat(fixture.server.isServing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
  void start_beyondLoopbackWithoutCertificates_refuses(String host) {
    assertThatThrownBy(
            () -> DataServiceServer.start(host, 0, fixture.store, fixture.spool, fixture.trust))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The data service would be reachable from other machines at "
                + host
                + ", and it has no certificates to know its peers by. Bind it to 127.0.0.1.");
  }

  @Test
  void start_onATakenPort_saysWhichAndWhatToDo() {
    int port = fixture.server.port();
    assertThatThrownBy(() ->
            DataServiceServer.start(
                Loopback.HOST, port, fixture.store, fixture.spool, fixture.trust))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The data service can't listen on 127.0.0.1:" + port)
        .hasMessageContaining("Choose another");
  }
}
