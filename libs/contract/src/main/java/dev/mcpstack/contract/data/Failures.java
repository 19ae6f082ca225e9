package dev.mcpstack.contract.data;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.ErrorCode;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.protocol.data.v1.Failure;
import dev.mcpstack.protocol.data.v1.FailureDetail;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between our failures and what travels over gRPC. Descriptions are only ever texts of ours. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** Trailers have to fit into one HTTP/2 header list, for which 8 KiB is the common limit. */
  private static final int MOST_CHARACTERS = 1000;

  private static final int MOST_DETAILS = 16;
  private static final int MOST_CHARACTERS_OF_A_DETAIL = 200;

  private Failures() {}

  /** What a caller is told of a failure. One that nobody expected goes into the log instead. */
  static StatusRuntimeException toStatus(Throwable failure, String correlationId) {
    if (failure instanceof StackException expected) {
      return toStatus(expected, statusCode(expected.code()));
    }
    LOG.error("A data call failed, correlation id {}", correlationId, failure);
    return Status.INTERNAL
        .withDescription(
            "Something failed inside the server. The incident is in its log under "
                + correlationId
                + ".")
        .asRuntimeException();
  }

  /** An expected failure under a status that fits it better than the one of its code. */
  static StatusRuntimeException toStatus(StackException failure, Status.Code status) {
    Failure.Builder message =
        Failure.newBuilder()
            .setCode(failure.code().name())
            .setNumber(failure.code().number())
            .setCategory(failure.code().category().name())
            .setRetryable(failure.code().retryable())
            .setMessage(cut(failure.safeMessage()))
            .setRemedy(cut(failure.remedy()));
    failure.details().entrySet().stream()
        .limit(MOST_DETAILS)
        .forEach(detail -> message.addDetails(toDetail(detail)));
    Metadata trailers = new Metadata();
    trailers.put(CallMetadata.FAILURE, message.build().toByteArray());
    return status
        .toStatus()
        .withDescription(cut(failure.safeMessage()))
        .asRuntimeException(trailers);
  }

  /** The failure that the owner described, if it did. */
  static Optional<StackException> fromTrailers(Metadata trailers, Throwable cause) {
    byte[] bytes = trailers.get(CallMetadata.FAILURE);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      Failure message = Failure.parseFrom(bytes);
      StackException failure =
          new StackException(code(message), message.getMessage(), cause)
              .withRemedy(message.getRemedy());
      for (FailureDetail detail : message.getDetailsList()) {
        failure = failure.withDetail(detail.getKey(), fromDetail(detail));
      }
      return Optional.of(failure);
    } catch (InvalidProtocolBufferException e) {
      LOG.warn("A peer sent a failure that can't be read", e);
      return Optional.empty();
    }
  }

  private static Status.Code statusCode(ErrorCode code) {
    if (code instanceof ContractError known) {
      return switch (known) {
        case ARGUMENTS_INVALID -> Status.Code.INVALID_ARGUMENT;
        case HANDLE_UNKNOWN -> Status.Code.NOT_FOUND;
        case HANDLE_ENDED, HANDLE_WRONG_KIND, CLIENT_INPUT_MISSING ->
            Status.Code.FAILED_PRECONDITION;
        case SCOPE_MISSING -> Status.Code.PERMISSION_DENIED;
        case CALLS_EXHAUSTED, RESULT_TOO_LARGE, SPOOL_FULL -> Status.Code.RESOURCE_EXHAUSTED;
        case CALL_CANCELLED -> Status.Code.CANCELLED;
        case PEER_UNAVAILABLE, STORE_UNAVAILABLE, SERVER_STOPPING -> Status.Code.UNAVAILABLE;
        case ROWS_CORRUPT -> Status.Code.DATA_LOSS;
        case INTERNAL_ERROR -> Status.Code.INTERNAL;
      };
    }
    return switch (code.category()) {
      case USER -> Status.Code.FAILED_PRECONDITION;
      case DENIED -> Status.Code.PERMISSION_DENIED;
      case EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
      case EXTERNAL, UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }

  private static ErrorCode code(Failure message) {
    for (ContractError known : ContractError.values()) {
      if (known.name().equals(message.getCode())) {
        return known;
      }
    }
    return new RemoteErrorCode(
        message.getCode(),
        message.getNumber(),
        category(message.getCategory()),
        message.getRetryable(),
        message.getRemedy());
  }

  /** A category that only a newer peer knows counts as an internal failure. */
  private static ErrorCategory category(String name) {
    for (ErrorCategory category : ErrorCategory.values()) {
      if (category.name().equals(name)) {
        return category;
      }
    }
    return ErrorCategory.INTERNAL;
  }

  private static FailureDetail toDetail(Map.Entry<String, Object> detail) {
    FailureDetail.Builder message = FailureDetail.newBuilder().setKey(detail.getKey());
    return switch (detail.getValue()) {
      case Long number -> message.setInteger(number).build();
      case Integer number -> message.setInteger(number).build();
      case Double number -> message.setReal(number).build();
      case Boolean flag -> message.setFlag(flag).build();
      case Object other ->
          message.setText(cut(other.toString(), MOST_CHARACTERS_OF_A_DETAIL)).build();
    };
  }

  private static Object fromDetail(FailureDetail detail) {
    return switch (detail.getValueCase()) {
      case INTEGER -> detail.getInteger();
      case REAL -> detail.getReal();
      case FLAG -> detail.getFlag();
      case TEXT, VALUE_NOT_SET -> detail.getText();
    };
  }

  private static String cut(String text) {
    return cut(text, MOST_CHARACTERS);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
