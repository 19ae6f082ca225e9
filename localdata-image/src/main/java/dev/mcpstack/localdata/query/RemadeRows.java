package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.RowsSeal;
import java.util.Optional;

/**
 * Rows that are made again under a handle whose owner was lost. They have to be what they were, bit
 * by bit and in the same order: whoever has read some of them must not be given others under the
 * same name.
 */
final class RemadeRows {
  private RemadeRows() {}

  static StackException notAllowed(HandleRecord lost) {
    return ended(
        lost,
        "The rows were lost with the server that held them, and their source does not allow that"
            + " they are made again by themselves.");
  }

  static StackException notBegun(HandleRecord lost, Throwable cause) {
    return new StackException(
            ContractError.HANDLE_ENDED,
            "The rows were lost with the server that held them, and could not be made again now.",
            cause)
        .withRemedy(lost.lineage().howToMakeAgain())
        .withDetail("state", "lost");
  }

  /**
   * Refuses rows of another digest than the lost ones, and ends their handle. Nobody knows yet what
   * rows were to be that were lost before they were complete: those are taken as they are.
   *
   * @param made of all the rows
   */
  static void requireSame(RowsFacts made, HandleRecord lost, HandleStore store) {
    Optional<String> before = lost.rows().seal().map(RowsSeal::digest);
    if (before.isPresent() && !before.equals(made.seal().map(RowsSeal::digest))) {
      store.end(lost.name(), EndReason.LOST);
      throw ended(
          lost,
          "The rows were lost with the server that held them, and what was made again could not be"
              + " shown to be the same rows.");
    }
  }

  private static StackException ended(HandleRecord lost, String message) {
    return new StackException(ContractError.HANDLE_ENDED, message)
        .withRemedy(lost.lineage().howToMakeAgain())
        .withDetail("state", "lost");
  }
}
