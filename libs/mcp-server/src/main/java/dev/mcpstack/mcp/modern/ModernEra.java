package dev.mcpstack.mcp.modern;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import dev.mcpstack.mcp.dispatch.CorrelationIds;
import dev.mcpstack.mcp.dispatch.UnknownToolException;
import dev.mcpstack.mcp.http.ClientGoneException;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.http.ProtocolVersions;
import dev.mcpstack.mcp.server.Features;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves requests that need no session: each names its version and its client's capabilities. */
public final class ModernEra implements Era {
  /** The versions served, oldest first. */
  public static final List<String> VERSIONS = List.of(ProtocolVersions.FIRST_MODERN);

  private static final Duration STATE_TIME_TO_LIVE = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(ModernEra.class);

  private final String server;
  private final Answers answers;
  private final Rounds rounds;
  private final Map<String, Method> methods;
  private final Subscriptions subscriptions;

  /**
   * The era over what an endpoint offers.
   *
   * @param signingKey signs what a client must bring back unchanged; replicas that share it take
   *     each other's; at least 32 bytes
   */
  public ModernEra(Features features, byte[] signingKey) {
    this(features, signingKey, System::nanoTime);
  }

  /** The same with another clock for the patience with clients that don't read. */
  public ModernEra(Features features, byte[] signingKey, LongSupplier nanoTime) {
    this.server = features.identity().name();
    this.answers = new Answers(features.identity());
    this.rounds =
        new Rounds(new RequestStates(signingKey, STATE_TIME_TO_LIVE, InstantSource.system()));
    this.methods = Methods.of(features, rounds, VERSIONS);
    this.subscriptions = new Subscriptions(features, nanoTime);
  }

  @Override
  public boolean accepts(McpRequest request) {
    return EraDecision.isModern(
        request.header().apply(ProtocolVersions.HEADER),
        request.header().apply("Mcp-Session-Id"),
        request.method(),
        request.params());
  }

  @Override
  public void serve(McpRequest request, McpReply reply) {
    String method = request.method();
    Object id = request.id();
    if (method == null) {
      reply.refuse(
          new JsonRpcError(
              400,
              JsonRpcError.INVALID_REQUEST,
              "A client sends requests and notifications, and answers in the inputResponses of a request."),
          id);
    } else if (id == null) {
      reply.accepted(); // This version has none that a server must act on.
    } else {
      String correlation = CorrelationIds.next();
      try {
        answer(request, method, id, correlation, reply);
      } catch (ClientGoneException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        reply.refuse(error(e, method, correlation), id);
      }
    }
  }

  @Override
  public void endStreams() {
    subscriptions.end();
  }

  @Override
  public void stopping() {
    subscriptions.stop();
  }

  private void answer(
      McpRequest request, String method, Object id, String correlation, McpReply reply) {
    RequestMeta meta = RequestMeta.of(request, VERSIONS);
    HeaderCheck.check(request, method);
    if (Subscriptions.METHOD.equals(method)) {
      subscriptions.serve(request, id, reply);
      return;
    }
    Method handler = methods.get(method);
    if (handler == null) {
      throw new Refusal(ModernErrors.methodNotFound(method));
    }
    Cancellation cancellation = new Cancellation();
    McpCall call =
        new McpCall(
            request.principal(),
            correlation,
            cancellation,
            new RequestClient(meta, reply),
            rounds.inputs(request, method),
            meta.trace());
    Map<String, Object> result;
    try (var _ = reply.watch(cancellation::cancel)) {
      result = handler.answer(new Exchange(request, method, meta, call));
    }
    answers.send(reply, method, id, correlation, result);
  }

  private JsonRpcError error(Throwable failure, String method, String correlation) {
    return switch (failure) {
      case Refusal e -> e.error();
      case BrokenRequestException e -> ModernErrors.broken(e);
      case MissingCapabilityException e -> ModernErrors.missingCapability(e.required());
      case UnknownToolException e ->
          new JsonRpcError(200, JsonRpcError.INVALID_PARAMS, e.safeMessage());
      case StackException e ->
          new JsonRpcError(
              200, JsonRpcError.REFUSED, ErrorReport.of(e, server, correlation).toMarkdown());
      default -> {
        LOG.error("{} failed unexpectedly, incident {}", method, correlation, failure);
        yield JsonRpcError.unexpected(correlation);
      }
    };
  }
}
