package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.dispatch.CorrelationIds;
import dev.mcpstack.mcp.dispatch.UnknownToolException;
import dev.mcpstack.mcp.http.AnswerTooLargeException;
import dev.mcpstack.mcp.http.ClientGoneException;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the messages of sessions. Every request gets one answer, and none that isn't our text. */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final Features features;
  private final InFlight inFlight = new InFlight();
  private final ClientRequests requests = new ClientRequests();
  private final Subscriptions subscriptions = new Subscriptions();
  private final Methods methods;
  private final Streams streams;

  Sessions(Features features, LongSupplier nanoTime) {
    this.features = features;
    this.methods = new Methods(features, new Rounds(requests), subscriptions);
    this.streams = new Streams(features, subscriptions, nanoTime);
  }

  void serve(Session session, McpRequest request, McpReply reply) {
    String method = request.method();
    Object id = request.id();
    if (method == null) {
      requests.answered(session, request.message());
      reply.accepted();
    } else if (id == null) {
      notified(session, method, request.params());
      reply.accepted();
    } else {
      answer(session, method, id, request, reply);
    }
  }

  /** Serves a session's stream of changes. */
  void listen(Session session, McpReply reply) {
    if (!streams.serve(session, reply)) {
      reply.header("Retry-After", "10");
      reply.refuse(
          new JsonRpcError(
              503, JsonRpcError.REFUSED, "The server opens no more streams now. Come again later."),
          null);
    }
  }

  void endStreams() {
    streams.end();
  }

  void stopping() {
    streams.stop();
  }

  private void notified(Session session, String method, Map<String, Object> params) {
    if ("notifications/cancelled".equals(method)) {
      Object cancelled = params.get("requestId");
      if (cancelled != null) {
        inFlight.cancel(session.id(), cancelled);
      }
    }
  }

  private void answer(
      Session session, String method, Object id, McpRequest request, McpReply reply) {
    Methods.Method handler = methods.find(method);
    if (handler == null) {
      refuse(
          reply,
          id,
          JsonRpcError.METHOD_NOT_FOUND,
          "Method not found: "
              + Problem.excerpt(method)
              + ". This server serves "
              + methods.names()
              + ".");
      return;
    }
    Cancellation cancellation = new Cancellation();
    if (!inFlight.enter(session.id(), id, cancellation)) {
      reply.refuse(
          new JsonRpcError(
              400,
              JsonRpcError.INVALID_REQUEST,
              "A request with this id is still being answered. Use a new id for every request."),
          id);
      return;
    }
    try {
      answer(new Methods.Request(session, request, reply, cancellation), handler, id);
    } finally {
      inFlight.leave(session.id(), id);
    }
  }

  private void answer(Methods.Request request, Methods.Method handler, Object id) {
    McpReply reply = request.reply();
    String correlation = CorrelationIds.next();
    try {
      reply.answer(Wire.answer(id, handler.answer(request, correlation)));
    } catch (AnswerTooLargeException e) {
      tooLarge(request, id, e, correlation);
    } catch (UnknownToolException e) {
      refuse(reply, id, JsonRpcError.INVALID_PARAMS, e.safeMessage());
    } catch (BrokenRequestException e) {
      reply.refuse(error(e), id);
    } catch (StackException e) {
      failed(reply, id, e, correlation);
    } catch (ClientGoneException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("A request failed unexpectedly, incident {}", correlation, e);
      refuse(
          reply, id, JsonRpcError.INTERNAL_ERROR, JsonRpcError.unexpected(correlation).message());
    }
  }

  /** A tool's answer tells the model so; the others' tell the host. */
  private void tooLarge(
      Methods.Request request, Object id, AnswerTooLargeException e, String correlation) {
    StackException failure = new StackException(ContractError.RESULT_TOO_LARGE, e.safeMessage());
    if ("tools/call".equals(request.message().method())) {
      ErrorReport report = ErrorReport.of(failure, features.identity().name(), correlation);
      request.reply().answer(Wire.answer(id, Wire.result(ToolOutcome.failed(report))));
    } else {
      failed(request.reply(), id, failure, correlation);
    }
  }

  private void failed(McpReply reply, Object id, StackException failure, String correlation) {
    refuse(
        reply,
        id,
        JsonRpcError.REFUSED,
        ErrorReport.of(failure, features.identity().name(), correlation).toMarkdown());
  }

  private static JsonRpcError error(BrokenRequestException e) {
    int code =
        switch (e.kind()) {
          case INVALID_PARAMS -> JsonRpcError.INVALID_PARAMS;
          case RESOURCE_NOT_FOUND -> Methods.RESOURCE_NOT_FOUND;
          case METHOD_NOT_FOUND -> JsonRpcError.METHOD_NOT_FOUND;
        };
    return new JsonRpcError(200, code, e.safeMessage());
  }

  private static void refuse(McpReply reply, Object id, int code, String message) {
    reply.refuse(new JsonRpcError(200, code, message), id);
  }
}
