package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.time.Duration;

/** What a store answers about a name, for one principal. */
public sealed interface Lookup {
  /** It lives. */
  record Live(HandleRecord record, Duration remaining) implements Lookup {}

  /** It has ended, and this principal owned it. Kept for 24 hours. */
  record Ended(HandleKind kind, EndReason reason, Duration since, Lineage lineage)
      implements Lookup {}

  /** It never existed, ended long ago, or belongs to somebody else. These can't be told apart. */
  record Unknown() implements Lookup {}

  /**
   * The record of a living handle of the kind.
   *
   * @throws StackException that says how it ended and how to get it again, or that it is unknown,
   *     or of another kind
   */
  default HandleRecord require(HandleKind kind) {
    HandleRecord record = requireLive();
    if (record.kind() != kind) {
      throw new StackException(
              ContractError.HANDLE_WRONG_KIND,
              "The handle names a "
                  + record.kind().label()
                  + ", but a "
                  + kind.label()
                  + " is needed here.")
          .withRemedy(
              record.kind() == HandleKind.JOB
                  ? "Call wait with this handle: its answer holds the handle that is needed here."
                  : ContractError.HANDLE_WRONG_KIND.remedy());
    }
    return record;
  }

  /** The record of a living handle of any kind, or the same errors. */
  default HandleRecord requireLive() {
    return switch (this) {
      case Live live -> live.record();
      case Ended ended ->
          throw new StackException(
                  ContractError.HANDLE_ENDED,
                  "The "
                      + ended.kind().label()
                      + " "
                      + ended.reason().verb()
                      + " "
                      + Math.max(1, ended.since().toSeconds())
                      + " s ago.")
              .withRemedy(ended.lineage().howToMakeAgain())
              .withDetail("state", ended.reason().name().toLowerCase(java.util.Locale.ROOT));
      case Unknown _ ->
          throw new StackException(ContractError.HANDLE_UNKNOWN, "The handle is not known here.");
    };
  }
}
