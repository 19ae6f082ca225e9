package dev.mcpstack.gateway.client;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorCode;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.gateway.error.GatewayError;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.BrokenRequestException.Kind;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** From what a server answers, or fails to, to results and failures that name it. */
final class Failures {
  private static final int MISSING_CAPABILITY = -32021;
  private static final int UNSUPPORTED_VERSION = -32022;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int MAX_TEXT = 500;

  private Failures() {}

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  static Map<String, Object> result(Server server, String method, HttpLink.Answer answer) {
    Map<String, Object> message = answer.message();
    if (message != null && message.get("result") instanceof Map<?, ?> result) {
      return (Map<String, Object>) result;
    }
    if (message != null
        && message.get("error") instanceof Map<?, ?> error
        && error.get("code") instanceof Number code) {
      throw of(server, method, answer.status(), code.intValue(), (Map<String, Object>) error);
    }
    throw ofStatus(server, answer.status());
  }

  static StackException of(Server server, IOException failure) {
    if (failure instanceof AnswerTooLargeException) {
      return failed(
          server,
          ContractError.RESULT_TOO_LARGE,
          "sent more than the " + server.maxAnswerBytes() + " bytes that are passed on",
          failure);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return failed(
            server,
            GatewayError.SERVER_REFUSED,
            "and the gateway don't accept each other's certificates",
            failure);
      }
      if (cause instanceof TimeoutException) {
        return failed(
            server,
            GatewayError.SERVER_TIMEOUT,
            "did not answer within " + server.timeout().toSeconds() + " s",
            failure);
      }
    }
    return failed(server, GatewayError.SERVER_UNAVAILABLE, "can't be reached now", failure);
  }

  private static RuntimeException of(
      Server server, String method, int status, int code, Map<String, Object> error) {
    String text = error.get("message") instanceof String message ? excerpt(message) : "";
    Map<String, Object> data = data(error);
    return switch (code) {
      case MISSING_CAPABILITY -> new MissingCapabilityException(capabilities(data));
      case INVALID_PARAMS ->
          new BrokenRequestException(
              "resources/read".equals(method) && data != null && data.containsKey("uri")
                  ? Kind.RESOURCE_NOT_FOUND
                  : Kind.INVALID_PARAMS,
              text,
              data);
      case METHOD_NOT_FOUND -> new BrokenRequestException(Kind.METHOD_NOT_FOUND, text, data);
      case UNSUPPORTED_VERSION ->
          failed(
              server,
              GatewayError.SERVER_REFUSED,
              "does not speak version " + Wire.VERSION + " of MCP",
              null);
      default ->
          status == 401 || status == 403 || status == 421 || status == 503
              ? ofStatus(server, status)
              : failed(
                  server,
                  GatewayError.SERVER_FAILED,
                  "answered with error " + code + ": " + text,
                  null);
    };
  }

  private static StackException ofStatus(Server server, int status) {
    return switch (status) {
      case 401, 403, 421 ->
          failed(
              server,
              GatewayError.SERVER_REFUSED,
              "does not let the gateway in (HTTP " + status + ")",
              null);
      case 429, 503 ->
          failed(server, ContractError.CALLS_EXHAUSTED, "takes no more requests now", null);
      default ->
          failed(
              server,
              GatewayError.SERVER_FAILED,
              "gave no answer of MCP (HTTP " + status + ")",
              null);
    };
  }

  private static StackException failed(
      Server server, ErrorCode code, String what, @Nullable Throwable cause) {
    return new StackException(code, "The server '" + server.source() + "' " + what + ".", cause)
        .withSource(server.source());
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static @Nullable Map<String, Object> data(Map<String, Object> error) {
    return error.get("data") instanceof Map<?, ?> data ? (Map<String, Object>) data : null;
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Map<String, Object> capabilities(@Nullable Map<String, Object> data) {
    return data != null && data.get("requiredCapabilities") instanceof Map<?, ?> required
        ? (Map<String, Object>) required
        : Map.of();
  }

  private static String excerpt(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
