package dev.mcpstack.contract.data;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.SpooledRows;

/** The handles and the rows of one owner. */
record OwnedRows(HandleStore store, Spool spool) {
  private static final String LOST = "lost";

  /** The rows behind a living handle. */
  SpooledRows require(HandleRecord record) {
    return spool.rows(record.name()).orElseThrow(() -> lost(record));
  }

  static StackException lost(HandleRecord record) {
    return new StackException(
            ContractError.HANDLE_ENDED,
            "The rows behind the data token are no longer with the server that made them.")
        .withRemedy(record.lineage().howToMakeAgain())
        .withDetail("state", LOST);
  }

  /**
   * Whether a failure says that the rows are gone with their owner, or that it can't be reached.
   */
  static boolean isLost(StackException failure) {
    return isAway(failure)
        || (failure.code().name().equals(ContractError.HANDLE_ENDED.name())
            && LOST.equals(failure.details().get("state")));
  }

  /** Whether a failure says that an owner can't be reached. */
  static boolean isAway(StackException failure) {
    return failure.code().name().equals(ContractError.PEER_UNAVAILABLE.name());
  }
}
