package dev.mcpstack.contract.data;

import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.principal.Principal;

/** Makes rows for a peer: how an owner with sources runs a statement that came over gRPC. */
@FunctionalInterface
public interface RowsMaker {
  /**
   * Passes a statement through the gate and begins to run it.
   *
   * @param principal on whose behalf
   * @param correlationId of the peer's call
   * @param source by name
   * @param sql one statement
   * @return the pending handle of its rows
   * @throws dev.mcpstack.contract.error.StackException when it is refused
   */
  HandleRecord begin(Principal principal, String correlationId, String source, String sql);

  /**
   * Begins to make the rows of a living handle again whose owner was lost.
   *
   * @param lost its record, with the statement
   * @return its record now: pending, and owned by this process
   * @throws dev.mcpstack.contract.error.StackException when the statement is refused, or the source
   *     does not allow it
   */
  default HandleRecord remake(Principal principal, String correlationId, HandleRecord lost) {
    throw OwnedRows.lost(lost);
  }
}
