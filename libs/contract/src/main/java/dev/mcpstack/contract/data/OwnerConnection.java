package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleRecords;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc.DataServiceBlockingStub;
import dev.mcpstack.protocol.data.v1.DescribeRequest;
import dev.mcpstack.protocol.data.v1.DescribeResponse;
import dev.mcpstack.protocol.data.v1.HandshakeRequest;
import dev.mcpstack.protocol.data.v1.HandshakeResponse;
import dev.mcpstack.protocol.data.v1.RemakeRequest;
import io.grpc.Context;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The channel to one owner, and what was agreed on it. Thread-safe. */
final class OwnerConnection {
  private static final long IDLE_MINUTES = 5;
  private static final Duration DESCRIBE_TIMEOUT = Duration.ofSeconds(2);

  private final ManagedChannel channel;
  private volatile boolean agreed;

  /**
   * A channel that is not connected yet.
   *
   * @param role what the owner must be
   */
  OwnerConnection(InetSocketAddress address, String role, PeerTrust trust, Executor executor) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(
            address,
            trust.tls().map(PeerTls::client).orElseGet(InsecureChannelCredentials::create));
    // A pod is dialled by its address, which no certificate can name, and known by its role.
    trust.tls().ifPresent(tls -> builder.overrideAuthority(tls.authority(role)));
    this.channel =
        builder
            .executor(executor)
            // Peers are dialled directly, whatever proxy the machine is set up with.
            .proxyDetector(_ -> null)
            .maxInboundMessageSize(DataContract.MAX_CHUNK_MESSAGE_BYTES)
            .maxInboundMetadataSize(DataContract.MAX_METADATA_BYTES)
            .flowControlWindow(DataContract.FLOW_CONTROL_WINDOW_BYTES)
            .idleTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .build();
  }

  ManagedChannel channel() {
    return channel;
  }

  /** Makes sure that the owner speaks our version. Asks once until the connection is lost. */
  void agree(CallMetadata call, PeerTrust trust, Cancellation cancellation, Duration timeout)
      throws StatusRuntimeException {
    if (agreed) {
      return;
    }
    HandshakeResponse answer;
    // Somebody waits for this owner now, however often it was away before.
    channel.resetConnectBackoff();
    Context.CancellableContext context = Context.current().withCancellation();
    try (Cancellation.Registration _ = cancellation.onCancel(() -> context.cancel(null))) {
      answer = handshake(context, call, trust, timeout);
    } finally {
      context.cancel(null);
    }
    if (answer.getContractVersion() != DataContract.VERSION) {
      throw new StackException(
              ContractError.PEER_UNAVAILABLE,
              "The server that holds the rows speaks version "
                  + answer.getContractVersion()
                  + " of the data contract, and this one version "
                  + DataContract.VERSION
                  + ".")
          .withRemedy("Bring all servers of the stack to one release.");
    }
    agreed = true;
  }

  /** The record of a handle that this owner serves to the caller; empty also when it is away. */
  Optional<HandleRecord> describe(CallMetadata call, PeerTrust trust, String handle) {
    try {
      DescribeResponse answer =
          stub(call, trust, DESCRIBE_TIMEOUT)
              .describe(DescribeRequest.newBuilder().setHandle(handle).build());
      return Optional.of(HandleRecords.fromMessage(handle, answer.getRecord()));
    } catch (StatusRuntimeException | StackException _) {
      return Optional.empty();
    }
  }

  /**
   * Asks the owner to make the rows of a handle again.
   *
   * @return the record of the handle as it is now
   */
  HandleRecord remake(CallMetadata call, PeerTrust trust, HandleRecord lost, Duration timeout)
      throws StatusRuntimeException {
    return HandleRecords.fromMessage(
        lost.name(),
        stub(call, trust, timeout)
            .remake(RemakeRequest.newBuilder().setHandle(lost.name()).build())
            .getRecord());
  }

  /** The connection was lost: whoever answers next may be another. */
  void forget() {
    agreed = false;
  }

  /** Ends the calls that run, and waits a second for their readers to be told. */
  void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HandshakeResponse handshake(
      Context context, CallMetadata call, PeerTrust trust, Duration timeout) {
    Context previous = context.attach();
    try {
      return stub(call, trust, timeout)
          .handshake(
              HandshakeRequest.newBuilder()
                  .setContractVersion(DataContract.VERSION)
                  .addAllFeatures(DataContract.FEATURES)
                  .build());
    } finally {
      context.detach(previous);
    }
  }

  private DataServiceBlockingStub stub(CallMetadata call, PeerTrust trust, Duration timeout) {
    return DataServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(call.toHeaders(trust)))
        .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
