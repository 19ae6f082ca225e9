package dev.mcpstack.contract.data;

import static dev.mcpstack.contract.data.DataFixture.ALICE;
import static dev.mcpstack.contract.data.DataFixture.MALLORY;
import static dev.mcpstack.contract.data.DataFixture.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableList;
import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.StoreTimes;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.spool.RowsWriter;
import dev.mcpstack.protocol.data.v1.CancelRequest;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.DescribeRequest;
import dev.mcpstack.protocol.data.v1.DescribeResponse;
import dev.mcpstack.protocol.data.v1.RenewRequest;
import dev.mcpstack.protocol.data.v1.RunRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that are read while their owner still writes them, and the calls that go with that. */
@Timeout(60)
class LiveStreamTest {
  private final DataFixture fixture = new DataFixture();
  private final DataCalls calls = new DataCalls(fixture.server.address());
  private final Cancellation work = new Cancellation();
  private final RowsWriter writer = fixture.spool.write(work);
  private final HandleRecord record = fixture.store.create(fixture.newHandle(RowsFacts.NONE));
  private final ChunkEncoder encoder = new ChunkEncoder(SCHEMA, fixture.memory, 1_000, writer::add);

  @AfterEach
  void stop() {
    writer.close();
    encoder.close();
    calls.close();
    fixture.close();
  }

  private void write(int from, int to) {
    for (int row = from; row < to; row++) {
      encoder.setInteger(0, row);
      encoder.setText(1, "x");
      encoder.endRow();
    }
  }

  private void complete() {
    encoder.finish();
    fixture.store.complete(record.withRows(writer.complete(encoder.figures())));
  }

  private long read(CountDownLatch begun, AtomicLong waiting) {
    try (RowStream stream = fixture.reader.open(record, ALICE, "c-1", new Cancellation())) {
      stream.onWaiting(waiting::set);
      while (stream.next()) {
        begun.countDown();
      }
      return stream.rows();
    }
  }

  @Test
  void rows_stillBeingWritten_reachEveryReaderAsTheyCome() throws Exception {
    writer.keep(record.name());
    CountDownLatch begun = new CountDownLatch(8);
    AtomicLong waiting = new AtomicLong(-1);
    List<Future<Long>> readers = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        readers.add(
            executor.submit(() -> {
              try (RowStream stream =
                  fixture.reader.open(record, ALICE, "c-1", new Cancellation())) {
                stream.onWaiting(waiting::set);
                boolean first = true;
                while (stream.next()) {
                  if (first) {
                    begun.countDown();
                    first = false;
                  }
                }
                return stream.rows();
              }
            }));
      }
      writer.begin(SCHEMA);
      write(0, 500);
      begun.await();
      // The sign of life says how many rows there are while nothing comes.
      await().until(() -> waiting.get() > 0);
      write(500, 2_000);
      complete();
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isEqualTo(2_000);
      }
    }
  }

  @Test
  void result_thatFails_failsItsReadersInItsOwnersWords() {
    writer.keep(record.name());
    writer.begin(SCHEMA);
    write(0, 500);
    writer.fail(
        new StackException(ContractError.CALLS_EXHAUSTED, "The database had enough.")
            .withRemedy("Ask for less."));
    assertThatThrownBy(() -> read(new CountDownLatch(1), new AtomicLong()))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ContractError.CALLS_EXHAUSTED);
              assertThat(failure.safeMessage()).isEqualTo("The database had enough.");
              assertThat(failure.remedy()).isEqualTo("Ask for less.");
            });
  }

  @Test
  void describe_saysHowFarItIsAndWhatTheStoreKnows() {
    writer.keep(record.name());
    DescribeRequest request = DescribeRequest.newBuilder().setHandle(record.name()).build();
    DescribeResponse before = calls.as(ALICE, fixture.trust).describe(request);
    assertThat(before.getComplete()).isFalse();
    assertThat(before.getSchema().isEmpty()).isTrue();
    writer.begin(SCHEMA);
    write(0, 500);
    complete();
    DescribeResponse after = calls.as(ALICE, fixture.trust).describe(request);
    assertThat(after.getComplete()).isTrue();
    assertThat(after.getRows()).isEqualTo(500);
    assertThat(fixture.reader.ask(ALICE, "c-1", record.name())).isEmpty();
    assertThat(read(new CountDownLatch(1), new AtomicLong())).isEqualTo(500);
    Optional<HandleRecord> asked = fixture.reader.ask(ALICE, "c-1", record.name());
    assertThat(asked).contains(((Lookup.Live) fixture.store.find(ALICE, record.name())).record());
    assertThat(fixture.reader.ask(MALLORY, "c-1", record.name())).isEmpty();
  }

  @Test
  void cancel_endsTheWorkThatWrites() {
    writer.keep(record.name());
    CancelRequest request = CancelRequest.newBuilder().setHandle(record.name()).build();
    assertThatThrownBy(() -> calls.as(MALLORY, fixture.trust).cancel(request))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("NOT_FOUND");
    assertThat(work.isCancelled()).isFalse();
    calls.as(ALICE, fixture.trust).cancel(request);
    assertThat(work.isCancelled()).isTrue();
  }

  @Test
  void renew_keepsTheHandleForAnotherMinute() {
    RenewRequest request = RenewRequest.newBuilder().setHandle(record.name()).build();
    fixture.clock.addAndGet(DataFixture.TIME_TO_LIVE.minusSeconds(1).toNanos());
    assertThat(calls.as(ALICE, fixture.trust).renew(request).getTtlRemainingMillis())
        .isEqualTo(1_000);
    fixture.clock.addAndGet(StoreTimes.LEASE_LIFE.minusSeconds(1).toNanos());
    assertThat(fixture.store.find(ALICE, record.name())).isInstanceOf(Lookup.Live.class);
    fixture.clock.addAndGet(2_000_000_000L);
    assertThat(fixture.store.find(ALICE, record.name())).isInstanceOf(Lookup.Ended.class);
  }

  @Test
  void run_namesTheHandleAndStreamsTheRowsOfIt() throws Exception {
    writer.keep(record.name());
    RowsMaker maker =
        (principal, correlationId, source, sql) -> {
          assertThat(principal).isEqualTo(ALICE);
          assertThat(correlationId).isEqualTo("c-1");
          assertThat(source + ":" + sql).isEqualTo("s:SELECT 1");
          Thread.startVirtualThread(() -> {
            writer.begin(SCHEMA);
            write(0, 100);
            complete();
          });
          return record;
        };
    try (DataServiceServer owner =
            DataServiceServer.start(
                Loopback.HOST, 0, fixture.store, fixture.spool, fixture.trust, Optional.of(maker));
        DataCalls toOwner = new DataCalls(owner.address())) {
      List<Chunk> sent =
          ImmutableList.copyOf(
              toOwner
                  .as(ALICE, fixture.trust)
                  .run(RunRequest.newBuilder().setSource("s").setSql("SELECT 1").build()));
      assertThat(sent.getFirst().getStarted().getHandle()).isEqualTo(record.name());
      assertThat(sent.getLast().getEnd().getRows()).isEqualTo(100);
    }
  }

  @Test
  void run_whereThereAreNoSources_isUnimplemented() {
    assertThatThrownBy(() ->
            calls
                .as(ALICE, fixture.trust)
                .run(RunRequest.newBuilder().setSource("s").setSql("SELECT 1").build())
                .hasNext())
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal ->
                assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }
}
