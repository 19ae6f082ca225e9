package dev.mcpstack.mcp.call;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;

/**
 * One request of a client, era-neutral.
 *
 * @param principal the caller
 * @param correlationId names the request in every server's log and in errors
 * @param cancellation is cancelled when the client cancels or goes away
 * @param client the other side while the request is open
 * @param inputs what the client answered to an earlier {@link InputRequired} of the same request
 * @param trace the trace that the request belongs to
 */
public record McpCall(
    Principal principal,
    String correlationId,
    Cancellation cancellation,
    Client client,
    Inputs inputs,
    Trace trace) {

  /** A call without anybody to talk back to. */
  public static McpCall of(Principal principal, String correlationId, Cancellation cancellation) {
    return new McpCall(
        principal, correlationId, cancellation, Client.NONE, Inputs.NONE, Trace.NONE);
  }

  /** The same request with the client's answers. */
  public McpCall with(Inputs answers) {
    return new McpCall(principal, correlationId, cancellation, client, answers, trace);
  }

  /** The same request with somebody else on the other side. */
  public McpCall with(Client other) {
    return new McpCall(principal, correlationId, cancellation, other, inputs, trace);
  }
}
