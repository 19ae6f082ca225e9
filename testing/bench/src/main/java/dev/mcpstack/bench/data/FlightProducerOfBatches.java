package dev.mcpstack.bench.data;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.BackpressureStrategy.CallbackBackpressureStrategy;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Sends the same batches to everybody, as fast as they are taken. */
final class FlightProducerOfBatches extends NoOpFlightProducer {
  static final Schema SCHEMA =
      new Schema(
          IntStream.range(0, Numbers.COLUMNS)
              .mapToObj(column ->
                  Field.nullable(
                      Numbers.name(column),
                      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)))
              .toList());

  private static final long READER_SILENCE_MILLIS = 60_000;

  private final BufferAllocator memory;
  private final List<ArrowRecordBatch> batches;

  FlightProducerOfBatches(BufferAllocator memory, List<ArrowRecordBatch> batches) {
    this.memory = memory;
    this.batches = batches;
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    CallbackBackpressureStrategy pressure = new CallbackBackpressureStrategy();
    pressure.register(listener);
    listener.setUseZeroCopy(true);
    // Flight delivers what the listener waits for only after this method has returned.
    Thread.startVirtualThread(() -> send(listener, pressure));
  }

  private void send(ServerStreamListener listener, BackpressureStrategy pressure) {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, memory)) {
      VectorLoader loader = new VectorLoader(root);
      listener.start(root);
      for (ArrowRecordBatch batch : batches) {
        if (pressure.waitForListener(READER_SILENCE_MILLIS)
            != BackpressureStrategy.WaitResult.READY) {
          listener.error(CallStatus.CANCELLED.toRuntimeException());
          return;
        }
        loader.load(batch);
        listener.putNext();
      }
      listener.completed();
    } catch (RuntimeException | Error e) {
      listener.error(e);
    }
  }
}
