package dev.mcpstack.contract.handle;

import java.time.Duration;

/**
 * What the store remembers of a living handle. Never the bytes.
 *
 * @param name the handle itself
 * @param kind what it names
 * @param principal name of the caller who owns it
 * @param owner the process that holds the bytes
 * @param timeToLive how long it lives, counted by the store alone
 * @param rows facts of the rows, {@link RowsFacts#NONE} while they are still to come and for other
 *     kinds
 * @param lineage where it came from
 */
public record HandleRecord(
    String name,
    HandleKind kind,
    String principal,
    Owner owner,
    Duration timeToLive,
    RowsFacts rows,
    Lineage lineage) {
  /** The same handle with another owner, who makes the rows again: they are to be as they were. */
  public HandleRecord remadeBy(Owner other) {
    return new HandleRecord(name, kind, principal, other, timeToLive, rows, lineage);
  }

  /** The same handle with other facts of its rows. */
  public HandleRecord withRows(RowsFacts facts) {
    return new HandleRecord(name, kind, principal, owner, timeToLive, facts, lineage);
  }
}
