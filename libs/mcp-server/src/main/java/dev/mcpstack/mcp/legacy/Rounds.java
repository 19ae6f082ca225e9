package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.Inputs;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.http.McpReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Repeats a call with its client's answers until it needs none. This era's servers ask their
 * clients themselves; the handlers don't know.
 */
final class Rounds {
  private static final int MOST = 16;

  private final ClientRequests requests;

  Rounds(ClientRequests requests) {
    this.requests = requests;
  }

  /**
   * The outcome that needs nothing more.
   *
   * @param handler makes the call
   * @param needs what an outcome needs, or null
   * @throws StackException when the client can't or won't answer
   */
  <T> T play(
      Session session,
      McpReply reply,
      McpCall call,
      Function<McpCall, T> handler,
      Function<T, @org.jspecify.annotations.Nullable InputRequired> needs) {
    McpCall next = call;
    for (int round = 0; round < MOST; round++) {
      T outcome = handler.apply(next);
      InputRequired required = needs.apply(outcome);
      if (required == null) {
        return outcome;
      }
      next = call.with(inputs(session, reply, call, required));
    }
    throw new StackException(
        ContractError.CLIENT_INPUT_MISSING,
        "The call asked the client " + MOST + " times and still needs more.");
  }

  private Inputs inputs(Session session, McpReply reply, McpCall call, InputRequired required) {
    Map<String, Object> responses = new LinkedHashMap<>();
    for (Map.Entry<String, InputRequest> each : required.requests().entrySet()) {
      InputRequest request = each.getValue();
      if (!session.capabilities().containsKey(request.capability())) {
        throw new StackException(
                ContractError.CLIENT_INPUT_MISSING,
                "The call needs "
                    + request.method()
                    + ", which the client did not declare on initialize.")
            .withDetail("capability", request.capability());
      }
      Map<String, Object> response =
          requests
              .ask(session, reply, call.cancellation(), request.method(), request.params())
              .orElseThrow(() -> unanswered(call, request));
      if (!(response.get("result") instanceof Map<?, ?> result)) {
        throw new StackException(
            ContractError.CLIENT_INPUT_MISSING,
            "The client answered " + request.method() + " with an error.");
      }
      responses.put(each.getKey(), result);
    }
    return new Inputs(responses, required.state());
  }

  private static StackException unanswered(McpCall call, InputRequest request) {
    call.cancellation().throwIfCancelled();
    return new StackException(
        ContractError.CLIENT_INPUT_MISSING,
        "The client did not answer " + request.method() + " in time.");
  }
}
