package dev.mcpstack.bench.data;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * Arrow Flight at its best: the rows are in Arrow batches before anybody asks, they are sent
 * without a copy, and the reader's window is as large as the data channel's.
 */
final class FlightRows implements AutoCloseable {
  private static final int WINDOW_BYTES = 8 << 20;
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final String HOST = "127.0.0.1";
  private static final Ticket TICKET = new Ticket("rows".getBytes(StandardCharsets.UTF_8));

  private final BufferAllocator memory = new RootAllocator();
  private final List<ArrowRecordBatch> batches = new ArrayList<>();
  private final FlightServer server;
  private final FlightClient client;

  /** Over TLS, both sides with a certificate, or in plain text. */
  FlightRows(double[][] columns, int batchRows, Optional<Certificates> tls) throws IOException {
    int rows = columns[0].length;
    for (int from = 0; from < rows; from += batchRows) {
      batches.add(batch(columns, from, Math.min(batchRows, rows - from)));
    }
    server = server(tls).build().start();
    client = FlightGrpcUtils.createFlightClient(memory, channel(tls).build());
  }

  @SuppressWarnings("try") // Closing a stream of Flight is declared to throw anything.
  Answer read() throws Exception {
    Answer answer = new Answer(0, 0);
    try (FlightStream stream = client.getStream(TICKET)) {
      while (stream.next()) {
        answer = answer.plus(sum(stream.getRoot()));
      }
    }
    return answer;
  }

  static Answer sum(VectorSchemaRoot root) {
    double sum = 0;
    int rows = root.getRowCount();
    for (FieldVector vector : root.getFieldVectors()) {
      Float8Vector values = (Float8Vector) vector;
      for (int row = 0; row < rows; row++) {
        sum += values.get(row);
      }
    }
    return new Answer(rows, sum);
  }

  @Override
  public void close() {
    try {
      client.close();
      server.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    batches.forEach(ArrowRecordBatch::close);
    memory.close();
  }

  private ArrowRecordBatch batch(double[][] columns, int from, int rows) {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(FlightProducerOfBatches.SCHEMA, memory)) {
      for (int column = 0; column < columns.length; column++) {
        Float8Vector values = (Float8Vector) root.getVector(column);
        values.allocateNew(rows);
        for (int row = 0; row < rows; row++) {
          values.set(row, columns[column][from + row]);
        }
      }
      root.setRowCount(rows);
      return new VectorUnloader(root).getRecordBatch();
    }
  }

  private FlightServer.Builder server(Optional<Certificates> tls) throws IOException {
    Location location =
        tls.isPresent() ? Location.forGrpcTls(HOST, 0) : Location.forGrpcInsecure(HOST, 0);
    FlightServer.Builder builder =
        FlightServer.builder(memory, location, new FlightProducerOfBatches(memory, batches));
    if (tls.isPresent()) {
      TlsConfig own = tls.get().config(ServerRole.LOCALDATA);
      builder
          .useTls(own.certificateFile().toFile(), own.keyFile().toFile())
          .useMTlsClientVerification(own.caFile().toFile());
    }
    return builder;
  }

  private NettyChannelBuilder channel(Optional<Certificates> tls) throws IOException {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(HOST, server.getPort())
            .proxyDetector(_ -> null)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .flowControlWindow(WINDOW_BYTES);
    if (tls.isEmpty()) {
      return builder.usePlaintext();
    }
    TlsConfig own = tls.get().config(ServerRole.DATASCIENCE);
    return builder
        .overrideAuthority(Certificates.host(ServerRole.LOCALDATA))
        .sslContext(
            GrpcSslContexts.forClient()
                .trustManager(own.caFile().toFile())
                .keyManager(own.certificateFile().toFile(), own.keyFile().toFile())
                .build());
  }
}
