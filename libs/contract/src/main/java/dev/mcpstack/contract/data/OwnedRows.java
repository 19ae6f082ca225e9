package dev.mcpstack.contract.data;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.SpooledRows;

/** The handles and the rows of one owner. */
record OwnedRows(HandleStore store, Spool spool) {
  /** The rows behind a living handle. */
  SpooledRows require(HandleRecord record) {
    return spool
        .rows(record.name())
        .orElseThrow(() ->
            new StackException(
                    ContractError.HANDLE_ENDED,
                    "The rows behind the data token are no longer with the server that made"
                        + " them.")
                .withRemedy(record.lineage().howToMakeAgain())
                .withDetail("state", "lost"));
  }
}
