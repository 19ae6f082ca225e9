package dev.mcpstack.contract.data;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reader says when a call to an owner ends otherwise than it should. */
final class StreamFailures {
  private final String ownerRole;
  private final String correlationId;
  private final Cancellation cancellation;
  private final OwnerConnection connection;

  StreamFailures(
      String ownerRole,
      String correlationId,
      Cancellation cancellation,
      OwnerConnection connection) {
    this.ownerRole = ownerRole;
    this.correlationId = correlationId;
    this.cancellation = cancellation;
    this.connection = connection;
  }

  /** The failure behind a status: the owner's own words where it sent them. */
  StackException of(Status status, @Nullable Metadata trailers) {
    if (cancellation.isCancelled()) {
      return cancelled();
    }
    StatusRuntimeException cause = status.asRuntimeException(trailers);
    Optional<StackException> described =
        trailers == null ? Optional.empty() : Failures.fromTrailers(trailers, cause);
    return described.orElseGet(() -> undescribed(status, cause));
  }

  StackException cancelled() {
    return new StackException(
        ContractError.CALL_CANCELLED, "The call was cancelled before all rows had arrived.");
  }

  StackException unreachable(@Nullable Throwable cause) {
    connection.forget();
    return new StackException(
        ContractError.PEER_UNAVAILABLE,
        "The " + ownerRole + " server that holds the rows can't be reached now.",
        cause);
  }

  StackException corrupt(String what, @Nullable Throwable cause) {
    return new StackException(
        ContractError.ROWS_CORRUPT,
        "The rows did not arrive as the " + ownerRole + " server holds them: " + what + ".",
        cause);
  }

  private StackException undescribed(Status status, StatusRuntimeException cause) {
    return switch (status.getCode()) {
      // CANCELLED is not ours here: the owner's transport has ended the stream.
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> unreachable(cause);
      case UNAUTHENTICATED ->
          new StackException(
                  ContractError.INTERNAL_ERROR,
                  "The " + ownerRole + " server that holds the rows does not trust this one.",
                  cause)
              .withRemedy("Tell the owner of the stack: its servers don't know each other.");
      default ->
          new StackException(
              ContractError.INTERNAL_ERROR,
              "The "
                  + ownerRole
                  + " server that holds the rows failed. The incident is in its log under "
                  + correlationId
                  + ".",
              cause);
    };
  }
}
