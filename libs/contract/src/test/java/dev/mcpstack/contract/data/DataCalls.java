package dev.mcpstack.contract.data;

import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc;
import dev.mcpstack.protocol.data.v1.DataServiceGrpc.DataServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;

/** Calls a service as a peer without our client library would. */
final class DataCalls implements AutoCloseable {
  final ManagedChannel channel;

  DataCalls(String address) {
    channel =
        NettyChannelBuilder.forAddress(Loopback.parse(address))
            .usePlaintext()
            .proxyDetector(_ -> null)
            .maxInboundMessageSize(DataContract.MAX_CHUNK_MESSAGE_BYTES)
            .build();
  }

  DataServiceBlockingStub as(Principal principal, PeerTrust trust) {
    return with(new CallMetadata(principal, "c-1").toHeaders(trust));
  }

  DataServiceBlockingStub with(Metadata headers) {
    return DataServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
