package dev.mcpstack.contract.data;

import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets only trusted peers in, and believes what they say of their principal. */
final class PeerInterceptor implements ServerInterceptor {
  private final PeerTrust trust;

  PeerInterceptor(PeerTrust trust) {
    this.trust = trust;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!trust.accepts(
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION),
        headers.get(CallMetadata.PEER_SECRET))) {
      return refuse(call, "Only a server of the same stack may call this.");
    }
    CallMetadata metadata;
    try {
      metadata = CallMetadata.fromHeaders(headers);
    } catch (IllegalArgumentException e) {
      return refuse(call, "The call names no principal on whose behalf it is made.");
    }
    return Contexts.interceptCall(metadata.inContext(), call, headers, next);
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, String description) {
    call.close(Status.UNAUTHENTICATED.withDescription(description), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
